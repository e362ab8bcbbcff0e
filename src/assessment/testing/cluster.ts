import type { BlindSpot, ClusterState, KindState } from '../../inventory/cluster/index.ts';
import { objectKey } from '../../inventory/cluster/index.ts';
import { InventoryObject, inventoryFromText } from '../../inventory/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';

/** A cluster that tests change by hand. */
export class TestCluster implements ClusterState {
  readonly facts = { id: 'test', name: 'test', source: 'live' } as const;
  readonly objects = new Map<string, InventoryObject>();
  readonly pods = new Map<string, never>();
  readonly representatives = new Map<string, string>();
  kinds: readonly KindState[] = [];
  blindSpots: readonly BlindSpot[] = [];
  #changed = new Set<string>();

  put(...objects: readonly InventoryObject[]): void {
    for (const object of objects) {
      this.objects.set(keyOf(object), object);
      this.#changed.add(keyOf(object));
    }
  }

  delete(key: string): void {
    this.objects.delete(key);
    this.representatives.delete(key);
    this.#changed.add(key);
  }

  /** Keys of what changed since the last call. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }
}

export function keyOf({ groupKind, declaredNamespace, name }: InventoryObject): string {
  return objectKey(groupKind, declaredNamespace, name);
}

/** The objects of manifests as they stand in a cluster: all have a name, and what lives in namespaces is in one. */
export function clusterObjects(yaml: string): InventoryObject[] {
  return inventoryFromText(yaml)
    .objects.filter(({ name }) => name !== '')
    .map((object) => clusterObject(object.object, object.namespace));
}

/** `namespace`: undefined for what lives outside of them. */
export function clusterObject(body: KubernetesObject, namespace: string | undefined): InventoryObject {
  const { apiVersion, kind } = body;
  const name = body.metadata?.name ?? '';
  const metadata = { ...body.metadata, ...(namespace !== undefined && { namespace }) };
  const file = [kind, namespace, name].filter((part) => part !== undefined).join('/');
  return new InventoryObject(
    { apiVersion, kind, name, namespace, isClusterScoped: namespace === undefined },
    { file, locate: () => undefined, text: () => undefined },
    { ...body, metadata },
  );
}
