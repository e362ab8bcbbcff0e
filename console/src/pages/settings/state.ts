import { oneOf, text } from '../../url/params.ts';

export const tabs = ['general', 'tokens', 'users', 'audit'] as const;
export type Tab = (typeof tabs)[number];

export const actions = [
  'session.sign-in',
  'session.sign-in-refused',
  'session.sign-out',
  'findings.accept',
  'findings.withdraw',
  'findings.export',
  'exceptions.create',
  'exceptions.delete',
  'exceptions.write',
  'exceptions.remove',
  'policies.create',
  'policies.step',
  'compliance.export',
  'settings.change',
  'tokens.create',
  'tokens.revoke',
] as const;

export const fields = {
  tab: oneOf(tabs, 'general'),
  /** Of the audit trail. */
  actor: text(253),
  action: oneOf(['', ...actions], ''),
};
