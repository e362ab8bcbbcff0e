import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { carriesPods, formatVersion, isRecord, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';
import { componentsOf } from '../components/component.ts';
import { set } from '../fix.ts';

const enforce = 'pod-security.kubernetes.io/enforce';
const enforceVersion = 'pod-security.kubernetes.io/enforce-version';

/** Namespaces of Kubernetes itself: their pods are its own. */
const systemNamespaces = ['kube-system', 'kube-public', 'kube-node-lease'];

/**
 * Everything without a namespace of its own shares `default`: its quotas, its policies, its ServiceAccount.
 * Workloads that say `namespace: default`. Not asked: objects that name no namespace (who applies them decides) and charts, where
 * `default` is only what the renderer was given.
 */
export const nsDefault = inventoryCheck({
  id: 'ns-default',
  of: ['workloads'],
  scope: 'object',
  severity: 'low',
  source: 'CIS Kubernetes Benchmark v1.10, 5.7.4',
  standards: { cis: ['5.7.4'], nsa: ['net'], owasp: ['K01'] },
  run: function* ({ inventory }) {
    for (const object of inventory.objects) {
      if (!carriesPods(object.apiVersion, object.kind)) continue;
      if (object.declaredNamespace !== 'default' || object.source.rendering?.by === 'helm') continue;
      yield { object, path: ['metadata', 'namespace'] };
    }
  },
});

/**
 * Who may work in kube-system sees the cluster's own credentials, and its namespace is exempt from most policies: a good place to hide.
 * Workloads in kube-system, except parts of Kubernetes: control plane pods, add-ons (`kubernetes.io/cluster-service`,
 * `addonmanager.kubernetes.io/mode`), what runs at a system priority class, and what the parameter `allow` names.
 */
export const nsKubeSystem = inventoryCheck({
  id: 'ns-kube-system',
  of: ['workloads'],
  scope: 'object',
  severity: 'medium',
  source: 'CIS Kubernetes Benchmark v1.10, 5.7.1',
  standards: { cis: ['5.7.1'], nsa: ['net'], attack: ['T1036.005'], owasp: ['K01'] },
  parameters: { allow: { default: [], description: 'Names of workloads that may run in kube-system' } },
  run: function* ({ inventory, parameters }) {
    const allowed = new Set(listOf(parameters.allow));
    const components = new Set(componentsOf(inventory).map(({ object }) => object));
    for (const object of inventory.workloads) {
      if (object.declaredNamespace !== 'kube-system' || allowed.has(object.name) || components.has(object)) continue;
      if (isAddOn(object.object.metadata?.labels) || object.podTemplates.every(isSystemPod)) continue;
      yield { object, path: ['metadata', 'namespace'] };
    }
  },
});

function isAddOn(labels: unknown): boolean {
  const { 'kubernetes.io/cluster-service': service, 'addonmanager.kubernetes.io/mode': mode } = recordOf(labels);
  return service === 'true' || mode !== undefined;
}

function isSystemPod(template: InventoryObject['podTemplates'][number]): boolean {
  const priority = template.spec.priorityClassName;
  return (
    priority === 'system-node-critical' || priority === 'system-cluster-critical' || isAddOn(template.metadata.labels)
  );
}

const admissionKind = 'apiserver.config.k8s.io/AdmissionConfiguration';
const podSecurityKind = 'pod-security.admission.config.k8s.io/PodSecurityConfiguration';

/** Kinds that hold the configuration of the PodSecurity plugin. */
export const podSecurityKinds = [admissionKind, podSecurityKind];

const psaSource = 'https://kubernetes.io/docs/concepts/security/pod-security-admission/';

/**
 * Without an enforced Pod Security level a namespace takes privileged pods from whoever may create pods in it.
 * Namespaces: the label pod-security.kubernetes.io/enforce is baseline or restricted (privileged: ns-psa-exempt), its version is pinned
 * (low). Not asked: namespaces of Kubernetes, and all of them where an AdmissionConfiguration's PodSecurity defaults enforce a level.
 */
export const nsPsaLabels = inventoryCheck({
  id: 'ns-psa-labels',
  of: ['/Namespace'],
  reads: ['workloads', ...podSecurityKinds],
  scope: 'namespace',
  severity: 'high',
  source: psaSource,
  standards: { cis: ['5.2.1'], nsa: ['pod'], attack: ['T1610'], owasp: ['K04'] },
  run: function* (context) {
    const { inventory, kubernetesVersion } = context;
    const pin = {
      op: 'set',
      path: `metadata.labels["${enforceVersion}"]`,
      value: `v${formatVersion(kubernetesVersion)}`,
    } as const;
    const byDefault = podSecurityConfigurations(inventory).some(({ configuration }) =>
      ['baseline', 'restricted'].includes(textOf(recordOf(configuration.defaults).enforce)),
    );
    for (const object of inventory.ofKind('/Namespace')) {
      if (systemNamespaces.includes(object.name)) continue;
      const labels = recordOf(object.object.metadata?.labels);
      const level = labels[enforce];
      if (level === undefined) {
        const fix = { edits: [...set(`metadata.labels["${enforce}"]`, 'baseline').edits, pin], risky: true };
        const offer = breaksNothing(context, object.name) && { fix };
        if (!byDefault) yield { object, path: ['metadata', 'labels', enforce], message: 'none', ...offer };
      } else if (level !== 'baseline' && level !== 'restricted') {
        // An unknown level is enforced as restricted (policy/api, PolicyToEvaluate): a mistake, not a hole.
        if (level === 'privileged') continue;
        const values = { value: textOf(level) };
        yield { object, path: ['metadata', 'labels', enforce], message: 'unknown', severity: 'low', values };
      } else if (labels[enforceVersion] === undefined || labels[enforceVersion] === 'latest') {
        const path = ['metadata', 'labels', enforceVersion];
        yield { object, path, message: 'version', severity: 'low', fix: { edits: [pin] } };
      }
    }
  },
});

/** Whether all workloads of the input in a namespace would be admitted at level baseline: else the label would shut them out. */
function breaksNothing({ inventory, failsBaseline }: CheckContext, namespace: string): boolean {
  return !inventory.workloads.some((workload) => workload.namespace === namespace && failsBaseline(workload));
}

/**
 * A namespace at level privileged is outside the Pod Security Standards.
 * Namespaces with the label pod-security.kubernetes.io/enforce: privileged, and namespaces that an AdmissionConfiguration exempts, except
 * those of the parameter `allow`.
 */
export const nsPsaExempt = inventoryCheck({
  id: 'ns-psa-exempt',
  of: ['/Namespace', ...podSecurityKinds],
  reads: ['workloads'],
  scope: 'namespace',
  severity: 'medium',
  source: psaSource,
  standards: { cis: ['5.2.1'], nsa: ['pod'], attack: ['T1610'], owasp: ['K04'] },
  parameters: { allow: { default: systemNamespaces, description: 'Namespaces that may be exempt from Pod Security' } },
  run: function* (context: CheckContext): Generator<Violation> {
    const { inventory, parameters } = context;
    const allowed = new Set(listOf(parameters.allow));
    for (const object of inventory.ofKind('/Namespace')) {
      if (recordOf(object.object.metadata?.labels)[enforce] !== 'privileged' || allowed.has(object.name)) continue;
      const fix = { ...set(`metadata.labels["${enforce}"]`, 'baseline'), risky: true };
      yield {
        object,
        path: ['metadata', 'labels', enforce],
        message: 'label',
        values: { namespace: object.name },
        ...(breaksNothing(context, object.name) && { fix }),
      };
    }
    for (const { object, configuration, path } of podSecurityConfigurations(inventory)) {
      for (const [index, name] of listOf(recordOf(configuration.exemptions).namespaces).entries()) {
        if (allowed.has(stringOf(name) ?? '')) continue;
        const place = [...path, 'exemptions', 'namespaces', index];
        yield { object, path: place, message: 'configuration', values: { namespace: textOf(name) } };
      }
    }
  },
});

/** The PodSecurity plugin's configurations that the input holds: inside an AdmissionConfiguration, or as files of their own. */
export function podSecurityConfigurations(inventory: Inventory) {
  const found: { object: InventoryObject; configuration: Record<string, unknown>; path: (string | number)[] }[] = [];
  for (const object of inventory.ofKind(admissionKind)) {
    for (const [index, plugin] of listOf(object.object.plugins).entries()) {
      const { name, configuration } = recordOf(plugin);
      if (name !== 'PodSecurity' || !isRecord(configuration)) continue;
      found.push({ object, configuration, path: ['plugins', index, 'configuration'] });
    }
  }
  for (const object of inventory.ofKind(podSecurityKind)) {
    found.push({ object, configuration: object.object, path: [] });
  }
  return found;
}

export const namespaces = [nsDefault, nsKubeSystem, nsPsaLabels, nsPsaExempt];
