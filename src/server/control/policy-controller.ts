import type { FastifyBaseLogger } from 'fastify';
import type { CheckTexts, Language } from '../../checks/index.ts';
import { climb, type Refusals, standingIn, stepDue } from '../../enforcement/controller/index.ts';
import {
  exceptionRulesOf,
  hasEnded,
  type SecurityException,
  type SecurityPolicy,
  securityExceptionOf,
  securityPolicyOf,
} from '../../enforcement/index.ts';
import { type KubernetesClient, KubernetesError, type Term } from '../../kubernetes/client/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { type Definitions, definitionsNow } from './definitions.ts';
import { type EvidenceSources, evidenceInterval, refusalsOf } from './evidence.ts';
import { KindCache } from './kind-cache.ts';
import { exceptions as exceptionKind, natives, policies as policyKind } from './kinds.ts';
import { NativeWriter, TermOver } from './native-writer.ts';
import { PolicyReconciler } from './policy-reconciler.ts';
import { StatusWriter } from './status-writer.ts';
import { Wake } from './wake.ts';

export interface ControllerOptions {
  readonly client: KubernetesClient;
  readonly texts: Readonly<Record<Language, CheckTexts>>;
  readonly evidence: EvidenceSources;
  /** Whether a webhook of ours asks what admission policies can't. */
  readonly webhook: () => boolean;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
  /** How long what happens is gathered; how often everything is looked at although nothing happened; milliseconds. */
  readonly times?: { readonly gather: number; readonly resync: number; readonly absent: number };
}

/** What the leader is at. */
export type ControlWork =
  /** The definitions of our kinds are not there: what is in force stays. */
  | 'no-definitions'
  /** Something that has to be known is not, now. */
  | 'waiting'
  | 'failing'
  | 'in-force';

const usualTimes = { gather: 100, resync: 600_000, absent: 5_000 };
const firstWait = 1_000;
const longestWait = 60_000;
/** What was gathered longer ago than so many intervals is no evidence. */
const staleAfter = 3;
/** How often it is looked whether evidence is to be gathered, in milliseconds. */
const evidenceLook = 2_000;

interface Gathered {
  /** Of the object that it was gathered of. */
  readonly generation: unknown;
  readonly refusals: Refusals | undefined;
  readonly at: number;
}

/** Keeps the API server at what SecurityPolicies and SecurityExceptions say, for one term as the leader. */
export class PolicyController {
  readonly #options: ControllerOptions;
  readonly #times: NonNullable<ControllerOptions['times']>;
  readonly #term: Term;
  readonly #wake = new Wake();
  readonly #policies: KindCache;
  readonly #exceptions: KindCache;
  readonly #natives: readonly KindCache[];
  readonly #reconciler: PolicyReconciler;
  readonly #status: StatusWriter;
  readonly #refusals = new Map<string, Gathered>();
  readonly #matches = new Map<string, number | undefined>();
  #work: ControlWork = 'waiting';
  #trouble: string | undefined;
  #said: string | undefined;

  constructor(options: ControllerOptions, term: Term) {
    this.#options = options;
    this.#times = options.times ?? usualTimes;
    this.#term = term;
    const { client } = options;
    const changed = () => this.#wake.now();
    this.#policies = new KindCache(client, policyKind, changed);
    this.#exceptions = new KindCache(client, exceptionKind, changed);
    this.#natives = natives.map((resource) => new KindCache(client, resource, changed));
    const writer = new NativeWriter(client, term);
    this.#reconciler = new PolicyReconciler({ ...options, writer, caches: this.#natives });
    this.#status = new StatusWriter(writer);
  }

  get work(): ControlWork {
    return this.#work;
  }

  /** Why the work is failing. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Policies whose objects are kept although they are gone themselves, for nobody is known to have deleted them. */
  get orphans(): readonly string[] {
    return this.#reconciler.orphans;
  }

