import type { Examples } from './example.ts';

function pod(fields: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers: [{ name: app, image: registry.example.com/shop/web:1.4.2, ${fields} }]
`;
}

function secret(fields: string): string {
  return `
apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
${fields}
`;
}

export const secrets: Examples = {
  'sec-env-secret-ref': {
    pass: [
      { title: 'a mounted file', yaml: pod('volumeMounts: [{ name: db, mountPath: /run/secrets/db }]') },
      { title: 'a ConfigMap', yaml: pod('envFrom: [{ configMapRef: { name: web } }]') },
    ],
    fail: [
      {
        title: 'a key of a Secret',
        yaml: pod('env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]'),
      },
      { title: 'a whole Secret', yaml: pod('envFrom: [{ secretRef: { name: db } }]') },
    ],
  },
  'sec-manifest-plain': {
    pass: [
      {
        title: 'a configuration file without credentials',
        yaml: secret('stringData:\n  routes.yaml: |\n    route:\n      receiver: shop\n'),
      },
      { title: 'nothing in it', yaml: secret('data: {}') },
      {
        title: 'placeholders and a name',
        yaml: secret(`stringData: { username: shop, password: "\${DB_PASSWORD}", token: "<token>" }`),
      },
      {
        title: 'encrypted by SOPS',
        yaml: secret(
          'stringData: { password: "ENC[AES256_GCM,data:b3Bh,iv:aXY=,tag:dGFn,type:str]" }\nsops: { version: 3.9.0 }',
        ),
      },
      {
        title: 'a SealedSecret',
        yaml: `
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: db, namespace: shop }
spec: { encryptedData: { password: AgBy3i4OJSWK } }
`,
      },
    ],
    fail: [
      { title: 'base64', yaml: secret('data: { username: c2hvcA==, password: dHIwdWI0ZG9y }') },
      { title: 'plain text', yaml: secret('stringData: { password: tr0ub4dor }') },
      {
        title: 'a configuration file with a password in it',
        yaml: secret('stringData:\n  app.properties: |\n    db.user=shop\n    db.password=tr0ub4dor\n'),
      },
    ],
  },
  'sec-external-store': {
    pass: [
      {
        title: 'a store is in use',
        yaml: `${secret('stringData: { password: tr0ub4dor }')}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: api, namespace: shop }
spec: { secretStoreRef: { name: vault, kind: ClusterSecretStore } }
`,
      },
      { title: 'no Secrets', yaml: pod('args: [serve]') },
    ],
    fail: [{ title: 'plain Secrets and no store', yaml: secret('stringData: { password: tr0ub4dor }') }],
  },
  'sec-sa-token-secret': {
    pass: [{ title: 'another type', yaml: secret('type: Opaque') }],
    fail: [{ title: 'a token that never expires', yaml: secret('type: kubernetes.io/service-account-token') }],
  },
};
