import { inventoryCheck } from '../check.ts';
import { startsComponent } from '../components/component.ts';
import {
  flagValue,
  isLoopback,
  isTrue,
  listValue,
  mayHave,
  type Requirement,
  unmetRequirements,
} from '../components/requirement.ts';
import { set } from '../fix.ts';

const schedulerKind = 'kubescheduler.config.k8s.io/KubeSchedulerConfiguration';
const proxyKind = 'kubeproxy.config.k8s.io/KubeProxyConfiguration';

const given = (value: string | undefined) => value !== undefined && value !== '';

/**
 * The controller manager holds the key that signs every ServiceAccount's token: it listens for its own host only, acts with one account
 * a controller, and gives pods the CA to check the API server with.
 * Defaults: --profiling true, --use-service-account-credentials false, --bind-address 0.0.0.0, --terminated-pod-gc-threshold 12500
 * (0 or less never collects), RotateKubeletServerCertificate true.
 */
const controllerManager: readonly Requirement[] = [
  {
    flag: 'terminated-pod-gc-threshold',
    message: 'collection',
    severity: 'low',
    ok: (value) => value === undefined || Number(value) > 0,
    fix: '12500',
  },
  { flag: 'profiling', message: 'profiling', severity: 'low', ok: (value) => isTrue(value) === false, fix: 'false' },
  {
    flag: 'use-service-account-credentials',
    message: 'credentials',
    ok: (value) => isTrue(value) === true,
    fix: 'true',
  },
  { flag: 'service-account-private-key-file', message: 'key', ok: given },
  { flag: 'root-ca-file', message: 'ca', ok: given },
  {
    flag: 'feature-gates',
    message: 'rotation',
    ok: (value) => !listValue(value).includes('RotateKubeletServerCertificate=false'),
  },
  {
    flag: 'bind-address',
    message: 'address',
    ok: (value) => value !== undefined && isLoopback(value),
    fix: '127.0.0.1',
  },
];

export const cmFlags = inventoryCheck({
  id: 'cm-flags',
  of: [startsComponent('kube-controller-manager')],
  scope: 'object',
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, section 1.3',
  standards: {
    cis: ['1.3.1', '1.3.2', '1.3.3', '1.3.4', '1.3.5', '1.3.6', '1.3.7'],
    nsa: ['net'],
    attack: ['T1133'],
    owasp: ['K07'],
  },
  run: ({ inventory }) => unmetRequirements(inventory, 'kube-controller-manager', controllerManager),
});

/**
 * The scheduler's port shows metrics and, with profiling, its inside: for its own host only.
 * Flags: --profiling=false (default true; not read where --config is given), --bind-address on the loopback (default 0.0.0.0).
 * KubeSchedulerConfiguration: enableProfiling false (default true).
 */
const scheduler: readonly Requirement[] = [
  {
    flag: 'profiling',
    message: 'profiling',
    ok: (value, component) => isTrue(value) === false || mayHave(component, 'config'),
    fix: 'false',
  },
  {
    flag: 'bind-address',
    message: 'address',
    ok: (value) => value !== undefined && isLoopback(value),
    fix: '127.0.0.1',
  },
];

export const schedFlags = inventoryCheck({
  id: 'sched-flags',
  of: [startsComponent('kube-scheduler'), schedulerKind],
  scope: 'object',
  severity: 'low',
  source: 'CIS Kubernetes Benchmark v1.10, 1.4.1 and 1.4.2',
  standards: { cis: ['1.4.1', '1.4.2'], nsa: ['net'], attack: ['T1133'], owasp: ['K06'] },
  run: function* ({ inventory }) {
    yield* unmetRequirements(inventory, 'kube-scheduler', scheduler);
    for (const object of inventory.ofKind(schedulerKind)) {
      if (object.object.enableProfiling === false) continue;
      const values = { component: 'kube-scheduler', flag: 'enableProfiling' };
      yield { object, path: ['enableProfiling'], message: 'profiling', values, fix: set('enableProfiling', false) };
    }
  },
});

/**
 * kube-proxy's metrics name every Service and its backends: for the node itself only.
 * KubeProxyConfiguration: metricsBindAddress on the loopback (default 127.0.0.1:10249). kube-proxy: --metrics-bind-address likewise;
 * not read where --config is given.
 */
export const kubeproxyMetrics = inventoryCheck({
  id: 'kubeproxy-metrics',
  of: [startsComponent('kube-proxy'), proxyKind],
  scope: 'object',
  severity: 'low',
  source: 'CIS Kubernetes Benchmark v1.10, 4.3.1',
  standards: { cis: ['4.3.1'], nsa: ['net'], attack: ['T1133'], owasp: ['K06'] },
  run: function* ({ inventory }) {
    yield* unmetRequirements(inventory, 'kube-proxy', [
      {
        flag: 'metrics-bind-address',
        message: 'default',
        ok: (value, component) =>
          value === undefined || value === '' || isLoopback(value) || flagValue(component, 'config') !== undefined,
        fix: '127.0.0.1:10249',
      },
    ]);
    for (const object of inventory.ofKind(proxyKind)) {
      const address = object.object.metricsBindAddress;
      if (typeof address !== 'string' || address === '' || isLoopback(address)) continue;
      const values = { component: 'kube-proxy', value: address };
      yield {
        object,
        path: ['metricsBindAddress'],
        values,
        message: 'default',
        fix: set('metricsBindAddress', '127.0.0.1:10249'),
      };
    }
  },
});

export const controlPlane = [cmFlags, schedFlags, kubeproxyMetrics];
