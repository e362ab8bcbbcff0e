import { inventoryCheck } from '../check.ts';
import { startsComponent } from '../components/component.ts';
import {
  flagValue,
  isOldTls,
  isTrue,
  isWeakCipher,
  listValue,
  mayHave,
  type Requirement,
  unmetRequirements,
} from '../components/requirement.ts';

/*
 * The API server as a file starts it: a static pod (or any workload that runs kube-apiserver), kubeadm's ClusterConfiguration, Cluster
 * API's KubeadmControlPlane. Defaults of flags: Kubernetes v1.37, `kube-apiserver --help`.
 */
const source = 'CIS Kubernetes Benchmark v1.10, section 1.2';

/** A flag that must be given a value. */
const given = (value: string | undefined) => value !== undefined && value !== '';
const notFalse = (value: string | undefined) => isTrue(value) !== false;

/**
 * Basic and static token files hold passwords that never expire and can't be revoked without a restart.
 * Flags: --token-auth-file, --basic-auth-file (removed in 1.19). Allowed: absent.
 */
export const apiStaticToken = inventoryCheck({
  id: 'api-static-token',
  of: [startsComponent('kube-apiserver')],
  scope: 'object',
  severity: 'high',
  source: 'CIS Kubernetes Benchmark v1.10, 1.2.2',
  standards: { cis: ['1.2.2'], nsa: ['auth'], attack: ['T1078'], owasp: ['K09'] },
  run: ({ inventory }) =>
    unmetRequirements(
      inventory,
      'kube-apiserver',
      ['token-auth-file', 'basic-auth-file'].map((flag) => ({
        flag,
        message: 'default',
        ok: (value: string | undefined) => !given(value),
        fix: null,
      })),
    ),
});

/**
 * Without certificates for the kubelets the API server talks to whoever answers at a node's address, and can't show who it is.
 * Flags: --kubelet-client-certificate, --kubelet-client-key, --kubelet-certificate-authority. Allowed: given.
 */
export const apiKubeletTls = inventoryCheck({
  id: 'api-kubelet-tls',
  of: [startsComponent('kube-apiserver')],
  scope: 'object',
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, 1.2.4 and 1.2.5',
  standards: { cis: ['1.2.4', '1.2.5'], nsa: ['net'], attack: ['T1557'], owasp: ['K09'] },
  run: ({ inventory }) =>
    unmetRequirements(inventory, 'kube-apiserver', [
      {
        flag: 'kubelet-client-certificate',
        message: 'client',
        ok: (value, component) => given(value) && mayHave(component, 'kubelet-client-key'),
      },
      { flag: 'kubelet-certificate-authority', message: 'authority', ok: given },
    ]),
});

/**
 * Whoever reads the API server's traffic has every secret and token of the cluster.
 * Flags: --tls-cert-file with --tls-private-key-file, --client-ca-file, --etcd-cafile, --etcd-certfile with --etcd-keyfile and
 * --etcd-servers without http, --tls-cipher-suites without weak suites, --tls-min-version from 1.2, --insecure-port 0 (gone since 1.24).
 */
const tls: readonly Requirement[] = [
  {
    flag: 'tls-cert-file',
    message: 'serving',
    ok: (value, component) => given(value) && mayHave(component, 'tls-private-key-file'),
  },
  { flag: 'client-ca-file', message: 'clientCa', ok: given },
  {
    flag: 'etcd-servers',
    message: 'etcdPlain',
    severity: 'critical',
    ok: (value) => !listValue(value).some((server) => server.startsWith('http://')),
  },
  { flag: 'etcd-cafile', message: 'etcdCa', ok: given },
  {
    flag: 'etcd-certfile',
    message: 'etcdClient',
    ok: (value, component) => given(value) && mayHave(component, 'etcd-keyfile'),
  },
  { flag: 'tls-cipher-suites', message: 'ciphers', ok: (value) => !listValue(value).some(isWeakCipher), fix: null },
  {
    flag: 'tls-min-version',
    message: 'version',
    ok: (value) => value === undefined || !isOldTls(value),
    fix: 'VersionTLS12',
  },
  {
    flag: 'insecure-port',
    message: 'insecurePort',
    severity: 'critical',
    ok: (value) => value === undefined || value === '0',
    fix: '0',
  },
  { flag: 'secure-port', message: 'securePort', ok: (value) => value !== '0', fix: null },
];

export const apiTls = inventoryCheck({
  id: 'api-tls',
  of: [startsComponent('kube-apiserver')],
  scope: 'object',
  severity: 'high',
  source,
  standards: {
    cis: ['1.2.23', '1.2.24', '1.2.25', '1.2.26', '1.2.29'],
    nsa: ['net'],
    attack: ['T1557'],
    owasp: ['K09'],
  },
  run: ({ inventory }) => unmetRequirements(inventory, 'kube-apiserver', tls),
});

/**
 * Profiling shows the server's inside and costs time on request; requests without a limit hold on to memory; tokens of deleted
 * ServiceAccounts must not go on working. `--service-account-extend-token-expiration` (default true) makes tokens last a year.
 */
