import type { Inventory } from '../../inventory/index.ts';
import { inventoryCheck } from '../check.ts';
import { type Component, componentsOf, startsComponent } from '../components/component.ts';
import {
  flagValue,
  isLoopback,
  isTrue,
  listValue,
  mayHave,
  type Requirement,
  unmetRequirements,
} from '../components/requirement.ts';

const given = (value: string | undefined) => value !== undefined && value !== '';

/**
 * etcd is the cluster: whoever may write to it is its administrator, past every check of the API server.
 * Flags: --cert-file with --key-file, --client-cert-auth=true, --auto-tls not true, the same four for peers, --listen-client-urls without
 * http except on the loopback, and a CA of its own (not the one that signs the cluster's users). Not asked where --config-file is given.
 */
const readsFile = (component: Component) => mayHave(component, 'config-file');
const insecureUrl = (url: string) =>
  url.startsWith('http://') && !isLoopback(url.slice('http://'.length).split('/')[0] ?? '');

const etcdRequirements: readonly Requirement[] = [
  {
    flag: 'cert-file',
    message: 'serving',
    ok: (value, component) => (given(value) && mayHave(component, 'key-file')) || readsFile(component),
  },
  {
    flag: 'listen-client-urls',
    message: 'plain',
    ok: (value) => !listValue(value).some(insecureUrl),
  },
  {
    flag: 'client-cert-auth',
    message: 'clients',
    ok: (value, component) => isTrue(value) === true || readsFile(component),
    fix: 'true',
  },
  { flag: 'auto-tls', message: 'autoTls', severity: 'high', ok: (value) => isTrue(value) !== true, fix: 'false' },
  {
    flag: 'peer-cert-file',
    message: 'peers',
    ok: (value, component) => (given(value) && mayHave(component, 'peer-key-file')) || readsFile(component),
  },
  {
    flag: 'peer-client-cert-auth',
    message: 'peerClients',
    ok: (value, component) => isTrue(value) === true || readsFile(component),
    fix: 'true',
  },
  {
    flag: 'peer-auto-tls',
    message: 'peerAutoTls',
    severity: 'high',
    ok: (value) => isTrue(value) !== true,
    fix: 'false',
  },
];

export const etcdTls = inventoryCheck({
  id: 'etcd-tls',
  of: [startsComponent('etcd')],
  reads: [startsComponent('kube-apiserver')],
  severity: 'critical',
  source: 'CIS Kubernetes Benchmark v1.10, section 2',
  standards: {
    cis: ['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7'],
    nsa: ['net'],
    attack: ['T1552.007'],
    owasp: ['K06'],
  },
  run: function* ({ inventory }) {
    yield* unmetRequirements(inventory, 'etcd', etcdRequirements);
    const clusterCas = new Set(clusterCaFiles(inventory));
    yield* unmetRequirements(inventory, 'etcd', [
      {
        flag: 'trusted-ca-file',
        message: 'sharedCa',
        severity: 'medium',
        ok: (value) => value === undefined || !clusterCas.has(value),
      },
    ]);
  },
});

/** The files with the CA whose certificates are the cluster's users. */
function clusterCaFiles(inventory: Inventory): string[] {
  return componentsOf(inventory)
    .filter((component) => component.name === 'kube-apiserver')
    .flatMap((component) => flagValue(component, 'client-ca-file') ?? []);
}

export const etcd = [etcdTls];
