import type { InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, textOf } from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import { startsComponent } from '../components/component.ts';
import { unmetRequirements } from '../components/requirement.ts';

const encryptionKinds = ['apiserver.config.k8s.io/EncryptionConfiguration', '/EncryptionConfig'];

/** Kinds of provider that encrypt. Source: kubernetes.io, "Encrypting Confidential Data at Rest", table of providers. */
const encrypting = new Set(['aescbc', 'aesgcm', 'secretbox', 'kms']);

/**
 * Whoever reads etcd's disk, its backup or its port reads every Secret in clear.
 * kube-apiserver: --encryption-provider-config given. EncryptionConfiguration: the rule that covers secrets has as its first provider
 * one that encrypts (`identity` first writes in clear whatever follows), and a rule covers secrets at all.
 */
export const secEtcdEncryption = inventoryCheck({
  id: 'sec-etcd-encryption',
  of: [startsComponent('kube-apiserver'), ...encryptionKinds],
  scope: 'object',
  severity: 'high',
  source: 'CIS Kubernetes Benchmark v1.10, 1.2.27 and 1.2.28',
  standards: { cis: ['1.2.27', '1.2.28'], nsa: ['net'], attack: ['T1552'], owasp: ['K03'] },
  run: function* ({ inventory }) {
    yield* unmetRequirements(inventory, 'kube-apiserver', [
      { flag: 'encryption-provider-config', message: 'none', ok: (value) => value !== undefined && value !== '' },
    ]);
    for (const object of inventory.ofKind(...encryptionKinds)) {
      yield* uncoveredSecrets(object);
    }
  },
});

function* uncoveredSecrets(object: InventoryObject): Generator<Violation> {
  for (const [index, rule] of listOf(object.object.resources).entries()) {
    if (!isRecord(rule) || !listOf(rule.resources).some((resource) => coversSecrets(textOf(resource)))) continue;
    const providers = listOf(rule.providers);
    const first = Object.keys(recordOf(providers[0]))[0];
    // The first rule that covers a resource decides.
    if (first !== undefined && encrypting.has(first)) return;
    const path = ['resources', index, 'providers', 0];
    const message = providers.some((provider) => Object.keys(recordOf(provider)).some((kind) => encrypting.has(kind)))
      ? 'identityFirst'
      : 'identityOnly';
    yield { object, path, message, values: { value: first ?? '' } };
    return;
  }
  yield { object, path: ['resources'], message: 'uncovered' };
}

/** `*.` is every resource of the core group, `*.*` every resource (Kubernetes 1.27). */
function coversSecrets(resource: string): boolean {
  return resource === 'secrets' || resource === 'secrets.' || resource === '*.' || resource === '*.*';
}

export const encryption = [secEtcdEncryption];
