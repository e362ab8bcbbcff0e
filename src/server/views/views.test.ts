import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../inventory/cluster/index.ts';
import { inventoryFromText } from '../../inventory/index.ts';
import { languageOfRequest } from '../language.ts';
import { deployment, privileged, secretValue, TestCluster, twoTeams } from '../testing/cluster.ts';
import { neighboursOf } from './neighbours.ts';
import { nodesView } from './nodes.ts';
import { lineOf, maskedText, objectText } from './object-text.ts';
import { findObjects } from './search.ts';
import { supportOf } from './support.ts';

describe('the support window', () => {
  it.each([
    ['v1.37.2', '2026-11-25', 'supported'],
    ['v1.35.9-gke.1', '2026-12-28', 'maintenance'],
    ['v1.34.6', '2026-10-27', 'maintenance'],
    ['v1.34.6', '2026-10-28', 'ended'],
    ['v1.20.0', '2026-11-25', 'ended'],
    ['v1.99.0', '2026-11-25', 'unknown'],
  ])('of %s on %s is %s', (version, today, state) => {
    expect(supportOf(version, today)?.state).toBe(state);
  });

  it('is not made up where the version is not known', () => {
    expect(supportOf(undefined, '2026-11-25')).toBeNull();
  });
});

describe('the language', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['de, zh;q=0.1', 'zh-CN'],
    ['fr', 'en'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['zh;q=x', 'en'],
    [undefined, 'en'],
  ])('of %s is %s', (header, language) => {
    expect(languageOfRequest({ headers: header === undefined ? {} : { 'accept-language': header } })).toBe(language);
  });
});

describe('the text of an object', () => {
  it('has a line for each field, and none of a credential', () => {
    const manifest = deployment('shop', 'web', `env: [{ name: DB_PASSWORD, value: "${secretValue}" }]\n${privileged}`);
    const [live] = inventoryFromText(manifest).objects;
    if (live === undefined) throw new Error('nothing to test with');
    const text = objectText(live);
    const line = lineOf(text, ['spec', 'template', 'spec', 'containers', 0, 'securityContext', 'privileged']);
    expect(text.text.split('\n')[line - 1]?.trim()).toBe('privileged: true');
    expect(text.text).toContain(secretValue);
    expect(maskedText(text)).not.toContain(secretValue);
    expect(maskedText(text)).toContain('value: •••');
  });

  it('hides credentials in the commands and headers of probes', () => {
    const probe = [
      'startupProbe: { exec: { command: [mysqladmin, "--password=hunter22x", ping] } }',
      'livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: X-Api-Key, value: q8Zr2LmV7tXw4NcB9dKp }] } }',
    ].join('\n');
    const [live] = inventoryFromText(deployment('shop', 'web', probe)).objects;
    if (live === undefined) throw new Error('nothing to test with');
    const shown = maskedText(objectText(live));
    expect(shown).not.toMatch(/hunter|q8Zr/);
    expect(shown).toContain('- ping');
  });

  it('hides every line of a credential that has several', () => {
    const key = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEpAIBAAKCAQEA', '-----END RSA PRIVATE KEY-----'];
    const [live] = inventoryFromText(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'keys', namespace: 'shop' },
        data: { id_rsa: `${key.join('\n')}\n`, quoted: `${key.join('\n')}\t\n\u0007`, note: 'plain' },
      }),
    ).objects;
    if (live === undefined) throw new Error('nothing to test with');
    const shown = maskedText(objectText(live));
    expect(shown).not.toContain('MIIEpAIBAAKCAQEA');
    expect(shown).toContain('note: plain');
  });
});

describe('a search', () => {
  const { state } = new TestCluster(twoTeams);
  it('finds what has all words, the name first, and nothing of others', () => {
    expect(findObjects('WEB', state, undefined, 10).map(({ key }) => key)).toEqual([
      'apps/Deployment/shop/web',
      '/Service/shop/web',
    ]);
    expect(findObjects('deploy pay', state, undefined, 10).map(({ key }) => key)).toEqual([
      'apps/Deployment/payments/ledger',
    ]);
    expect(findObjects('ledger', state, ['shop'], 10)).toEqual([]);
    expect(findObjects('   ', state, undefined, 10)).toEqual([]);
    expect(findObjects('e', state, undefined, 2)).toHaveLength(2);
  });
});

describe('neighbours', () => {
  const manifests = deployment(
    'shop',
    'web',
    `envFrom: [{ configMapRef: { name: gone } }, { secretRef: { name: unseen } }, { configMapRef: { name: maybe, optional: true } }]`,
  );
  const cluster = new TestCluster(twoTeams);
  cluster.apply(manifests);
  const inventory = inventoryOf(cluster.state);
  const web = inventory.find('apps/Deployment', 'shop', 'web');

  it('that are absent are missing, unless their kind can’t be seen', () => {
    if (web === undefined) throw new Error('nothing to test with');
    const found = neighboursOf(web, inventory, undefined, 'en');
    expect(Object.fromEntries(found.map(({ name, missing }) => [name, missing]))).toEqual({
      default: true,
      web: false,
      gone: true,
      unseen: false,
      maybe: false,
    });
  });
});

describe('nodes', () => {
  const node = (name: string, kubelet: string, ready: string): string => `
apiVersion: v1
kind: Node
metadata: { name: ${name}, labels: { node-role.kubernetes.io/worker: "" } }
status:
  nodeInfo: { kubeletVersion: ${kubelet}, osImage: Debian, kernelVersion: "6.1", containerRuntimeVersion: containerd, architecture: amd64 }
  conditions: [{ type: Ready, status: "${ready}" }]
---`;
  it('are grouped by what they run', () => {
    const inventory = inventoryFromText(
      node('a', 'v1.37.2', 'True') + node('b', 'v1.37.2', 'Unknown') + node('c', 'v1.36.0', 'True'),
    );
    const view = nodesView(inventory);
    expect([view.total, view.ready]).toEqual([3, 2]);
    expect(view.groups.map(({ kubelet, count, roles }) => [kubelet, count, roles])).toEqual([
      ['v1.37.2', 2, ['worker']],
      ['v1.36.0', 1, ['worker']],
    ]);
  });
});
