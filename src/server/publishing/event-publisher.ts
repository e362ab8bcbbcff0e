import { hostname } from 'node:os';
import { type CheckTexts, type Language, severities } from '../../checks/index.ts';
import type { Finding } from '../../findings/index.ts';
import {
  type ApiResource,
  collectionPath,
  type KubernetesClient,
  KubernetesError,
  type Term,
} from '../../kubernetes/client/index.ts';
import { groupOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { isPublished } from '../../reports/index.ts';
import type { Store } from '../../store/index.ts';
import { findingInWords } from '../views/findings.ts';

export interface EventPublisherOptions {
  readonly client: KubernetesClient;
  readonly store: Pick<Store, 'findings'>;
  readonly cluster: string;
  readonly texts: CheckTexts;
  readonly language: Language;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly now: () => Date;
}

/** Events at once, and how many more a minute later: etcd and whoever watches events are not ours to fill. */
const mostAtOnce = 30;
const perMinute = 10;
/** Longest note that the API takes, in bytes; texts may be three to a character. */
const longestNote = 1024;
/** New findings looked at in one round; more than these are a new cluster, not news. */
const mostNew = 5_000;

/**
 * Says of objects that something new was found, as Events on them: one for an object and round, however much is new. What was known when
 * the term began is not new, and neither is what the first look at a cluster finds.
 */
export class EventPublisher {
  readonly #options: EventPublisherOptions;
  readonly #term: Term;
  #since: string;
  #tokens = mostAtOnce;
  #filledAt: number;
  #resources: readonly ApiResource[] | undefined;

  /** @param since what was found until then is not news, ISO 8601 */
  constructor(options: EventPublisherOptions, term: Term, since: string) {
    this.#options = options;
    this.#term = term;
    this.#since = since;
    this.#filledAt = options.now().getTime();
  }

  /** Events for what is new until `at`. @throws KubernetesError, StoreError */
  async publish(at: string): Promise<void> {
    const found = await this.#newFindings();
    this.#since = at;
    const byObject = [...Map.groupBy(found, keyOf).values()].sort((a, b) => worst(a) - worst(b));
    let left = 0;
    for (const findings of byObject) {
      if (!this.#take()) left++;
      else await this.#say(findings);
    }
    if (left > 0) this.#options.log('too many new findings for an event each', { objects: left });
  }

  async #newFindings(): Promise<readonly Finding[]> {
    const { store, cluster, texts, language } = this.#options;
    const found: Finding[] = [];
    const slices = store.findings.export(
      { cluster, visible: undefined },
      { status: ['open'], since: this.#since },
      { sort: 'severity', order: 'desc' },
    );
    for await (const records of slices) {
      // From the very moment on is asked for; what was found at it was said.
      for (const { facts, firstSeen } of records)
        if (firstSeen > this.#since && isPublished(facts)) found.push(findingInWords(facts, texts, language));
      if (found.length >= mostNew) break;
    }
    return found;
  }

  #take(): boolean {
    const now = this.#options.now().getTime();
    this.#tokens = Math.min(mostAtOnce, this.#tokens + ((now - this.#filledAt) / 60_000) * perMinute);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  async #say(findings: readonly Finding[]): Promise<void> {
    const [first] = findings;
    if (first === undefined || !this.#term.holds()) return;
    const { client, now } = this.#options;
    const { apiVersion, kind, namespace, name } = first.resource;
    try {
      const uid = await this.#uidOf(first);
      // It is gone already, or of a kind that the cluster no longer has.
      if (uid === undefined) return;
      const time = now().toISOString();
      const event = {
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        metadata: { generateName: 'breakwater-', namespace: namespace ?? 'default' },
        eventTime: time.replace('Z', '000Z'),
        reportingController: 'breakwater.dev/server',
        reportingInstance: hostname().slice(0, 128),
        action: 'Assess',
        reason: 'NewFindings',
        type: 'Warning',
        regarding: { apiVersion, kind, name, uid, ...(namespace !== undefined && { namespace }) },
        note: noteOf(findings),
      };
      const path = `/apis/events.k8s.io/v1/namespaces/${encodeURIComponent(event.metadata.namespace)}/events`;
      await client.request('POST', path, { body: event, signal: this.#term.signal });
    } catch (error) {
      // One object's event is not worth the others'; a namespace that ends takes none.
      if (!(error instanceof KubernetesError) || error.status === 0) throw error;
      this.#options.log('event not written', { kind, namespace, name, error: error.message });
    }
  }

  async #uidOf({ resource: { apiVersion, kind, namespace, name } }: Finding): Promise<string | undefined> {
    const { client } = this.#options;
    const { signal } = this.#term;
    this.#resources ??= (await client.discover(signal)).resources;
    const group = groupOf(apiVersion);
    const resource = this.#resources.find((one) => one.group === group && one.kind === kind);
    if (resource === undefined) return undefined;
    try {
      const object = await client.get(`${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`, { signal });
      return stringOf(recordOf(recordOf(object).metadata).uid);
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
  }
}

function keyOf({ resource: { apiVersion, kind, namespace, name } }: Finding): string {
  return [apiVersion, kind, namespace ?? '', name].join('\n');
}

function worst(findings: readonly Finding[]): number {
  return Math.min(...findings.map(({ severity }) => severities.indexOf(severity)));
}

/** The worst of them in words, with how many there are. */
export function noteOf(findings: readonly Finding[]): string {
  const sorted = findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  let note = '';
  for (const [index, { severity, check, message }] of sorted.entries()) {
    const line = `[${severity}] ${message} (${check})`;
    const more = sorted.length - index - 1;
    const next = note === '' ? line : `${note}; ${line}`;
    const end = more > 0 ? ` +${more}` : '';
    if (Buffer.byteLength(next + end) > longestNote)
      return note === ''
        ? Buffer.from(line)
            .subarray(0, longestNote - 12)
            .toString('utf8')
            .replace(/�+$/, '…')
        : `${note} +${more + 1}`;
    note = next;
  }
  return note;
}
