import { type Inventory, type InventoryObject, inventoryFromText } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type Block, contains, parseBlock } from '../addresses.ts';

const configurationKind = 'kubeproxy.config.k8s.io/KubeProxyConfiguration';
/** ConfigMaps of kubeadm and Amazon EKS, with the key of the configuration. */
const maps = [
  ['kube-proxy', 'config.conf'],
  ['kube-proxy-config', 'config'],
] as const;
const loopback = ['127.0.0.0/8', '::1/128'].flatMap((text) => parseBlock(text) ?? []);

/**
 * Addresses of nodes at which kube-proxy answers on node ports; undefined where it does at all of them, or it isn't known. The words
 * `primary` and `all` are no limit that an address in a node's status would show. Sources: kube-proxy reference, --nodeport-addresses (a
 * flag counts for nothing beside --config); KubeProxyConfiguration, nodePortAddresses (words since Kubernetes 1.37).
 */
export function nodePortBlocks(inventory: Inventory): readonly Block[] | undefined {
  const said = wordsIn(inventory);
  if (said.length === 0 || said.includes('primary') || said.includes('all')) return undefined;
  const blocks = said.map((word) => (word === 'localhost' ? loopback : parseBlock(word)));
  // What can't be read keeps kube-proxy from starting: then something else is true.
  return blocks.includes(undefined) ? undefined : blocks.flatMap((block) => block ?? []);
}

/** Whether nobody but the node itself reaches such an address. */
export function isLoopback({ address, prefix }: Block): boolean {
  return loopback.some((one) => one.prefix <= prefix && contains(one, address));
}

function wordsIn(inventory: Inventory): readonly string[] {
  const proxies = inventory.ofKind('apps/DaemonSet', '/Pod').filter(runsProxy);
  // Something else may serve Services, and settings of a kube-proxy that is gone still lie about.
  if (proxies.length === 0 && inventory.isWhole) return [];
  const configurations = [
    ...inventory.ofKind(configurationKind),
    ...maps.flatMap(([name, key]) => {
      const text = recordOf(inventory.find('/ConfigMap', 'kube-system', name)?.object.data)[key];
      return typeof text === 'string' ? inventoryFromText(text).ofKind(configurationKind) : [];
    }),
  ];
  if (configurations.length > 0)
    return configurations
      .flatMap(({ object }) => listOf(object.nodePortAddresses))
      .flatMap((one) => stringOf(one) ?? []);
  return proxies.flatMap(flagOf);
}

function runsProxy({ podTemplates }: InventoryObject): boolean {
  return podTemplates.some(({ containers }) =>
    containers.some(({ container }) => commandOf(container).some(isProgram)),
  );
}

function isProgram(word: string): boolean {
  return /(?:^|\/)kube-proxy$/.test(word);
}

function commandOf(container: Readonly<Record<string, unknown>>): readonly string[] {
  return [...listOf(container.command), ...listOf(container.args)].flatMap((word) => stringOf(word) ?? []);
}

function flagOf({ podTemplates }: InventoryObject): readonly string[] {
  const words = podTemplates.flatMap(({ containers }) => containers.flatMap(({ container }) => commandOf(container)));
  return words.flatMap((word) => /^--nodeport-addresses=(.{1,1000})$/.exec(word)?.[1]?.split(',') ?? []);
}
