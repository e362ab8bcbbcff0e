import { isDeepStrictEqual } from 'node:util';
import {
  exceptionStatus,
  type PolicyOutcome,
  policyStatus,
  unreadableStatus,
} from '../../enforcement/controller/index.ts';
import type { Mistake, Parsed, SecurityException } from '../../enforcement/index.ts';
import { type ApiResource, KubernetesError } from '../../kubernetes/client/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { exceptions, policies } from './kinds.ts';
import type { NativeWriter } from './native-writer.ts';

/** Writes what is to be said of our objects into their status, where it says something else. */
export class StatusWriter {
  readonly #writer: NativeWriter;

  constructor(writer: NativeWriter) {
    this.#writer = writer;
  }

  /** @returns the object as it is then */
  policy(object: KubernetesObject, outcome: PolicyOutcome, now: string): Promise<KubernetesObject> {
    return this.#write(policies, object, policyStatus(outcome, beforeOf(object), now));
  }

  unreadable(object: KubernetesObject, mistakes: readonly Mistake[], now: string): Promise<KubernetesObject> {
    return this.#write(policies, object, unreadableStatus(mistakes, beforeOf(object), now));
  }

  exception(
    object: KubernetesObject,
    parsed: Parsed<SecurityException>,
    matches: number | undefined,
    now: string,
  ): Promise<KubernetesObject> {
    return this.#write(exceptions, object, exceptionStatus(parsed, matches, beforeOf(object), now));
  }

  async #write(
    resource: ApiResource,
    object: KubernetesObject,
    status: Readonly<Record<string, unknown>>,
  ): Promise<KubernetesObject> {
    if (isDeepStrictEqual(object.status, status)) return object;
    try {
      return await this.#writer.status(resource, object, status);
    } catch (error) {
      // It went, or was made anew, in between: the watch says so in a moment.
      if (error instanceof KubernetesError && (error.status === 404 || error.status === 409)) return object;
      throw error;
    }
  }
}

function beforeOf({ metadata, status }: KubernetesObject) {
  return { generation: typeof metadata?.generation === 'number' ? metadata.generation : 0, status };
}
