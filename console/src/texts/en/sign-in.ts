import type { SignInError } from '../../../../src/server/contract/index.ts';

const errors: Readonly<Record<SignInError, string>> = {
  'link-wrong': 'This link is not the server’s, or it was opened on another machine than the server’s own.',
  'link-used': 'This link was used already. Start the server again for a new one.',
  'link-expired': 'This link is too old. Start the server again for a new one.',
  'oidc-unavailable': 'The sign-in provider can’t be reached right now. Try again, or take another way below.',
  'oidc-refused': 'The sign-in provider refused, or its answer did not fit. Try again.',
  'nothing-granted':
    'You are known, but nothing is granted to you yet. A cluster administrator can grant access with RBAC.',
  unanswered: 'The cluster could not be asked what you may see. Try again in a moment.',
};

export const signIn = {
  title: 'Sign in',
  heading: 'Sign in to Breakwater',
  what: 'What you will see is what the cluster lets you see.',
  sessionFailed: 'Whether you are signed in could not be found out.',
  methodsFailed: 'The ways to sign in could not be loaded.',
  none: 'This server has no way to sign in. Start it with single sign-on or with access to the cluster.',
  unknownError: 'Sign-in failed. Try again.',
  errors,
  oidc: 'Single sign-on',
  oidcWhat: (host: string) => `You sign in at ${host} and come back here.`,
  oidcGo: 'Continue with single sign-on',
  token: 'Kubernetes token',
  tokenWhat:
    'A bearer token of a user or service account. The cluster is asked whose it is; the token itself is not kept. You can make one with:',
  tokenCommand: 'Command that makes a token',
  tokenLabel: 'Token',
  showToken: 'Show the token',
  refused: 'The sign-in did not work.',
  link: 'One-time link',
  linkWhat:
    'The server printed a link when it started. Open it in a browser on the same machine: it signs you in once, and is of no use to anyone afterwards.',
};
