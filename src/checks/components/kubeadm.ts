import type { InventoryObject } from '../../inventory/index.ts';
import {
  type FieldPath,
  formatPath,
  isRecord,
  listOf,
  type MinorVersion,
  parseVersion,
  recordOf,
  stringOf,
  textOf,
  valueAt,
} from '../../kubernetes/index.ts';
import { type Fix, remove, set } from '../fix.ts';
import type { Flag } from './command-line.ts';
import type { Component, ComponentName } from './component.ts';

/** Where objects keep a kubeadm ClusterConfiguration. Sources: kubeadm v1beta3 and v1beta4; Cluster API's kubeadm control plane. */
const clusterConfigurations: Readonly<Record<string, FieldPath>> = {
  'kubeadm.k8s.io/ClusterConfiguration': [],
  'controlplane.cluster.x-k8s.io/KubeadmControlPlane': ['spec', 'kubeadmConfigSpec', 'clusterConfiguration'],
  'controlplane.cluster.x-k8s.io/KubeadmControlPlaneTemplate': [
    'spec',
    'template',
    'spec',
    'kubeadmConfigSpec',
    'clusterConfiguration',
  ],
};

const parts: readonly (readonly [ComponentName, FieldPath])[] = [
  ['kube-apiserver', ['apiServer']],
  ['kube-controller-manager', ['controllerManager']],
  ['kube-scheduler', ['scheduler']],
  ['etcd', ['etcd', 'local']],
];

const pki = '/etc/kubernetes/pki';

/**
 * The flags that kubeadm sets itself, as far as checks ask about them; `extraArgs` override them.
 * Source: kubernetes v1.37.2, cmd/kubeadm/app/phases/controlplane/manifests.go and phases/etcd/local.go.
 */
const presets: Readonly<Partial<Record<ComponentName, Readonly<Record<string, string>>>>> = {
  'kube-apiserver': {
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': `${pki}/ca.crt`,
    'enable-admission-plugins': 'NodeRestriction',
    'etcd-cafile': `${pki}/etcd/ca.crt`,
    'etcd-certfile': `${pki}/apiserver-etcd-client.crt`,
    'etcd-keyfile': `${pki}/apiserver-etcd-client.key`,
    'etcd-servers': 'https://127.0.0.1:2379',
    'kubelet-client-certificate': `${pki}/apiserver-kubelet-client.crt`,
    'kubelet-client-key': `${pki}/apiserver-kubelet-client.key`,
    'service-account-key-file': `${pki}/sa.pub`,
    'tls-cert-file': `${pki}/apiserver.crt`,
    'tls-private-key-file': `${pki}/apiserver.key`,
  },
  'kube-controller-manager': {
    'bind-address': '127.0.0.1',
    'root-ca-file': `${pki}/ca.crt`,
    'service-account-private-key-file': `${pki}/sa.key`,
    'use-service-account-credentials': 'true',
  },
  'kube-scheduler': { 'bind-address': '127.0.0.1' },
  etcd: {
    'cert-file': `${pki}/etcd/server.crt`,
    'client-cert-auth': 'true',
    'key-file': `${pki}/etcd/server.key`,
    'peer-cert-file': `${pki}/etcd/peer.crt`,
    'peer-client-cert-auth': 'true',
    'peer-key-file': `${pki}/etcd/peer.key`,
    'peer-trusted-ca-file': `${pki}/etcd/ca.crt`,
    'trusted-ca-file': `${pki}/etcd/ca.crt`,
  },
};

const nodeConfigurations = ['kubeadm.k8s.io/InitConfiguration', 'kubeadm.k8s.io/JoinConfiguration'];

/** Kinds by which kubeadm, or Cluster API through it, starts components. */
export const kubeadmKinds: readonly string[] = [...Object.keys(clusterConfigurations), ...nodeConfigurations];

