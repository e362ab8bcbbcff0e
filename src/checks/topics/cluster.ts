import type { InventoryObject } from '../../inventory/index.ts';
import {
  compareVersions,
  formatVersion,
  listOf,
  parseVersion,
  recordOf,
  stringOf,
  supportedVersions,
} from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import { type Component, componentsOf, startsComponent } from '../components/component.ts';

/**
 * Kubernetes mends its three newest minor versions only: flaws of older ones stay open.
 * Fields: the image tags of control plane pods and of kube-proxy, kubeadm's and Cluster API's version. Allowed: supported ones and newer.
 * Source: kubernetes.io, "Version Skew Policy", supported versions.
 */
export const clusterVersionSupported = inventoryCheck({
  id: 'cluster-version-supported',
  of: [startsComponent()],
  scope: 'object',
  severity: 'medium',
  source: 'https://kubernetes.io/releases/version-skew-policy/#supported-versions',
  standards: { nsa: ['upg'], attack: ['T1190'], owasp: ['K07'] },
  run: function* ({ inventory }) {
    const oldest = parseVersion(supportedVersions.at(-1) ?? '');
    const said = new Set<InventoryObject>();
    for (const component of componentsOf(inventory)) {
      const { object, version, container } = component;
      if (version === undefined || oldest === undefined || compareVersions(version, oldest) >= 0) continue;
      // kubeadm gives one version for all of its components.
      if (container === undefined && said.has(object)) continue;
      said.add(object);
      yield {
        object,
        path: versionPath(component),
        values: { component: component.name, value: formatVersion(version), oldest: formatVersion(oldest) },
        ...(container !== undefined && { container }),
      };
    }
  },
});

function versionPath({ container, place, object }: Component): (string | number)[] {
  if (container !== undefined) return [...place.slice(0, -1), 'image'];
  return object.group === 'kubeadm.k8s.io' ? ['kubernetesVersion'] : ['spec', 'version'];
}

/**
 * Certificates can't be revoked, tokens of ServiceAccounts and bootstrap tokens are made for programs: people whose access ends keep it.
 * kubeconfig (`v1 Config`): no user (but components, `system:…`) with a client certificate, token or password; a CertificateSigningRequest
 * for kube-apiserver-client is such a certificate, too. Secrets of type bootstrap.kubernetes.io/token have an expiration.
 */
export const authUserCredentials = inventoryCheck({
  id: 'auth-user-credentials',
  of: ['/Config', 'certificates.k8s.io/CertificateSigningRequest', '/Secret'],
  scope: 'object',
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, 3.1.1 to 3.1.3',
  standards: { cis: ['3.1.1', '3.1.2', '3.1.3'], nsa: ['auth'], attack: ['T1078'], owasp: ['K09'] },
  run: function* ({ inventory }) {
    for (const object of inventory.ofKind('/Config')) yield* kubeconfigUsers(object);
    for (const object of inventory.ofKind('certificates.k8s.io/CertificateSigningRequest')) {
      const spec = recordOf(object.object.spec);
      if (spec.signerName === 'kubernetes.io/kube-apiserver-client') {
        yield { object, path: ['spec', 'signerName'], message: 'request' };
      }
    }
    for (const object of inventory.ofKind('/Secret')) {
      if (object.object.type !== 'bootstrap.kubernetes.io/token') continue;
      const { data, stringData } = object.object;
      if (Object.hasOwn(recordOf(data), 'expiration') || Object.hasOwn(recordOf(stringData), 'expiration')) continue;
      yield { object, path: ['type'], message: 'bootstrap' };
    }
  },
});

const credentials = ['client-certificate-data', 'client-certificate', 'token', 'tokenFile', 'password'];

function* kubeconfigUsers(object: InventoryObject): Generator<Violation> {
  for (const [index, entry] of listOf(object.object.users).entries()) {
    const name = stringOf(recordOf(entry).name) ?? '';
    const user = recordOf(recordOf(entry).user);
    const found = credentials.find((field) => Object.hasOwn(user, field) && user[field] !== '');
    if (found === undefined || name.startsWith('system:')) continue;
    // At the name: an excerpt of the credential's own line would show it.
    yield { object, path: ['users', index, 'name'], message: 'kubeconfig', values: { user: name, credential: found } };
  }
}

export const cluster = [authUserCredentials, clusterVersionSupported];
