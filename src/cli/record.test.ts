import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { examples } from '../checks/examples/index.ts';
import { catalogue, isStandIn, runChecks, vocabulary, withoutSecrets } from '../checks/index.ts';
import { type ClusterState, inventoryOf, readRecording, writeRecording } from '../inventory/cluster/index.ts';
import { stateOf } from '../inventory/cluster/testing/state-of.ts';
import { inventoryFromText } from '../inventory/index.ts';
import { parseVersion } from '../kubernetes/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-record-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const redact = { words: await vocabulary(), isStandIn };

const cases = catalogue.flatMap((check) =>
  [...(examples[check.id]?.pass ?? []), ...(examples[check.id]?.fail ?? [])].map((example, index) => ({
    check,
    example,
    file: join(folder, `${check.id}-${index}`),
  })),
);

function stateFrom(yaml: string): ClusterState {
  return stateOf(inventoryFromText(yaml).objects.map(({ object }) => object));
}

function places(state: ClusterState, { check, example }: (typeof cases)[number]): string[] {
  const version = parseVersion(example.kubernetesVersion ?? '1.37') ?? { major: 1, minor: 37 };
  const { violations } = runChecks({
    checks: [check],
    inventory: inventoryOf(state),
    parameters: { [check.id]: (example.parameters ?? {}) as Record<string, never> },
    kubernetesVersion: version,
    pssVersion: parseVersion(example.pssVersion ?? '1.37') ?? version,
  });
  return violations.map(({ object, path, message, severity, values }) =>
    JSON.stringify([object.groupKind, object.namespace, object.name, path, message, severity, values]),
  );
}

/** Whose verdict is about a name: of the settings, or inside of a certificate. */
const aboutNames = new Set([
  'rbac-system-masters: a request for a certificate',
  'rbac-cluster-admin: an allowed subject',
  'pod-runtime-class: one of those required',
  'ns-psa-exempt: allowed by the parameter',
  'img-registry-metadata: another one',
  'img-registry-metadata: an allowed one',
]);

function textOf(file: string): string {
  return zstdDecompressSync(readFileSync(file)).toString();
}

describe('a recording', () => {
  it.each(cases)('gives the same findings of $check.id: $example.title', async (one) => {
    const state = stateFrom(one.example.yaml);
    await writeRecording(state, one.file, { withoutSecrets });
    const { state: again } = await readRecording(one.file);
    expect(places(again, one)).toEqual(places(state, one));
  });

  it.each(cases.filter(({ check, example }) => !aboutNames.has(`${check.id}: ${example.title}`)))(
    'gives as many where names are masked, of $check.id: $example.title',
    async (one) => {
      const state = stateFrom(one.example.yaml);
      await writeRecording(state, `${one.file}-redacted`, { withoutSecrets, redact });
      const { state: again } = await readRecording(`${one.file}-redacted`);
      expect(places(again, one).length).toBe(places(state, one).length);
    },
  );
});

/** Put together here, so that no scanner takes this file for a leak. */
const planted = {
  environment: 'h4rb0ur-Ev3ning',
  argument: 'Tr0ub4dor-7',
  file: 'c0rrect-Horse9',
  annotation: ['ghp', '_016C7mLpQ2rT5vXz9aBcDeFgHiJkLmNoPqRs'].join(''),
  custom: 'st4ple-Battery',
  url: 's3cr3t-pw-in-url',
  data: Buffer.from('un1que-Secret-data').toString('base64'),
  applied: Buffer.from('appl1ed-Secret-data').toString('base64'),
};

const withSecrets = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: zephyr-web
  namespace: zephyr-live
  annotations: { deploy-token: ${planted.annotation} }
spec:
  selector: { matchLabels: { app: zephyr-web } }
  template:
    metadata: { labels: { app: zephyr-web } }
    spec:
      containers:
        - name: zephyr-main
          image: registry.zephyrcorp.example/zephyr/web:1
          env:
            - { name: DB_PASSWORD, value: ${planted.environment} }
            - { name: DATABASE_URL, value: "postgres://zephyr:${planted.url}@db.zephyrcorp.example/x" }
          args: ["--db-password", "${planted.argument}"]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: zephyr-settings, namespace: zephyr-live }
