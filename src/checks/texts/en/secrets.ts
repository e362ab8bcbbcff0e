import type { CheckTexts } from '../text.ts';

export const secrets: CheckTexts = {
  'sec-env-secret-ref': {
    title: 'Secret in an environment variable',
    why: 'Variables reach child processes, crash dumps and debug pages. A mounted file does not, and it follows a rotation without a restart.',
    action: 'Mount the Secret as a file',
    message: {
      variable: 'Container {container} gets a key of a Secret as a variable',
      all: 'Container {container} gets a whole Secret as variables',
    },
  },
  'sec-manifest-plain': {
    title: 'Secret committed in plain text',
    why: 'Base64 is no encryption: whoever can read the repository, now or in its history, has what the Secret holds.',
    action: 'Take the Secret out, change what it held, and bring it from a secret store, SealedSecrets or SOPS',
    message: 'Secret {name} holds plain values under {keys}',
  },
  'sec-external-store': {
    title: 'No secret store in use',
    why: 'A store outside the cluster keeps, rotates and audits secrets in one place, and nothing has to be committed.',
    action: 'Consider External Secrets, the Secrets Store CSI driver, SealedSecrets or SOPS',
    message: 'Secrets of namespace {namespace} stand in the input as plain text',
  },
  'sec-sa-token-secret': {
    title: 'ServiceAccount token that never expires',
    why: 'A token Secret is valid until someone deletes it, and whoever reads it is that ServiceAccount. Bound tokens last an hour.',
    action: 'Delete the Secret; use the TokenRequest API or a projected token',
    message: 'Secret {name} holds a ServiceAccount token that never expires',
  },
};
