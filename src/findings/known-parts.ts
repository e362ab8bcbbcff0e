import { startsComponent } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { recordOf } from '../kubernetes/index.ts';

/** `exception.from` of what is accepted without anybody saying so; its reason is put into words with the finding. */
export const builtInOrigin = 'built-in';

/**
 * What parts of Kubernetes itself can't do without, by check: the control plane reads its certificates on the node and is there before
 * any pod network; kube-proxy writes the node's packet filters. Source: what kubeadm 1.37 deploys.
 */
const needs: Readonly<Record<'control-plane' | 'kube-proxy', ReadonlySet<string>>> = {
  'control-plane': new Set([
    ...['pod-host-namespaces', 'pod-host-users', 'pod-hostpath', 'pod-hostpath-sensitive', 'pod-hostpath-writable'],
    ...['pod-host-probes', 'pod-host-ports', 'pod-volume-types'],
  ]),
  'kube-proxy': new Set([
    ...['pod-privileged', 'pod-host-namespaces', 'pod-host-users', 'pod-hostpath', 'pod-hostpath-writable'],
    ...['pod-volume-types', 'pod-allow-privilege-escalation', 'pod-run-as-non-root', 'pod-caps-restricted'],
  ]),
};

const isControlPlane = startsComponent('kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd');
const isKubeProxy = startsComponent('kube-proxy');

/**
 * Whether a finding only says how a part of Kubernetes has to be: of the control plane's pods as the kubelet mirrors them (which no API
 * request can change), and of the DaemonSet kube-proxy; both in kube-system. All other checks stay asked of them.
 */
export function isNeededByKubernetes(check: string, object: InventoryObject): boolean {
  if (object.declaredNamespace !== 'kube-system') return false;
  if (object.kind === 'Pod') {
    if (!needs['control-plane'].has(check)) return false;
    const mirrored = recordOf(object.object.metadata?.annotations)['kubernetes.io/config.mirror'] !== undefined;
    return mirrored && isControlPlane(object);
  }
  return (
    object.groupKind === 'apps/DaemonSet' &&
    object.name === 'kube-proxy' &&
    needs['kube-proxy'].has(check) &&
    isKubeProxy(object)
  );
}
