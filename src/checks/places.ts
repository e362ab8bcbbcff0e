import type { Inventory, InventoryObject } from '../inventory/index.ts';
import type { ContainerReference, FieldPath, PodTemplate } from '../kubernetes/index.ts';
import type { CelCheck } from './check.ts';

/**
 * Where an expression looks: the bindings of its variables, and the value and path that `each` and `field` start from. `params` and
 * `item` of the bindings are those of the question being asked: a large tree has a million questions, too many to make bindings for each.
 */
export interface Place {
  readonly object: InventoryObject;
  readonly root: unknown;
  readonly path: FieldPath;
  readonly bindings: Record<string, unknown>;
  readonly container?: ContainerReference;
}

/** The places of an inventory, made once for all checks. */
export class Places {
  readonly #inventory: Inventory;
  #pods: readonly Place[] | undefined;
  #podMetadata: readonly Place[] | undefined;
  #containers: readonly Place[] | undefined;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  of({ kinds, workloads, containerTypes }: CelCheck, scope: CelCheck['scope'] | 'podMetadata'): readonly Place[] {
    if (scope === 'object') return this.#inventory.ofKind(...(kinds ?? [])).map(objectPlace);
    const all = this.#all(scope);
    if (workloads === undefined && containerTypes === undefined) return all;
    return all.filter(
      ({ object, container }) =>
        (workloads === undefined || workloads.includes(object.groupKind)) &&
        (container === undefined || containerTypes === undefined || containerTypes.includes(container.type)),
    );
  }

  #all(scope: 'pod' | 'podMetadata' | 'container'): readonly Place[] {
    switch (scope) {
      case 'pod':
        this.#pods ??= this.#inTemplates((object, template) => [podPlace(object, template)]);
        return this.#pods;
      case 'podMetadata':
        this.#podMetadata ??= this.#inTemplates((object, template) => [
          { ...podPlace(object, template), root: template.metadata, path: template.metadataPath },
        ]);
        return this.#podMetadata;
      case 'container':
        this.#containers ??= this.#inTemplates((object, template) =>
          template.containers.map((container) => containerPlace(object, template, container)),
        );
        return this.#containers;
    }
  }

  #inTemplates(place: (object: InventoryObject, template: PodTemplate) => readonly Place[]): readonly Place[] {
    return this.#inventory.workloads.flatMap((object) =>
      object.podTemplates.flatMap((template) => place(object, template)),
    );
  }
}

function objectPlace(object: InventoryObject): Place {
  const bindings = { object: object.object, params: undefined, item: undefined };
  return { object, root: object.object, path: [], bindings };
}

function podPlace(object: InventoryObject, { spec, metadata, path }: PodTemplate): Place {
  const bindings = { object: object.object, podSpec: spec, podMetadata: metadata, params: undefined, item: undefined };
  return { object, root: spec, path, bindings };
}

function containerPlace(object: InventoryObject, template: PodTemplate, container: ContainerReference): Place {
  const bindings = {
    ...podPlace(object, template).bindings,
    container: container.container,
    containerType: container.type,
  };
  return { object, root: container.container, path: container.path, bindings, container };
}
