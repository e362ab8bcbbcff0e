import type { CheckTexts } from '../text.ts';

export const secrets: CheckTexts = {
  'sec-env-secret-ref': {
    title: 'Secret in an environment variable',
    why: 'Environment variables leak into child processes, crash dumps and debug pages. A mounted file does not, and it follows a rotation without a restart.',
    action: 'Mount the Secret as a file',
    message: {
      variable: 'Container {container} gets a key of a Secret as an environment variable',
      all: 'Container {container} gets a whole Secret as environment variables',
    },
  },
  'sec-manifest-plain': {
    title: 'Secret committed in plain text',
    why: 'Anyone who can read the repository or its history has the contents of the Secret: Base64 is not encryption.',
    action: 'Remove the Secret, replace the credentials in it, and use a secret store, Sealed Secrets or SOPS instead',
    message: 'Secret {name} has plain-text values under {keys}',
  },
  'sec-external-store': {
    title: 'No secret store in use',
    why: 'An external store keeps, rotates and audits secrets in one place, and nothing has to be committed.',
    action: 'Consider External Secrets, the Secrets Store CSI driver, Sealed Secrets or SOPS',
    message: 'Secrets of namespace {namespace} are in the input as plain text',
  },
  'sec-sa-token-secret': {
    title: 'Service account token that never expires',
    why: 'Whoever reads the token can act as the service account until someone deletes the Secret. Tokens from the TokenRequest API expire, and projected ones also end with their pod.',
    action: 'Delete the Secret, and use the TokenRequest API or a projected token',
    message: 'Secret {name} holds a service account token that never expires',
  },
};
