import type { Inventory } from '../../inventory/index.ts';
import { type Labels, stringOf } from '../../kubernetes/index.ts';
import { type PodGroup, podsOf } from '../pods.ts';

/** Names of images longer than this are none. */
const longest = 300;

/** An image's repository, without tag and digest: `registry.k8s.io/ingress-nginx/controller`. */
export function repositoryOf(container: Labels): string {
  const whole = (stringOf(container.image) ?? '').slice(0, longest).split('@', 1)[0] ?? '';
  const colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
  return colon < 0 ? whole : whole.slice(0, colon);
}

/** An image's tag; empty where it has none. */
export function tagOf(container: Labels): string {
  const whole = (stringOf(container.image) ?? '').slice(0, longest).split('@', 1)[0] ?? '';
  const colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
  return colon < 0 ? '' : whole.slice(colon + 1);
}

/** Whether pods run an image in a container of their own (not in an init container). */
export function runs({ template }: PodGroup, image: RegExp): boolean {
  return template.containers.some(({ container, type }) => type === 'regular' && image.test(repositoryOf(container)));
}

/** Whether any pods of a namespace run an image. */
export function runsBeside(inventory: Inventory, namespace: string, image: RegExp): boolean {
  return podsOf(inventory)
    .inNamespace(namespace)
    .some((group) => runs(group, image));
}
