import type { Rung } from '../../../../src/server/contract/index.ts';
import { oneOf, text } from '../../url/params.ts';

export const tabs = ['policies', 'requests', 'pod-security'] as const;
export type Tab = (typeof tabs)[number];

/** From the ground up. */
export const rungs: readonly Rung[] = ['Off', 'Audit', 'Warn', 'Deny'];

export const verdicts = ['denied', 'warned', 'would-refuse', 'error'] as const;

export const fields = {
  tab: oneOf(tabs, 'policies'),
  form: oneOf(['closed', 'new'], 'closed'),
  /** Of requests. */
  verdict: oneOf(['all', ...verdicts], 'all'),
  policy: text(63),
  /** Of Pod Security: the namespace whose panel is open. */
  namespace: text(63),
};

export const detailFields = {
  /** The rung that one looks at; nothing: the next one up. */
  step: oneOf(['', 'Off', 'Audit', 'Warn', 'Deny'], ''),
  q: text(200),
  namespace: text(63),
  check: text(63),
  /** The question whether to go there. */
  change: oneOf(['closed', 'open'], 'closed'),
};

/** The rung that is in force: with a rollout, a policy may have climbed above what it asks for. */
export function standsOn(policy: {
  readonly action: Rung | null;
  readonly inForce: Rung | null;
  readonly rollout: unknown;
}): Rung | null {
  const { action, inForce, rollout } = policy;
  if (action === null || inForce === null || rollout === null) return action;
  return rungs.indexOf(inForce) > rungs.indexOf(action) ? inForce : action;
}

export function rungAbove(rung: Rung): Rung | undefined {
  return rungs[rungs.indexOf(rung) + 1];
}

/** How far back the server looks at requests, in days. */
export const requestDays = 7;
