import type { InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, formatPath, listOf, textOf, valueAt } from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import { componentsOf, startsComponent } from '../components/component.ts';
import { flagViolation, isOldTls, isTrue, isWeakCipher, listValue } from '../components/requirement.ts';
import { set } from '../fix.ts';
import type { Severity } from '../severity.ts';

/**
 * One setting of a kubelet: the same question of a KubeletConfiguration's field and of the flag (which wins over the file).
 * Flags alone are asked only where they are given: what they leave out stands in the configuration file.
 */
interface Setting {
  readonly message: string;
  readonly field?: string;
  readonly flag?: string;
  /** Whether a field's value is fine; undefined where absent: the default of kubelet.config.k8s.io/v1beta1 decides. */
  readonly ok: (value: unknown, object: InventoryObject) => boolean;
  readonly fix?: string | number | boolean;
  readonly severity?: Severity;
}

const kubeadmConfigurations = ['kubeadm.k8s.io/ClusterConfiguration', 'kubeadm.k8s.io/InitConfiguration'];
const configurationKind = 'kubelet.config.k8s.io/KubeletConfiguration';

function* unsafeSettings(
  context: { inventory: Parameters<typeof componentsOf>[0] },
  settings: readonly Setting[],
): Generator<Violation> {
  const { inventory } = context;
  for (const object of inventory.ofKind(configurationKind)) {
    // kubeadm fills in what its own KubeletConfiguration leaves out.
    const byKubeadm = isKubeadms(object, inventory.ofKind(...kubeadmConfigurations));
    for (const { field, ok, message, fix, severity } of settings) {
      if (field === undefined) continue;
      const path: FieldPath = field.split('.');
      const value = valueAt(object.object, path);
      if (ok(value, object)) continue;
      if (value === undefined && byKubeadm && filledByKubeadm.has(field)) continue;
      yield {
        object,
        path,
        message,
        values: {
          component: 'kubelet',
          flag: field,
          value: typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''),
        },
        ...(severity !== undefined && { severity }),
        ...(fix !== undefined && { fix: { ...set(formatPath(path), fix), risky: true } }),
      };
    }
  }
  for (const component of componentsOf(inventory)) {
    if (component.name !== 'kubelet') continue;
    for (const { flag, ok, message, fix, severity } of settings) {
      const given = flag === undefined ? undefined : component.flags.get(flag);
      if (flag === undefined || given?.value === undefined || ok(typed(given.value), component.object)) continue;
      yield flagViolation(component, {
        flag,
        message,
        ...(fix !== undefined && { fix: String(fix) }),
        ...(severity !== undefined && { severity }),
      });
    }
  }
}

/** A flag's text as the field's type would be. */
function typed(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number(text);
  if (text.includes(',')) return listValue(text);
  return isTrue(text) ?? text;
}

/** Source: kubernetes v1.37.2, cmd/kubeadm/app/componentconfigs/kubelet.go. */
const filledByKubeadm = new Set(['authentication.x509.clientCAFile', 'rotateCertificates']);

function isKubeadms(object: InventoryObject, kubeadm: readonly InventoryObject[]): boolean {
  return kubeadm.some((other) => other.source.file === object.source.file);
}

/**
 * The kubelet's port runs commands in every pod of its node: asked without an account, or by anyone, the node and its pods are open.
 * KubeletConfiguration (defaults of v1beta1: anonymous off, Webhook, read-only port 0, no client CA) and the flags of the same meaning.
 */
const access: readonly Setting[] = [
  {
    message: 'anonymous',
    field: 'authentication.anonymous.enabled',
    flag: 'anonymous-auth',
    ok: (value) => value === undefined || value === false,
    fix: false,
  },
  {
    message: 'authorization',
    field: 'authorization.mode',
    flag: 'authorization-mode',
    ok: (value) => value === undefined || value === 'Webhook',
    fix: 'Webhook',
  },
  {
    message: 'clientCa',
    severity: 'high',
    field: 'authentication.x509.clientCAFile',
    ok: (value) => typeof value === 'string' && value !== '',
  },
  {
    message: 'readOnlyPort',
    severity: 'high',
    field: 'readOnlyPort',
    flag: 'read-only-port',
    ok: (value) => value === undefined || value === 0,
    fix: 0,
  },
];

