import type { KubernetesObject } from '../../kubernetes/index.ts';
import { InventoryObject, type Source } from '../inventory.ts';

/** An object that stands in a cluster: no file, no lines. */
class ClusterPlace implements Source {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  locate(): undefined {
    return undefined;
  }

  text(): undefined {
    return undefined;
  }
}

interface Header {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** An object of a cluster; `body` is asked when it is first looked at, where it is a function. */
export function clusterObject(header: Header, body: KubernetesObject | (() => KubernetesObject)): InventoryObject {
  const { kind, namespace, name } = header;
  const file = namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
  const outline = typeof body === 'function' ? body : undefined;
  return new InventoryObject(
    { ...header, isClusterScoped: namespace === undefined },
    new ClusterPlace(file),
    body,
    outline,
  );
}
