import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { parseRelease, type Release } from './release.ts';

/** A container that runs on nodes. */
export interface Running {
  readonly object: InventoryObject;
  readonly container: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly path: FieldPath;
  /** As written. */
  readonly image: string;
  /** Its repository without registry: `calico/node`. */
  readonly repository: string;
  readonly tag: string;
}

/** What network programs are recognised by: containers, their settings, nodes. */
export class NetworkFacts {
  readonly inventory: Inventory;
  readonly running: readonly Running[];

  constructor(inventory: Inventory) {
    this.inventory = inventory;
    this.running = [...runningIn(inventory)];
  }

  /** The first container whose image's last name is one of `names`. */
  runs(...names: readonly string[]): Running | undefined {
    return this.running.find(({ repository }) => names.includes(lastName(repository)));
  }

  /** Whether a DaemonSet of that name exists: clouds replace images by digests and mirrors, names stay. */
  daemon(name: string): Running | undefined {
    return this.running.find(({ object }) => object.name === name && object.kind === 'DaemonSet');
  }

  /**
   * Settings of a ConfigMap by its name, in the namespace of what reads it. `unseen`: it isn't in the input, though the cluster may have
   * it. An empty mapping where it is known to have none.
   */
  settings(name: string, of: Running): Readonly<Record<string, unknown>> | 'unseen' {
    const map = this.inventory
      .ofKind('/ConfigMap')
      .find((object) => object.name === name && object.namespace === of.object.namespace);
    if (map !== undefined) return recordOf(map.object.data);
    return this.inventory.isWhole && this.inventory.sees('/ConfigMap', of.object.namespace) ? {} : 'unseen';
  }
}

/** `registry.example.com:5000/calico/node:v3.30.1@sha256:…` → `calico/node`, `v3.30.1`. */
function* runningIn(inventory: Inventory): Generator<Running> {
  // An agent runs on every node: as a DaemonSet, or as a pod of the node's own.
  for (const object of inventory.ofKind('apps/DaemonSet', '/Pod'))
    for (const { containers } of object.podTemplates)
      for (const { container, name, path, type } of containers) {
        const image = stringOf(container.image);
        if (image === undefined || type === 'ephemeral') continue;
        const whole = image.split('@', 1)[0] ?? '';
        const colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
        const repository = colon < 0 ? whole : whole.slice(0, colon);
        yield { object, container, name, path, image, repository, tag: colon < 0 ? '' : whole.slice(colon + 1) };
      }
}

/** Rancher's own builds and mirrors, by the name that they have elsewhere. */
const aliases = new Map([
  ['hardened-calico', 'calico-node'],
  ['hardened-flannel', 'flannel'],
  ['mirrored-calico-node', 'calico-node'],
  ['mirrored-cilium-cilium', 'cilium'],
  ['mirrored-flannel-flannel', 'flannel'],
  ['mirrored-flannel-io-flannel', 'flannel'],
  ['mirrored-flannelcni-flannel', 'flannel'],
]);

export function lastName(repository: string): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return aliases.get(name) ?? name;
}

/** What every plugin says of the container that runs it. */
export function placeOf({ object, name, path, image, tag }: Running): {
  readonly object: InventoryObject;
  readonly container: string;
  readonly path: FieldPath;
  readonly image: string;
  readonly release?: Release;
} {
  const release = parseRelease(tag);
  return { object, container: name, path, image, ...(release !== undefined && { release }) };
}

/** The value of `--name=value` or `--name value` among a container's command and arguments; `true` where it stands alone. */
export function flagOf({ container }: Running, name: string): string | undefined {
  const words = [...listOf(container.command), ...listOf(container.args)].filter((word) => typeof word === 'string');
  for (const [index, word] of words.entries()) {
    if (word === `--${name}`) {
      const next = words[index + 1];
      return next === undefined || next.startsWith('-') ? 'true' : next;
    }
    if (word.startsWith(`--${name}=`)) return word.slice(name.length + 3);
  }
  return undefined;
}

/** Whether an environment variable is set, by value or from elsewhere. */
export function hasVariable({ container }: Running, name: string): boolean {
  return listOf(container.env).some((entry) => recordOf(entry).name === name);
}
