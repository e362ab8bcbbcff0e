import type { InventoryObject } from '../../inventory/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import { lastName } from './running.ts';

const programs = new Set([
  'amazon-k8s-cni',
  'aws-network-policy-agent',
  'azure-cns',
  'azure-npm',
  'cilium',
  'flannel',
  'kindnetd',
  'kube-network-policies',
  'kube-router',
  'ovnkube',
  'terway',
  'weave-kube',
  'weave-npc',
]);
const daemons = new Set(['anetd', 'azure-cns', 'netd', 'ovn-ipsec-host', 'ovnkube-node']);
const settings = new Set(['amazon-vpc-cni', 'antrea-config', 'cilium-config', 'eni-config', 'kube-flannel-cfg']);

/** Whether what `networkPluginsOf` says may depend on an object. */
export function concernsNetwork(object: InventoryObject): boolean {
  switch (object.groupKind) {
    case '/ConfigMap':
      return settings.has(object.name);
    case '/Node':
      return String(recordOf(recordOf(object.object.status).nodeInfo).kubeletVersion).includes('+k3s');
    case 'apps/DaemonSet':
    case '/Pod':
      return (
        daemons.has(object.name) ||
        object.podTemplates.some(({ containers }) =>
          containers.some(({ container, name }) => name === 'aws-eks-nodeagent' || isProgram(container.image)),
        )
      );
    default:
      return object.kind === 'FelixConfiguration';
  }
}

function isProgram(image: unknown): boolean {
  const whole = (stringOf(image) ?? '').split('@', 1)[0] ?? '';
  const colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
  const repository = colon < 0 ? whole : whole.slice(0, colon);
  const name = lastName(repository);
  return programs.has(name) || /^(?:antrea|calico-node|ovn-kube)/.test(name) || /(?:^|\/)calico\/node/.test(repository);
}
