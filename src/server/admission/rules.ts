import { Around } from '../../assessment/index.ts';
import type { CheckTexts, Language } from '../../checks/index.ts';
import { climb, standingIn } from '../../enforcement/controller/index.ts';
import {
  AdmissionExceptions,
  type AdmissionRules,
  exceptionKind,
  exceptionRulesOf,
  policyKind,
  type ReviewedPolicy,
  reviewedPolicy,
  securityExceptionOf,
  securityPolicyOf,
} from '../../enforcement/index.ts';
import type { ClusterChange, ClusterSource } from '../../inventory/cluster/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import type { MinorVersion } from '../../kubernetes/index.ts';

export interface LiveRulesOptions {
  readonly source: ClusterSource;
  readonly texts: Readonly<Record<Language, CheckTexts>>;
  readonly kubernetesVersion: MinorVersion;
  readonly ownNamespace: string;
}

/** What requests are judged by, as the cluster has it at the moment: follows its changes as they come. */
export class LiveRules implements AdmissionRules {
  readonly around = new Around();
  readonly texts: AdmissionRules['texts'];
  readonly kubernetesVersion: MinorVersion;
  readonly ownNamespace: string;
  readonly #source: ClusterSource;
  readonly #unsubscribe: () => void;
  readonly #listeners = new Set<() => void>();
  #policies: readonly ReviewedPolicy[] = [];
  #exceptions = new AdmissionExceptions([]);

  constructor({ source, texts, kubernetesVersion, ownNamespace }: LiveRulesOptions) {
    this.#source = source;
    this.texts = texts;
    this.kubernetesVersion = kubernetesVersion;
    this.ownNamespace = ownNamespace;
    this.around.update(source.state, 'all');
    this.#read();
    this.#unsubscribe = source.onChange((change) => this.#change(change));
  }

  get policies(): readonly ReviewedPolicy[] {
    return this.#policies;
  }

  get exceptions(): AdmissionExceptions {
    return this.#exceptions;
  }

  /** Calls back when other policies are asked. */
  onPolicies(listener: () => void): void {
    this.#listeners.add(listener);
  }

  stop(): void {
    this.#unsubscribe();
  }

  #change({ keys }: ClusterChange): void {
    this.around.update(this.#source.state, keys);
    if (keys.values().some((key) => isOf(policyKind, key) || isOf(exceptionKind, key))) this.#read();
  }

  #read(): void {
    const policies: InventoryObject[] = [];
    const exceptions: InventoryObject[] = [];
    for (const [key, object] of this.#source.state.objects) {
      if (isOf(policyKind, key)) policies.push(object);
      else if (isOf(exceptionKind, key)) exceptions.push(object);
    }
    const now = new Date().toISOString();
    // What is wrong with an object is said in its status, by the controller.
    this.#policies = policies.flatMap(({ object }) => {
      const parsed = securityPolicyOf(object);
      if (!('value' in parsed)) return [];
      // Nothing that was seen speaks for a step: this is the rung that the controller has reached.
      return [reviewedPolicy(parsed.value, climb(parsed.value, standingIn(object.status), undefined, now).action)];
    });
    this.#exceptions = new AdmissionExceptions(
      exceptions.flatMap(({ object }) => {
        const parsed = securityExceptionOf(object);
        return 'value' in parsed ? exceptionRulesOf(parsed.value) : [];
      }),
    );
    for (const listener of this.#listeners) listener();
  }
}

function isOf(groupKind: string, key: string): boolean {
  return key.startsWith(`${groupKind}/`);
}