const limits: readonly Requirement[] = [
  { flag: 'profiling', message: 'profiling', ok: (value) => isTrue(value) === false, fix: 'false' },
  {
    flag: 'request-timeout',
    message: 'timeout',
    ok: (value) => value === undefined || isReasonableTimeout(value),
    fix: '60s',
  },
  { flag: 'service-account-lookup', message: 'lookup', severity: 'high', ok: notFalse, fix: 'true' },
  { flag: 'service-account-key-file', message: 'key', ok: given },
  {
    flag: 'service-account-extend-token-expiration',
    message: 'extend',
    ok: (value) => isTrue(value) === false,
    fix: 'false',
  },
];

/** Go's duration, at most five minutes and not 0 (which is without limit); the default is one minute. */
function isReasonableTimeout(text: string): boolean {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(?<![\d.])([\d.]+)(ms|h|m|s)/g))
    seconds += Number(amount) * (units[unit ?? ''] ?? 0);
  return seconds > 0 && seconds <= 300;
}

export const apiProfilingLimits = inventoryCheck({
  id: 'api-profiling-limits',
  of: [startsComponent('kube-apiserver')],
  scope: 'object',
  severity: 'low',
  source,
  standards: {
    cis: ['1.2.15', '1.2.20', '1.2.21', '1.2.22', '1.2.30'],
    attack: ['T1499'],
    owasp: ['K07'],
  },
  run: ({ inventory }) => unmetRequirements(inventory, 'kube-apiserver', limits),
});

/**
 * Admission plugins keep nodes to their own objects and pods to what their author may use.
 * Flags: --enable-admission-plugins with NodeRestriction and without AlwaysAdmit; --disable-admission-plugins without ServiceAccount and
 * NamespaceLifecycle (both are on by default). Advised, one finding at low: EventRateLimit, AlwaysPullImages, DenyServiceExternalIPs.
 */
const advised = ['EventRateLimit', 'AlwaysPullImages', 'DenyServiceExternalIPs'];
const enables = (value: string | undefined, plugin: string) => listValue(value).includes(plugin);

const admission: readonly Requirement[] = [
  { flag: 'enable-admission-plugins', message: 'nodeRestriction', ok: (value) => enables(value, 'NodeRestriction') },
  {
    flag: 'enable-admission-plugins',
    message: 'alwaysAdmit',
    ok: (value) => !enables(value, 'AlwaysAdmit'),
  },
  { flag: 'disable-admission-plugins', message: 'serviceAccount', ok: (value) => !enables(value, 'ServiceAccount') },
  {
    flag: 'disable-admission-plugins',
    message: 'namespaceLifecycle',
    ok: (value) => !enables(value, 'NamespaceLifecycle'),
  },
  {
    flag: 'enable-admission-plugins',
    message: 'advised',
    severity: 'low',
    ok: (value) => advised.every((plugin) => enables(value, plugin)),
  },
];

export const apiAdmissionPlugins = inventoryCheck({
  id: 'api-admission-plugins',
  of: [startsComponent('kube-apiserver')],
  scope: 'object',
  severity: 'high',
  source,
  standards: {
    cis: ['1.2.3', '1.2.9', '1.2.10', '1.2.11', '1.2.12', '1.2.13', '1.2.14'],
    nsa: ['auth'],
    attack: ['T1562.001'],
    owasp: ['K04'],
  },
  run: function* ({ inventory }) {
    for (const violation of unmetRequirements(inventory, 'kube-apiserver', admission)) {
      // What is enabled, so that the advice names only what is missing.
      const missing = advised.filter((plugin) => !enables(violation.values?.value, plugin)).join(', ');
      yield { ...violation, values: { ...violation.values, missing } };
    }
  },
});

/**
 * Without an audit log nobody can say afterwards who did what.
 * Flags: --audit-log-path or --audit-webhook-config-file given; --audit-log-maxage ≥ 30 days, --audit-log-maxbackup ≥ 10,
 * --audit-log-maxsize ≥ 100 MB. Their defaults (366, 100 and 100; before them 0, which keeps everything) are enough.
 */
const keepsFiles = (least: number) => (value: string | undefined, component: Parameters<Requirement['ok']>[1]) => {
  const path = flagValue(component, 'audit-log-path');
  // Nothing to rotate: no log, standard output, or a path that we can't see.
  if (path === undefined || path === '' || path === '-') return true;
  return value === undefined || Number(value) === 0 || Number(value) >= least;
};

const auditLog: readonly Requirement[] = [
  {
    flag: 'audit-log-path',
    message: 'none',
    ok: (value, component) => given(value) || mayHave(component, 'audit-webhook-config-file'),
  },
  { flag: 'audit-log-maxage', message: 'age', ok: keepsFiles(30), fix: '30' },
  { flag: 'audit-log-maxbackup', message: 'backups', ok: keepsFiles(10), fix: '10' },
  { flag: 'audit-log-maxsize', message: 'size', ok: keepsFiles(100), fix: '100' },
];

export const apiAuditLog = inventoryCheck({
  id: 'api-audit-log',
  of: [startsComponent('kube-apiserver')],
  scope: 'object',
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, 1.2.16 to 1.2.19',
  standards: { cis: ['1.2.16', '1.2.17', '1.2.18', '1.2.19'], nsa: ['log'], attack: ['T1562'], owasp: ['K10'] },
  run: ({ inventory }) => unmetRequirements(inventory, 'kube-apiserver', auditLog),
});

export const apiServer = [apiStaticToken, apiAdmissionPlugins, apiKubeletTls, apiAuditLog, apiTls, apiProfilingLimits];
