import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Inventory, readInventory, saidText } from '../../src/inventory/index.ts';
import { programs } from './binaries.ts';

/** Charts and overlays through the real helm and kubectl. */
let path: string;
beforeAll(async () => {
  const { helm, kubectl } = await programs(['helm', 'kubectl']);
  path = [dirname(helm), dirname(kubectl)].join(delimiter);
});

let top: string;
beforeEach(() => {
  vi.stubEnv('PATH', path);
  top = mkdtempSync(join(tmpdir(), 'breakwater-render-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(top, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, file)), { recursive: true });
    writeFileSync(join(top, file), content);
  }
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n';

/** A chart with a subchart, a CRD, a hook and a test. */
const shop: Readonly<Record<string, string>> = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'shop/values.yaml': 'image: one\nreplicas: 1\n',
  'shop/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
  namespace: {{ .Release.Namespace }}
  labels: {image: {{ .Values.image | quote }}}
spec:
  replicas: {{ .Values.replicas }}
---
apiVersion: v1
kind: Service
metadata:
  name: web
`,
  'shop/templates/hook.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: pre-install}\n',
  'shop/templates/tests/test.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: test\n  annotations: {helm.sh/hook: test}\n',
  'shop/crds/widget.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: widgets.example.com\n',
  'shop/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  'shop/charts/db/templates/db.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: db\n  namespace: other\n',
};

function listed(inventory: Inventory): string[] {
  return inventory.objects
    .map(({ kind, name, declaredNamespace, source }) => {
      const { root, template } = source.rendering ?? {};
      expect(source.file).toBe(join(root ?? '', template ?? ''));
      expect(source.locate(['metadata'])).toBeUndefined();
      return `${kind} ${declaredNamespace ?? ''}/${name} ${template}`;
    })
    .toSorted();
}

test('renders a chart: what an installation would create, and which template made it', async () => {
  write(shop);
  const inventory = await readInventory({ paths: [top] });
  expect(inventory.diagnostics).toEqual([]);
  expect(listed(inventory)).toEqual([
    'ConfigMap other/db charts/db/templates/db.yaml',
    'CustomResourceDefinition /widgets.example.com crds/widget.yaml',
    'Deployment /shop-web templates/web.yaml',
    'Pod /hook templates/hook.yaml',
    'Service /web templates/web.yaml',
  ]);
});

test('a chart whose namespace nobody named lands in one place, which is not called default', async () => {
  write(shop);
  const inventory = await readInventory({ paths: [top] });
  const [deployment] = inventory.ofKind('apps/Deployment');
  const [service] = inventory.ofKind('/Service');
  expect(deployment?.namespace).toBe(service?.namespace);
  expect(deployment?.namespace).not.toBe('default');
});

test('renders with the values, release and namespace of the user', async () => {
  write({ ...shop, 'values.txt': 'image: two\n' });
  const helm = { values: [join(top, 'values.txt')], set: ['replicas=3'], releaseName: 'mine', namespace: 'shop' };
  const [deployment] = (await readInventory({ paths: [top], helm })).ofKind('apps/Deployment');
  expect(deployment?.name).toBe('mine-web');
  expect(deployment?.declaredNamespace).toBe('shop');
  expect(deployment?.object.metadata?.labels).toEqual({ image: 'two' });
  expect(deployment?.object.spec).toEqual({ replicas: 3 });
});

/** What goes wrong in a chart or an overlay is one diagnostic that says why. */
const broken: readonly { title: string; files: Readonly<Record<string, string>>; root: string; says: RegExp }[] = [
  {
    title: 'a template that fails',
    files: { ...shop, 'shop/templates/bad.yaml': '{{ required "name the thing" .Values.nothing }}\n' },
    root: 'shop',
    says: /helm could not render this chart: .*name the thing/,
  },
  {
    title: 'a dependency that is not there',
    files: {
      ...shop,
      'shop/Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies: [{name: redis, version: 1.0.0, repository: "https://example.com"}]\n',
    },
    root: 'shop',
    says: /redis/,
  },
  {
    title: 'a Chart.yaml that is none',
    files: { 'shop/Chart.yaml': 'name: [\n' },
    root: 'shop',
    says: /helm could not render this chart/,
  },
  {
    title: 'a template whose result is no Kubernetes object',
    files: { ...shop, 'shop/templates/bad.yaml': 'a: 1\n' },
    root: 'shop',
    says: /helm/,
  },
  {
    title: 'an overlay without its base',
    files: { 'over/kustomization.yaml': 'resources: [../nowhere]\n' },
    root: 'over',
    says: /kustomize could not render this overlay: .*nowhere/,
  },
  {
    title: 'overlays that refer to each other',
    files: { 'over/kustomization.yaml': 'resources: [sub]\n', 'over/sub/kustomization.yaml': 'resources: [..]\n' },
    root: 'over',
    says: /kustomize could not render this overlay: .*(?:recursed|cycle)/,
  },
];

test.each(broken)('says what is wrong: $title', async ({ files, root, says }) => {
  write(files);
  const { diagnostics } = await readInventory({ paths: [join(top, root)] });
  const said = diagnostics.map((diagnostic) => ({ ...diagnostic, said: saidText(diagnostic.said, 'en') }));
  expect(said).toEqual([{ code: 'render', file: join(top, root), said: expect.stringMatching(says) }]);
});

test('renders overlays: patched, named after their files, without the annotation that says so', async () => {
  write({
    'base/kustomization.yaml': 'resources: [pod.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n',
    'base/pod.yaml': pod,
    'prod/kustomization.yaml': 'resources: [../base, service.yaml]\nnamePrefix: prod-\ncommonAnnotations: {team: x}\n',
    'prod/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n',
  });
  const inventory = await readInventory({ paths: [top] });
  expect(inventory.diagnostics).toEqual([]);
  expect(listed(inventory)).toEqual([
    expect.stringMatching(/^ConfigMap \/prod-settings-\w+ \.\.\/base\/kustomization\.yaml$/),
    'Pod /prod-a ../base/pod.yaml',
    'Service /prod-a service.yaml',
  ]);
  const [rendered] = inventory.ofKind('/Pod');
  expect(rendered?.object.metadata).toEqual({ name: 'prod-a', annotations: { team: 'x' } });
  expect(rendered?.source.rendering?.by).toBe('kustomize');
});

test('an overlay reads no file outside of its folder', async () => {
  write({ 'secret.txt': 'x', 'over/kustomization.yaml': 'configMapGenerator: [{name: a, files: [../secret.txt]}]\n' });
  const { objects, diagnostics } = await readInventory({ paths: [join(top, 'over')] });
  expect(objects).toEqual([]);
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'render' })]);
});