/** The control plane that kubeadm (or Cluster API through it) would start by an object, or the kubelet flags it would give. */
export function kubeadmComponents(object: InventoryObject): readonly Component[] {
  const path = clusterConfigurations[object.groupKind];
  if (path !== undefined) {
    const configuration = valueAt(object.object, path);
    return isRecord(configuration) ? controlPlane(object, configuration, path) : [];
  }
  if (!nodeConfigurations.includes(object.groupKind)) return [];
  const flags = ['nodeRegistration', 'kubeletExtraArgs'];
  return valueAt(object.object, flags) === undefined ? [] : [component('kubelet', object, flags, undefined)];
}

function controlPlane(object: InventoryObject, configuration: Record<string, unknown>, path: FieldPath): Component[] {
  // Cluster API keeps the version beside the template.
  const version = parseVersion(
    stringOf(configuration.kubernetesVersion) ?? stringOf(valueAt(object.object, ['spec', 'version'])) ?? '',
  );
  const external = isRecord(valueAt(configuration, ['etcd', 'external']));
  return parts
    .filter(([name]) => !(name === 'etcd' && external))
    .map(([name, part]) => component(name, object, [...path, ...part, 'extraArgs'], version));
}

function component(
  name: ComponentName,
  object: InventoryObject,
  place: FieldPath,
  version: MinorVersion | undefined,
): Component {
  const flags = new Map<string, Flag>();
  for (const [flag, value] of Object.entries(presets[name] ?? {})) flags.set(flag, { value, path: place });
  const extra = valueAt(object.object, place);
  // v1beta4: a list of {name, value, mergeMethod}; before: a map.
  const entries: [string, unknown, FieldPath, unknown][] = Array.isArray(extra)
    ? extra.map((entry, index) => {
        const { name: flag, value, mergeMethod } = recordOf(entry);
        return [stringOf(flag) ?? '', value, [...place, index, 'value'], mergeMethod];
      })
    : Object.entries(recordOf(extra)).map(([flag, value]) => [flag, value, [...place, flag], undefined]);
  const written = new Map<string, FieldPath>();
  for (const [flag, value, path, merge] of entries) {
    const text = textOf(value);
    const before = flags.get(flag)?.value ?? '';
    const merged = merge === 'append' ? before + text : merge === 'prepend' ? text + before : text;
    flags.set(flag, { value: merged, path });
    written.set(flag, path);
  }
  // With structured authorization kubeadm leaves its own mode out.
  if (flags.has('authorization-config') && !written.has('authorization-mode')) flags.delete('authorization-mode');
  const external = valueAt(object.object, [...place.slice(0, -2), 'etcd', 'external']);
  if (name === 'kube-apiserver' && isRecord(external)) {
    const servers = listOf(external.endpoints);
    flags.set('etcd-servers', { value: servers.map(textOf).join(','), path: place });
  }
  return {
    name,
    object,
    place,
    ...(version !== undefined && { version }),
    flags,
    complete: true,
    edit: (flag, value) => editArguments(object, place, written.get(flag), flag, value),
  };
}

/** Versions whose `extraArgs` are a map; later ones have a list of names and values. */
const takesMap = /^kubeadm\.k8s\.io\/v1beta[123]$|^controlplane\.cluster\.x-k8s\.io\/v1(?:alpha\d|beta1)$/;

function editArguments(
  object: InventoryObject,
  place: FieldPath,
  written: FieldPath | undefined,
  flag: string,
  value: string | undefined,
): Fix | undefined {
  const asList = Array.isArray(valueAt(object.object, place)) || !takesMap.test(object.apiVersion);
  if (value === undefined) {
    if (written === undefined) return undefined;
    return { ...remove(formatPath(asList ? written.slice(0, -1) : written)), risky: true };
  }
  if (written !== undefined) return { ...set(formatPath(written), value), risky: true };
  if (asList) return { edits: [{ op: 'append', path: formatPath(place), value: { name: flag, value } }], risky: true };
  return { ...set(formatPath([...place, flag]), value), risky: true };
}