data:
  app.properties: |
    user=annabella.zephyrina@zephyrcorp.example
    db.password=${planted.file}
---
apiVersion: zephyrcorp.example/v1
kind: ZephyrThing
metadata: { name: thing, namespace: zephyr-live }
spec: { password: ${planted.custom}, zephyrSetting: zephyr-value }
---
apiVersion: v1
kind: Secret
metadata:
  name: zephyr-db
  namespace: zephyr-live
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"${planted.applied}"}}'
    copy.example.com/of: 'kind: Secret, data: {password: ${planted.applied}}'
data: { password: ${planted.data} }
---
apiVersion: v1
kind: Pod
metadata: { name: zephyr-job, namespace: zephyr-live, labels: { owner: zephyrina } }
spec:
  nodeName: node-zephyr-1
  serviceAccountName: zephyr-runner
  containers: [{ name: zephyr-main, image: registry.zephyrcorp.example/zephyr/job:1 }]
status: { phase: Running, podIP: 10.77.88.99, containerStatuses: [{ name: zephyr-main, image: registry.zephyrcorp.example/zephyr/job:1 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: zephyr-front, namespace: zephyr-live }
spec:
  tls: [{ hosts: [shop.zephyrcorp.example], secretName: zephyr-tls }]
  rules: [{ host: shop.zephyrcorp.example }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: zephyr-admins }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: User, name: annabella.zephyrina@zephyrcorp.example }, { kind: Group, name: "system:masters" }]
`;

describe('what a recording holds', () => {
  it('is no secret', async () => {
    const file = join(folder, 'secrets');
    await writeRecording(stateFrom(withSecrets), file, { withoutSecrets });
    const text = textOf(file);
    for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
    expect(text).toContain('zephyr-web');
  });

  it('names nobody where names are masked, and keeps what refers to each other', async () => {
    const file = join(folder, 'names');
    const state = stateFrom(withSecrets);
    await writeRecording(state, file, { withoutSecrets, redact });
    const text = textOf(file);
    for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
    for (const name of ['zephyr', 'annabella', '10.77.88.99', '4166db9d'])
      expect(text.toLowerCase()).not.toContain(name);
    const { state: masked } = await readRecording(file);
    const pod = [...masked.objects].find(([, { kind }]) => kind === 'Pod');
    expect([...masked.pods.keys()]).toEqual([pod?.[0]]);
    expect(text).toContain('"name":"cluster-admin"');
    expect(text).toContain('"name":"system:masters"');
    expect(new Set([...masked.objects.values()].flatMap(({ namespace }) => namespace ?? [])).size).toBe(1);
  });

  it('can be redacted later', async () => {
    const first = join(folder, 'plain');
    const second = join(folder, 'masked');
    await writeRecording(stateFrom(withSecrets), first, { withoutSecrets });
    await writeRecording((await readRecording(first)).state, second, { withoutSecrets, redact });
    expect(textOf(second).toLowerCase()).not.toContain('zephyr');
  });
});

describe('the recording that ships with the project', () => {
  it('gives as many findings of every check where its names are masked', async () => {
    const { state } = await readRecording(fileURLToPath(new URL('../../examples/harbor.recording', import.meta.url)));
    const file = join(folder, 'harbor');
    await writeRecording(state, file, { withoutSecrets, redact });
    const { state: masked } = await readRecording(file);
    const version = { major: 1, minor: 37 };
    const counts = (of: ClusterState) => {
      const inventory = inventoryOf(of);
      const run = { checks: catalogue, inventory, parameters: {}, kubernetesVersion: version, pssVersion: version };
      return Map.groupBy(runChecks(run).violations, ({ check }) => check.id);
    };
    const sizes = (groups: ReturnType<typeof counts>) => [...groups].map(([id, found]) => [id, found.length]).sort();
    expect(sizes(counts(masked))).toEqual(sizes(counts(state)));
    const text = textOf(file).toLowerCase();
    for (const name of ['harbor.example', 'booking', 'customer', 'netshoot']) expect(text).not.toContain(name);
  });
});
