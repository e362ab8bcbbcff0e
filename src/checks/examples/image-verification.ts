import type { Examples } from './example.ts';

function kyverno(spec: string, entry: string): string {
  return `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: signed-images }
spec:
  ${spec}
  rules:
    - name: signed
      match: { any: [{ resources: { kinds: [Pod] } }] }
      verifyImages:
        - imageReferences: ["registry.example.com/*"]
          ${entry}
`;
}

function sigstore(spec: string, authority: string): string {
  return `
apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: { name: signed-images }
spec:
  ${spec}
  images: [{ glob: "registry.example.com/**" }]
  authorities: [${authority}]
`;
}

const signer = '{ issuer: "https://accounts.example.com", subject: "release@example.com" }';

export const imageVerification: Examples = {
  'img-signature': {
    pass: [
      {
        title: 'Kyverno refuses what the release job has not signed',
        yaml: kyverno('validationFailureAction: Enforce', `attestors: [{ entries: [{ keyless: ${signer} }] }]`),
      },
      {
        title: 'sigstore with a named signer',
        yaml: sigstore('mode: enforce', `{ keyless: { identities: [${signer}] } }`),
      },
      {
        title: 'a policy that verifies no images',
        yaml: `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: labels }
spec:
  validationFailureAction: Audit
  rules:
    - name: team
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate: { message: a team is needed, pattern: { metadata: { labels: { team: "?*" } } } }
`,
      },
    ],
    fail: [
      {
        title: 'Kyverno only reports',
        yaml: kyverno('validationFailureAction: Audit', `attestors: [{ entries: [{ keyless: ${signer} }] }]`),
      },
      {
        title: 'anyone may have signed',
        yaml: kyverno(
          'validationFailureAction: Enforce',
          'attestors: [{ entries: [{ keyless: { issuer: "https://accounts.example.com", subject: "*" } }] }]',
        ),
      },
      { title: 'sigstore only warns', yaml: sigstore('mode: warn', `{ keyless: { identities: [${signer}] } }`) },
      { title: 'sigstore lets all pass', yaml: sigstore('mode: enforce', '{ static: { action: pass } }') },
      {
        title: 'an ImageValidatingPolicy that audits',
        yaml: `
apiVersion: policies.kyverno.io/v1alpha1
kind: ImageValidatingPolicy
metadata: { name: signed-images }
spec:
  validationActions: [Audit]
  matchImageReferences: [{ glob: "registry.example.com/*" }]
`,
      },
    ],
  },
};
