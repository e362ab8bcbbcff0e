import type { Examples } from './example.ts';

const objects = `---
apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
stringData: { password: "\${DB_PASSWORD}" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { port: "8080" }
`;

function pod(fields: string, spec = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  ${spec}
  containers: [{ name: app, image: registry.example.com/shop/web:1.4.2, ${fields} }]
`;
}

function variable(reference: string): string {
  return `env: [{ name: SETTING, valueFrom: { ${reference} } }]`;
}

export const secretReferences: Examples = {
  'sec-dangling-ref': {
    pass: [
      { title: 'a key that exists', yaml: pod(variable('secretKeyRef: { name: db, key: password }')) + objects },
      {
        title: 'optional',
        yaml: pod(variable('secretKeyRef: { name: db, key: user, optional: true }')) + objects,
      },
      {
        title: 'no Secrets in the input: it may stand elsewhere',
        yaml: pod(variable('secretKeyRef: { name: db, key: password }')),
      },
      {
        title: 'made by an ExternalSecret',
        yaml: `${pod('envFrom: [{ secretRef: { name: api } }]')}${objects}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: api-from-vault, namespace: shop }
spec: { target: { name: api } }
`,
      },
      {
        title: 'the ConfigMap that every namespace has',
        yaml: pod('args: [serve]', 'volumes: [{ name: ca, configMap: { name: kube-root-ca.crt } }]') + objects,
      },
    ],
    fail: [
      { title: 'a key that does not exist', yaml: pod(variable('secretKeyRef: { name: db, key: user }')) + objects },
      {
        title: 'a ConfigMap that does not exist',
        yaml: pod(variable('configMapKeyRef: { name: api, key: port }')) + objects,
      },
      { title: 'a whole Secret that does not exist', yaml: pod('envFrom: [{ secretRef: { name: api } }]') + objects },
      {
        title: 'an item of a volume',
        yaml:
          pod('args: [serve]', 'volumes: [{ name: c, configMap: { name: web, items: [{ key: host, path: host }] } }]') +
          objects,
      },
      {
        title: 'a projected volume',
        yaml:
          pod('args: [serve]', 'volumes: [{ name: c, projected: { sources: [{ secret: { name: api } }] } }]') + objects,
      },
    ],
  },
};
