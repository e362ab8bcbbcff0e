import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { catalogue, loadTexts } from '../../src/checks/index.ts';
import { assess } from '../../src/findings/index.ts';
import { inventoryOf, readCluster } from '../../src/inventory/cluster/index.ts';
import { type Inventory, inventoryFromText } from '../../src/inventory/index.ts';
import { KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import { fixOf } from '../../src/server/views/fix.ts';
import { objectText } from '../../src/server/views/object-text.ts';
import { Api } from './api.ts';

/** The commands that the console offers: kubectl takes them as they are, and what they leave has the finding no more. */
const access = inject('access');
const api = new Api(access);
afterAll(() => api.close());
const run = promisify(execFile);
const texts = await loadTexts('en');
const version = { major: 1, minor: 37 };
const question = { parameters: {}, severities: {}, kubernetesVersion: version, pssVersion: version };

const manifest = `
apiVersion: v1
kind: Namespace
metadata: { name: patch-commands }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web.v1, namespace: patch-commands }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostPID: true
      initContainers:
        - { name: init, image: registry.example.com/init:1, securityContext: { privileged: true } }
      containers:
        - name: app
          image: registry.example.com/app:1
          securityContext: { privileged: true, capabilities: { add: [NET_RAW, SYS_ADMIN, CHOWN] } }
        - name: side
          image: registry.example.com/side:1
          securityContext: { allowPrivilegeEscalation: true, runAsNonRoot: false }
`;

function findingsOf(inventory: Inventory) {
  return assess({
    ...question,
    inventory,
    checks: catalogue,
    texts,
    language: 'en',
    surroundings: { exposure: () => 'none', isolated: () => undefined },
    exceptions: { rules: [], byAnnotation: false, file: '' },
    baseline: undefined,
    today: '2026-11-25',
  }).findings;
}

let inventory: Inventory;
beforeAll(async () => {
  await api.kubectl(['apply', '-f', '-'], manifest);
  const client = new KubernetesClient(await loadConnection({ kubeconfig: access.kubeconfig, env: {} }));
  inventory = inventoryOf(await readCluster(client, { namespaces: ['patch-commands'], log: () => undefined }));
  await client.close();
});

test('every command does to the object what its diff shows', async () => {
  const live = inventory.find('apps/Deployment', 'patch-commands', 'web.v1');
  if (live === undefined) throw new Error('the Deployment was not read');
  const env = {
    ...process.env,
    PATH: `${dirname(access.kubectl)}${delimiter}${process.env.PATH}`,
    KUBECONFIG: access.kubeconfig,
  };
  let tried = 0;
  for (const { finding, object } of findingsOf(inventory)) {
    if (object !== live) continue;
    const fix = fixOf({ finding, live, text: objectText(live), inventory, question, texts, language: 'en' });
    if (fix === null || fix.command === null || fix.note?.includes('Only you know')) continue;
    const { stdout } = await run('sh', ['-c', `${fix.command} --dry-run=server -o yaml`], { env });
    const [patched] = inventoryFromText(stdout).objects;
    const left = findingsOf(inventoryFromText(stdout)).filter((one) => one.finding.fingerprint === finding.fingerprint);
    expect([finding.check, patched?.name, left.map((one) => one.finding.message)]).toEqual([
      finding.check,
      'web.v1',
      [],
    ]);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(8);
});
