import { type Check, isConfigured, type RunOptions } from '../../checks/index.ts';
import { reviewedKinds } from './kinds.ts';

/**
 * Why the webhook does not ask a check: it is about the whole cluster; its answer depends on what may come next (a Deployment is refused
 * for the Service, the policy or the Secret that is applied after it); an API server sees to it by itself, before it asks; API servers don't
 * ask about its kinds; nobody set its parameters.
 */
export type NotReviewed = 'whole-cluster' | 'order' | 'api-server' | 'no-admission' | 'not-configured';

/** Checks that find something missing which their `absence` does not name: an object is as often written before what it refers to as after. */
const orderDependent: ReadonlySet<string> = new Set(['sec-dangling-ref', 'rel-hpa']);

/** Nothing that doesn't fit its schema comes as far as to a webhook, nor a second object of the same name. */
const ofApiServer: ReadonlySet<string> = new Set(['meta-schema-valid', 'meta-duplicate-object']);

/** Undefined: it is asked. */
export function notReviewed(check: Check, parameters: RunOptions['parameters']): NotReviewed | undefined {
  if (ofApiServer.has(check.id)) return 'api-server';
  if (check.type === 'inventory') {
    if (check.scope === undefined) return 'whole-cluster';
    if (orderDependent.has(check.id) || check.absence?.some(({ messages }) => messages === undefined)) return 'order';
  }
  if (reviewedKinds(check).length === 0) return 'no-admission';
  return isConfigured(check, parameters) ? undefined : 'not-configured';
}

/** Whether a finding of a check that is asked rests on something that may still come. */
export function mayStillCome(check: Check, message: string | undefined): boolean {
  return check.absence?.some(({ messages }) => message !== undefined && messages?.includes(message)) ?? false;
}
