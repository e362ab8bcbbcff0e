import type { FindingFacts } from '../../findings/index.ts';
import type { AssessmentBatch, FindingStatus } from '../records.ts';
import type { Store } from '../store.ts';

interface Known {
  object: string;
  facts: FindingFacts;
  present: boolean;
  accepted: { readonly expires: string | undefined } | undefined;
  firstSeen: string;
  resolvedAt: string | undefined;
  history: string[];
}

/** What a store should remember of one cluster, in the simplest way. */
export class Model {
  readonly #known = new Map<string, Known>();
  #at = '';

  apply({ at, complete, objects, removed }: AssessmentBatch): void {
    this.#at = at;
    const named = new Map(objects.map((object) => [object.key, object]));
    const said = new Map(
      objects.flatMap(({ key, findings }) => findings.map((facts) => [facts.fingerprint, { key, facts }])),
    );
    for (const [fingerprint, { key, facts }] of said) {
      const known = this.#known.get(fingerprint);
      if (known === undefined) {
        const history = ['opened', ...(facts.exception === null ? [] : ['accepted'])];
        this.#known.set(fingerprint, {
          object: key,
          facts,
          present: true,
          accepted: undefined,
          firstSeen: at,
          resolvedAt: undefined,
          history,
        });
        continue;
      }
      if (!known.present) known.history.push('reopened');
      else if (JSON.stringify(known.facts.message) !== JSON.stringify(facts.message)) known.history.push('changed');
      if (known.facts.exception === null && facts.exception !== null) known.history.push('accepted');
      if (known.facts.exception !== null && facts.exception === null) known.history.push('acceptance-withdrawn');
      Object.assign(known, { object: key, facts, present: true, resolvedAt: undefined });
    }
    for (const [fingerprint, known] of this.#known) {
      const gone = complete || named.has(known.object) || removed.includes(known.object);
      if (!known.present || said.has(fingerprint) || !gone) continue;
      Object.assign(known, { present: false, resolvedAt: at });
      known.history.push('resolved');
    }
  }

  accept(fingerprints: readonly string[], expires: string | undefined): void {
    for (const known of this.#of(fingerprints)) {
      if (!known.present) continue;
      known.accepted = { expires };
      known.history.push('accepted');
    }
  }

  withdraw(fingerprints: readonly string[]): void {
    for (const known of this.#of(fingerprints)) this.#end(known, 'acceptance-withdrawn');
  }

  expire(now: string): void {
    for (const known of this.#known.values())
      if (known.accepted?.expires !== undefined && known.accepted.expires < now.slice(0, 10))
        this.#end(known, 'acceptance-expired');
  }

  /** What `remembered` should give. */
  expected() {
    const rows = [...this.#known].map(([fingerprint, { facts, object, firstSeen, resolvedAt, history, ...known }]) => ({
      fingerprint,
      object,
      value: facts.message.values.value,
      status: statusOf({ ...known, facts }),
      firstSeen,
      resolvedAt,
      history,
    }));
    const open = rows.filter(({ status }) => status === 'open');
    const risk = open.reduce((sum, { fingerprint }) => sum + (this.#known.get(fingerprint)?.facts.risk.score ?? 0), 0);
    return {
      rows: rows.sort(byFingerprint),
      assessedAt: this.#at || undefined,
      open: open.length,
      risk,
      trend: { open: open.length, risk },
    };
  }

  #of(fingerprints: readonly string[]): Known[] {
    return fingerprints.flatMap((fingerprint) => this.#known.get(fingerprint) ?? []);
  }

  #end(known: Known, type: string): void {
    if (known.accepted === undefined) return;
    known.accepted = undefined;
    known.history.push(type);
  }
}

function statusOf({ present, accepted, facts }: Pick<Known, 'present' | 'accepted' | 'facts'>): FindingStatus {
  if (!present) return 'resolved';
  return accepted !== undefined || facts.exception !== null ? 'accepted' : 'open';
}

/** All that a store remembers of a cluster, to be compared with `Model.expected`. */
export async function remembered(store: Store, cluster: string, now: string): Promise<ReturnType<Model['expected']>> {
  const scope = { cluster, visible: undefined };
  const rows = [];
  for await (const slice of store.findings.export(scope, {}, { sort: 'risk', order: 'asc' }))
    for (const { facts, object, status, firstSeen, resolvedAt } of slice) {
      const detail = await store.findings.detail(scope, facts.fingerprint);
      rows.push({
        fingerprint: facts.fingerprint,
        object,
        value: facts.message.values.value,
        status,
        firstSeen,
        resolvedAt,
        history: detail?.history.map(({ type }) => type) ?? [],
      });
    }
  const { open, risk } = await store.overview.totals(scope);
  const today = (await store.trends.days(scope, { days: 1, now })).at(-1);
  const sum = (counts: typeof open) => Object.values(counts).reduce((total, count) => total + count, 0);
  return {
    rows: rows.sort(byFingerprint),
    assessedAt: (await store.clusters.get(cluster))?.assessedAt,
    open: sum(open),
    risk,
    trend: { open: today === undefined ? 0 : sum(today.open), risk: today?.risk ?? 0 },
  };
}

function byFingerprint(a: { readonly fingerprint: string }, b: { readonly fingerprint: string }): number {
  return a.fingerprint < b.fingerprint ? -1 : 1;
}