  /** Works until the term is over. */
  async run(): Promise<void> {
    const { signal } = this.#term;
    for (const cache of [...this.#natives, this.#policies, this.#exceptions]) cache.start();
    const gathering = this.#gather();
    let wait = firstWait;
    try {
      while (!signal.aborted) {
        await this.#wake.pause(this.#times.gather, signal);
        try {
          const next = await this.#step();
          wait = firstWait;
          await this.#wake.sleep(next, signal);
        } catch (error) {
          if (signal.aborted || error instanceof TermOver) break;
          if (!(error instanceof KubernetesError)) throw error;
          this.#say('failing', { error: error.message, path: error.path });
          // Whatever happens meanwhile: an API server that has trouble gets none from us.
          await this.#wake.pause(wait * (0.75 + Math.random() / 2), signal);
          wait = Math.min(wait * 2, longestWait);
        }
      }
    } finally {
      await Promise.all([...this.#natives, this.#policies, this.#exceptions].map((cache) => cache.stop()));
      await gathering;
    }
  }

  /** @returns how long nothing is due, in milliseconds */
  async #step(): Promise<number> {
    const { client, now } = this.#options;
    // First what is there, then whether the definitions stand: see definitions.ts.
    const policies = [...this.#policies.objects.values()];
    const exceptions = [...this.#exceptions.objects.values()];
    const live = [this.#policies, this.#exceptions, ...this.#natives].every(({ isLive }) => isLive);
    const definitions = await definitionsNow(client, this.#term.signal);
    if (definitions === undefined) {
      this.#say('no-definitions', {});
      return this.#times.absent;
    }
    if (!live) {
      await this.#followAgain();
      this.#say('waiting', {});
      return this.#times.absent;
    }
    const at = now().toISOString();
    const read = exceptions.map((object) => ({ object, parsed: securityExceptionOf(object) }));
    const inForce = read.flatMap(({ parsed }) =>
      'value' in parsed && !hasEnded(parsed.value, at) ? [parsed.value] : [],
    );
    const result = await this.#reconcile(policies, inForce, definitions, at);
    for (const { object, parsed } of read) {
      const matches = this.#matches.get(object.metadata?.name ?? '');
      this.#exceptions.put(await this.#status.exception(object, parsed, matches, at));
    }
    this.#say('in-force', {});
    const expiries = inForce.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [Date.parse(expiresAt)]));
    const due = Math.min(...expiries, ...result.due) - now().getTime();
    return Math.max(0, Math.min(this.#times.resync * (0.9 + Math.random() / 5), due));
  }

  async #reconcile(
    policies: readonly KubernetesObject[],
    exceptions: readonly SecurityException[],
    definitions: Definitions,
    at: string,
  ) {
    const due: number[] = [];
    const rules = [...exceptions].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(exceptionRulesOf);
    for (const object of policies) {
      const parsed = securityPolicyOf(object);
      const name = object.metadata?.name ?? '';
      if ('mistakes' in parsed) {
        this.#policies.put(await this.#status.unreadable(object, parsed.mistakes, at));
        continue;
      }
      const policy = parsed.value;
      const refusals = this.#refusalsFor(object, policy);
      const before = standingIn(object.status);
      const standing = climb(policy, before, refusals, at);
      if (before !== undefined && before.action !== standing.action)
        this.#options.log.info({ policy: name, from: before.action, to: standing.action }, 'policy: another rung');
      const outcome = await this.#reconciler.policy(policy, standing, rules, definitions.policies, refusals);
      this.#policies.put(await this.#status.policy(object, outcome, at));
      const step = stepDue(policy, standing);
      if (step !== undefined && step > at) due.push(Date.parse(step));
      if (outcome.repairDue !== undefined) due.push(outcome.repairDue);
    }
    const gone = await this.#reconciler.gone(
      new Set(policies.map(({ metadata }) => metadata?.name ?? '')),
      definitions,
    );
    if (gone !== undefined) due.push(gone);
    return { due };
  }

  /**
   * What is not served or not permitted is asked for again only after a minute, which is long where it has just come back; and an API server
   * that has just started knows of no rights yet.
   */
  async #followAgain(): Promise<void> {
    for (const cache of [this.#policies, this.#exceptions, ...this.#natives])
      if ([401, 403, 404].includes(cache.error?.status ?? 0)) {
        await cache.stop();
        cache.start();
      }
  }

  #refusalsFor(object: KubernetesObject, { name }: SecurityPolicy): Refusals | undefined {
    const known = this.#refusals.get(name);
    if (known === undefined || known.generation !== object.metadata?.generation) return undefined;
    return performance.now() - known.at > staleAfter * evidenceInterval ? undefined : known.refusals;
  }

  /** Gathers evidence all the time, one policy after the other: it may take long, and nothing waits for it. */
  async #gather(): Promise<void> {
    const { evidence, log, now } = this.#options;
    const { signal } = this.#term;
    const rest = new Wake();
    let gathered = Number.NEGATIVE_INFINITY;
    for (; !signal.aborted; await rest.pause(evidenceLook, signal)) {
      if (!this.#isFresh() && performance.now() - gathered < evidenceInterval) continue;
      gathered = performance.now();
      try {
        for (const object of [...this.#policies.objects.values()]) {
          const parsed = securityPolicyOf(object);
          if (signal.aborted || 'mistakes' in parsed) continue;
          const hourAgo = new Date(now().getTime() - 3_600_000).toISOString();
          const since = standingIn(object.status)?.cleanSince ?? hourAgo;
          const refusals = await refusalsOf(evidence, parsed.value, since);
          this.#refusals.set(parsed.value.name, {
            generation: object.metadata?.generation,
            refusals,
            at: performance.now(),
          });
        }
        for (const name of [...this.#exceptions.objects.keys()])
          if (!signal.aborted) this.#matches.set(name, await evidence.matches(name));
        for (const name of this.#refusals.keys()) if (!this.#policies.objects.has(name)) this.#refusals.delete(name);
        for (const name of this.#matches.keys()) if (!this.#exceptions.objects.has(name)) this.#matches.delete(name);
        this.#wake.now();
      } catch (error) {
        log.error({ err: error }, 'policies: what they would refuse could not be worked out');
      }
    }
  }

  /** Whether there is a policy that nothing was gathered of as it is now. */
  #isFresh(): boolean {
    return [...this.#policies.objects].some(
      ([name, { metadata }]) => this.#refusals.get(name)?.generation !== metadata?.generation,
    );
  }

  #say(work: ControlWork, fields: Readonly<Record<string, string>>): void {
    this.#work = work;
    this.#trouble = fields.error;
    const text = JSON.stringify([work, fields]);
    if (text === this.#said) return;
    this.#said = text;
    const { log } = this.#options;
    if (work === 'no-definitions')
      log.warn(
        'policies: the CustomResourceDefinitions of SecurityPolicy and SecurityException are not there; what is in force stays as it is',
      );
    else if (work === 'failing') log.warn(fields, 'policies: the cluster could not be brought to what they say');
    else if (work === 'in-force') log.info('policies: the cluster is at what they say');
  }
}