export const kubeletAuthnAuthz = inventoryCheck({
  id: 'kubelet-authn-authz',
  of: [startsComponent('kubelet'), configurationKind],
  reads: kubeadmConfigurations,
  severity: 'critical',
  source: 'CIS Kubernetes Benchmark v1.10, 4.2.1 to 4.2.4',
  standards: { cis: ['4.2.1', '4.2.2', '4.2.3', '4.2.4'], nsa: ['auth'], attack: ['T1133'], owasp: ['K06'] },
  run: (context) => unsafeSettings(context, access),
});

/**
 * The rest of CIS 4.2. Defaults of v1beta1: streamingConnectionIdleTimeout 4h (0 is set to it), makeIPTablesUtilChains true,
 * eventRecordQPS 50 (0 is without limit), rotateCertificates false, podPidsLimit -1 (none), RotateKubeletServerCertificate true.
 * protectKernelDefaults was 4.2.6 of the benchmark before 1.8.
 */
const hardening: readonly Setting[] = [
  {
    message: 'idle',
    flag: 'streaming-connection-idle-timeout',
    ok: (value) => value !== 0 && value !== '0s',
    fix: '4h',
  },
  {
    message: 'iptables',
    field: 'makeIPTablesUtilChains',
    flag: 'make-iptables-util-chains',
    ok: (value) => value !== false,
    fix: true,
  },
  { message: 'hostname', severity: 'low', flag: 'hostname-override', ok: () => false },
  {
    message: 'events',
    severity: 'low',
    field: 'eventRecordQPS',
    flag: 'event-qps',
    ok: (value) => typeof value !== 'number' || value === 0 || value >= 5,
    fix: 50,
  },
  {
    message: 'serving',
    severity: 'low',
    field: 'serverTLSBootstrap',
    ok: (value, { object }) =>
      value === true || (typeof object.tlsCertFile === 'string' && typeof object.tlsPrivateKeyFile === 'string'),
    fix: true,
  },
  {
    message: 'rotation',
    field: 'rotateCertificates',
    flag: 'rotate-certificates',
    ok: (value) => value === true,
    fix: true,
  },
  {
    message: 'serverRotation',
    field: 'featureGates.RotateKubeletServerCertificate',
    ok: (value) => value !== false,
    fix: true,
  },
  {
    message: 'ciphers',
    field: 'tlsCipherSuites',
    flag: 'tls-cipher-suites',
    ok: (value) => !(typeof value === 'string' ? [value] : listOf(value)).some((suite) => isWeakCipher(textOf(suite))),
  },
  {
    message: 'tlsVersion',
    field: 'tlsMinVersion',
    flag: 'tls-min-version',
    ok: (value) => typeof value !== 'string' || !isOldTls(value),
    fix: 'VersionTLS12',
  },
  {
    message: 'pids',
    severity: 'low',
    field: 'podPidsLimit',
    flag: 'pod-max-pids',
    ok: (value) => typeof value === 'number' && value > 0,
    fix: 4096,
  },
  {
    message: 'kernel',
    severity: 'low',
    field: 'protectKernelDefaults',
    flag: 'protect-kernel-defaults',
    ok: (value) => value === true,
    fix: true,
  },
];

export const kubeletHardening = inventoryCheck({
  id: 'kubelet-hardening',
  of: [startsComponent('kubelet'), configurationKind],
  reads: kubeadmConfigurations,
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, 4.2.5 to 4.2.13',
  standards: {
    cis: ['4.2.5', '4.2.6', '4.2.7', '4.2.8', '4.2.9', '4.2.10', '4.2.11', '4.2.12', '4.2.13'],
    nsa: ['net'],
    attack: ['T1499'],
    owasp: ['K07'],
  },
  run: (context) => unsafeSettings(context, hardening),
});

export const kubelet = [kubeletAuthnAuthz, kubeletHardening];
