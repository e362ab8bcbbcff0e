import type { Examples } from './example.ts';

const digest = 'sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945';

function withImage(image: string, fields = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers: [{ name: app, image: "${image}"${fields} }]
`;
}

function ephemeral(image: string): string {
  return `${withImage('registry.example.com/shop/web:1.4.2')}  ephemeralContainers: [{ name: debug, image: "${image}" }]
`;
}

function allowedRepos(repos: string): string {
  return `
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata: { name: registries }
spec:
  match: { kinds: [{ apiGroups: [""], kinds: [Pod] }] }
  parameters: { repos: [${repos}] }
`;
}

const shopOnly = { registries: ['registry.example.com/shop', 'docker.io/library/'] };

export const images: Examples = {
  'img-latest': {
    pass: [
      { title: 'a version', yaml: withImage('registry.example.com:5000/shop/web:1.4.2') },
      { title: 'a digest', yaml: withImage(`registry.example.com/shop/web@${digest}`) },
      { title: 'latest, but pinned', yaml: withImage(`web:latest@${digest}`) },
      { title: 'something fills it in later', yaml: withImage(`\${IMAGE}`) },
    ],
    fail: [
      { title: 'latest', yaml: withImage('registry.example.com/shop/web:latest') },
      { title: 'no tag means latest', yaml: withImage('nginx') },
      { title: 'the port of the registry is no tag', yaml: withImage('registry.example.com:5000/shop/web') },
      { title: 'an ephemeral container', yaml: ephemeral('busybox') },
      {
        title: 'a tag that moves by policy',
        yaml: withImage('registry.example.com/shop/web:stable'),
        parameters: { tags: ['latest', 'stable'] },
      },
    ],
  },
  'img-digest': {
    pass: [{ title: 'a digest', yaml: withImage(`registry.example.com/shop/web:1.4.2@${digest}`) }],
    fail: [{ title: 'only a version', yaml: withImage('registry.example.com/shop/web:1.4.2') }],
  },
  'img-pull-policy': {
    pass: [
      { title: 'Always', yaml: withImage('registry.example.com/shop/web:1.4.2', ', imagePullPolicy: Always') },
      { title: 'latest means Always', yaml: withImage('registry.example.com/shop/web:latest') },
      { title: 'no tag means Always', yaml: withImage('registry.example.com/shop/web') },
      { title: 'a digest needs none', yaml: withImage(`web@${digest}`, ', imagePullPolicy: IfNotPresent') },
    ],
    fail: [
      { title: 'a version means IfNotPresent', yaml: withImage('registry.example.com/shop/web:1.4.2') },
      { title: 'Never', yaml: withImage('registry.example.com/shop/web', ', imagePullPolicy: Never') },
    ],
  },
  'img-registry-allow': {
    pass: [
      { title: 'below an allowed path', yaml: withImage('registry.example.com/shop/web:1.4.2'), parameters: shopOnly },
      { title: 'a short name of Docker Hub', yaml: withImage('nginx:1.27.3'), parameters: shopOnly },
      { title: 'the old name of Docker Hub', yaml: withImage('index.docker.io/nginx:1.27.3'), parameters: shopOnly },
      {
        title: 'one image, whatever its tag',
        yaml: withImage('quay.io/example/tool:2.0'),
        parameters: { registries: ['quay.io/example/tool'] },
      },
    ],
    fail: [
      {
        title: 'a path that only begins alike',
        yaml: withImage('registry.example.com/shopping/web:1.4.2'),
        parameters: shopOnly,
      },
      {
        title: 'a host that only begins alike',
        yaml: withImage('registry.example.com.evil.org/shop/web:1.4.2'),
        parameters: { registries: ['registry.example.com'] },
      },
      { title: 'another part of Docker Hub', yaml: withImage('example/nginx:1.27.3'), parameters: shopOnly },
      {
        title: 'another port is another registry',
        yaml: withImage('registry.example.com:5000/shop/web:1.4.2'),
        parameters: { registries: ['registry.example.com'] },
      },
    ],
  },
  'img-registry-prefix-ambiguous': {
    pass: [
      { title: 'a slash at the end', yaml: allowedRepos('"registry.example.com/shop/"') },
      { title: 'one image by its tag', yaml: allowedRepos('"registry.example.com/shop/web:1.4.2"') },
    ],
    fail: [
      { title: 'a path without a slash', yaml: allowedRepos('"registry.example.com/shop"') },
      {
        title: 'a host and a port without a slash',
        yaml: allowedRepos('"registry.example.com", "registry.example.com:5000"'),
        count: 2,
      },
    ],
  },
  'img-registry-public': {
    pass: [{ title: 'a registry of our own', yaml: withImage('registry.example.com/shop/web:1.4.2') }],
    fail: [
      { title: 'Docker Hub by a short name', yaml: withImage('nginx:1.27.3') },
      { title: 'quay.io', yaml: withImage('quay.io/example/tool:2.0') },
    ],
  },
  'img-deprecated-registry': {
    pass: [
      { title: 'the registry that took over', yaml: withImage('registry.k8s.io/pause:3.10') },
      { title: 'a project of Google Cloud', yaml: withImage('gcr.io/example-project/web:1.4.2') },
    ],
    fail: [
      { title: 'the frozen one', yaml: withImage('k8s.gcr.io/pause:3.1') },
      { title: 'its oldest name', yaml: withImage('gcr.io/google_containers/pause:3.1') },
      { title: "Bitnami's archive", yaml: withImage('bitnamilegacy/redis:7.2.4') },
    ],
  },
  'img-registry-metadata': {
    pass: [
      {
        title: 'an allowed one',
        yaml: `${withImage('registry.example.com/shop/web:1.4.2')}  imagePullSecrets: [{ name: shop-registry }]
`,
        parameters: { pullSecrets: ['shop-registry'] },
      },
    ],
    fail: [
      {
        title: 'another one',
        yaml: `${withImage('registry.example.com/shop/web:1.4.2')}  imagePullSecrets: [{ name: shop-registry }, { name: personal }]
`,
        parameters: { pullSecrets: ['shop-registry'] },
      },
    ],
  },
};
