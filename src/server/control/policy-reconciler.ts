import type { FastifyBaseLogger } from 'fastify';
import type { CheckTexts, Language } from '../../checks/index.ts';
import {
  definitionAnnotation,
  differenceOf,
  isAsWanted,
  type NativeWants,
  nativeKey,
  nativeObjects,
  ownerOf,
  type PolicyOutcome,
  type Refusals,
  type Standing,
} from '../../enforcement/controller/index.ts';
import type { SecurityPolicy } from '../../enforcement/index.ts';
import type { ExceptionRule } from '../../findings/index.ts';
import { collectionPath, type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import type { Definitions } from './definitions.ts';
import type { KindCache } from './kind-cache.ts';
import { policies as policyKind } from './kinds.ts';
import { type NativeWriter, NotOurs } from './native-writer.ts';
import { RepairPace } from './repair-pace.ts';

export interface ReconcilerOptions {
  readonly client: KubernetesClient;
  readonly writer: NativeWriter;
  /** Of the kinds of which objects are made. */
  readonly caches: readonly KindCache[];
  readonly texts: Readonly<Record<Language, CheckTexts>>;
  readonly webhook: () => boolean;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
}

/** Checks whose objects are written at the same time. */
const atOnce = 4;
/** Wait after an object could not be written, in milliseconds. */
const failedWait = 15_000;

/** Makes, repairs and removes native objects, one policy at a time. */
export class PolicyReconciler {
  readonly #options: ReconcilerOptions;
  readonly #pace = new RepairPace();
  readonly #wants = new Map<string, { readonly key: string; readonly wants: NativeWants }>();
  #orphans: readonly string[] = [];

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  get orphans(): readonly string[] {
    return this.#orphans;
  }

  /** @returns what became of it, and when it is to be looked at again, in milliseconds since 1970 */
  async policy(
    policy: SecurityPolicy,
    standing: Standing,
    rules: readonly ExceptionRule[],
    definition: string,
    refusals: Refusals | undefined,
  ): Promise<PolicyOutcome & { readonly repairDue: number | undefined }> {
    const wants = this.#wantsOf(policy, standing, rules, definition);
    const run = new Run(this.#options, policy.name, this.#pace);
    const { remove } = differenceOf(policy.name, wants.groups.flat(), this.#found());
    const waiting = [...wants.groups];
    const next = async (): Promise<void> => {
      for (let group = waiting.shift(); group !== undefined; group = waiting.shift())
        await run.group(group, this.#found());
    };
    // What is asked first, then what is asked no more: between two versions of a policy nothing is let through.
    await Promise.all(Array.from({ length: atOnce }, next));
    for (const object of remove) await run.remove(object);
    const found = this.#found();
    const isThere = (object: KubernetesObject) => {
      const known = found.get(nativeKey(object));
      return known !== undefined && ownerOf(known) === policy.name && isAsWanted(known, object);
    };
    return {
      policy,
      standing,
      wants,
      inForce: wants.groups.filter((group) => group.every(isThere)).length,
      conflicts: run.conflicts,
      failures: run.failures,
      contested: run.contested,
      refusals,
      webhook: this.#options.webhook(),
      repairDue: run.due,
    };
  }

  /**
   * Removes what belongs to policies that are gone. Where a policy went with the definition of its kind, what it made is kept: nobody decided
   * against it.
   * @param known names of the policies that are there
   * @returns when to look again, in milliseconds since 1970; undefined where all is done
   */
  async gone(known: ReadonlySet<string>, definitions: Definitions): Promise<number | undefined> {
    const { client, log } = this.#options;
    for (const name of this.#wants.keys()) if (!known.has(name)) this.#wants.delete(name);
    const found = this.#found();
    this.#pace.keep((key) => found.has(key));
    const owners = new Set([...found.values()].map(ownerOf).filter((name) => name !== undefined));
    const orphans: string[] = [];
    let due: number | undefined;
    for (const name of [...owners].filter((owner) => !known.has(owner)).sort()) {
      const { remove } = differenceOf(name, [], found);
      const run = new Run(this.#options, name, this.#pace);
      const kept = remove.filter(
        ({ metadata }) => metadata?.annotations?.[definitionAnnotation] !== definitions.policies,
      );
      if (kept.length > 0) orphans.push(name);
      if (kept.length === remove.length || !(await isGone(client, name))) continue;
      for (const object of remove) if (!kept.includes(object)) await run.remove(object);
      log.info({ policy: name, objects: remove.length - kept.length }, 'policy: gone, and what was made for it');
      due = run.due ?? due;
    }
    for (const name of orphans)
      if (!this.#orphans.includes(name))
        log.warn({ policy: name }, 'policy: gone with the definition of its kind; what was made for it stays in force');
    this.#orphans = orphans;
    return due;
  }

  /** Worked out anew only where something changed. */
  #wantsOf(
    policy: SecurityPolicy,
    { action }: Standing,
    rules: readonly ExceptionRule[],
    definition: string,
  ): NativeWants {
    const key = JSON.stringify([policy, action, rules, definition]);
    const known = this.#wants.get(policy.name);
    if (known?.key === key) return known.wants;
    const wants = nativeObjects(policy, action, { rules, texts: this.#options.texts, definition });
    this.#wants.set(policy.name, { key, wants });
    return wants;
  }

  #found(): Map<string, KubernetesObject> {
    const found = new Map<string, KubernetesObject>();
    for (const { objects } of this.#options.caches)
      for (const object of objects.values()) found.set(nativeKey(object), object);
    return found;
  }
}

/** One look at one policy. */
class Run {
  readonly conflicts: string[] = [];
  readonly failures = new Map<string, string>();
  readonly contested: string[] = [];
  due: number | undefined;
  readonly #options: ReconcilerOptions;
  readonly #policy: string;
  readonly #pace: RepairPace;

  constructor(options: ReconcilerOptions, policy: string, pace: RepairPace) {
    this.#options = options;
    this.#policy = policy;
    this.#pace = pace;
  }

  /** Brings what a check takes to what it should be; what follows on something that is not there is left. */
  async group(group: readonly KubernetesObject[], found: ReadonlyMap<string, KubernetesObject>): Promise<void> {
    for (const wanted of group) if (!(await this.#bring(wanted, found.get(nativeKey(wanted))))) return;
  }

  async remove(object: KubernetesObject): Promise<void> {
    const key = nativeKey(object);
    await this.#attempt(key, async () => {
      await this.#options.writer.remove(object);
      return undefined;
    });
  }

  /** @returns whether it is as it should be */
  async #bring(wanted: KubernetesObject, known: KubernetesObject | undefined): Promise<boolean> {
    const { writer, log } = this.#options;
    const key = nativeKey(wanted);
    if (known === undefined) return this.#attempt(key, () => writer.create(wanted), wanted.kind);
    if (ownerOf(known) !== this.#policy) {
      this.conflicts.push(key);
      return false;
    }
    if (this.#pace.isContested(key, performance.now())) this.contested.push(key);
    if (isAsWanted(known, wanted)) return true;
    const now = performance.now();
    const wait = this.#pace.dueAt(key, wanted, now) - now;
    if (wait > 0) {
      this.#waitFor(wait);
      return false;
    }
    this.#pace.repaired(key, wanted, now);
    log.info({ policy: this.#policy, object: key }, 'policy: brought to what it says');
    return this.#attempt(key, () => writer.repair(wanted, known), wanted.kind);
  }

  /** @param kind of what is written; absent where it is deleted */
  async #attempt(key: string, write: () => Promise<KubernetesObject | undefined>, kind?: string): Promise<boolean> {
    try {
      const object = await write();
      const cache = this.#options.caches.find(({ resource }) => resource.kind === kind);
      if (object !== undefined) cache?.put(object);
      return true;
    } catch (error) {
      if (error instanceof NotOurs) {
        this.conflicts.push(key);
        return false;
      }
      // No answer at all concerns everything, not this object: the whole look is given up, and begun again later.
      if (!(error instanceof KubernetesError) || error.status === 0 || error.status >= 500) throw error;
      if (error.status === 409) this.#waitFor(1_000);
      else {
        this.failures.set(key, error.message);
        this.#waitFor(failedWait);
      }
      return false;
    }
  }

  #waitFor(milliseconds: number): void {
    const due = this.#options.now().getTime() + milliseconds;
    this.due = Math.min(this.due ?? due, due);
  }
}

async function isGone(client: KubernetesClient, name: string): Promise<boolean> {
  try {
    await client.get(`${collectionPath(policyKind)}/${encodeURIComponent(name)}`);
    return false;
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return true;
    throw error;
  }
}
