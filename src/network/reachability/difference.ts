import { Inventory, type InventoryObject } from '../../inventory/index.ts';
import { type IgnoredPolicy, type NetworkPlugins, networkPluginsOf } from '../cni/index.ts';
import type { AddressClass } from './address-space.ts';
import { declaredPolicies } from './policies-declared.ts';
import { commonPorts, otherPorts, type PortSet, type PortVerdicts, VerdictBook } from './ports.ts';
import { Reachability, type ReachabilityOptions } from './reachability.ts';

/** Connections whose verdicts differ: from each of `from` to each of `to`. */
export interface Change {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly before: PortVerdicts;
  readonly after: PortVerdicts;
}

export interface NetworkDifference {
  /** Endpoints that are in one of both only. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changes: readonly Change[];
  /** Policies of both that nothing enforces: they count for nothing. */
  readonly ignored: readonly IgnoredPolicy[];
  /** Policies of both that are taken as enforced, though it isn't known. */
  readonly assumed: readonly InventoryObject[];
}

type Side = Pick<ReachabilityOptions, 'addresses'> & { readonly inventory: Inventory };

/** What enforces the policies of one version, where it doesn't show that itself (manifests of an application): what does in the other. */
export function networkOf(side: Side, other: Side): NetworkPlugins {
  const own = networkPluginsOf(side.inventory);
  return own.plugins.length > 0 ? own : networkPluginsOf(other.inventory);
}

/** What may be connected in one inventory and not in another, between endpoints that are in both. @throws NetworkTooLargeError */
export function differenceOf(before: Side, after: Side): NetworkDifference {
  const book = new VerdictBook();
  const networks = [networkOf(before, after), networkOf(after, before)] as const;
  const [policiesA, policiesB] = [
    declaredPolicies(before.inventory, networks[0]),
    declaredPolicies(after.inventory, networks[1]),
  ];
  const a = modelOf(before, networks[0], { book, policies: policiesB });
  const b = modelOf(after, networks[1], { book, policies: policiesA });
  const [namesA, namesB] = [classesByName(a), classesByName(b)];
  // Names that are alike on both sides are compared once.
  const joint = new Map<string, { readonly a: number; readonly b: number; readonly names: string[] }>();
  for (const [key, { index, name }] of namesA) {
    const other = namesB.get(key);
    if (other === undefined) continue;
    const known = joint.get(`${index} ${other.index}`);
    if (known === undefined) joint.set(`${index} ${other.index}`, { a: index, b: other.index, names: [name] });
    else known.names.push(name);
  }
  const pairs = [...joint.values()];
  const rows = new Map<
    string,
    { to: string[]; groups: readonly { from: string[]; before: number; after: number }[] }
  >();
  for (const to of pairs) {
    const [idsA, idsB] = [verdictsTo(a, to.a), verdictsTo(b, to.b)];
    const groups = new Map<string, { before: number; after: number; members: number[] }>();
    for (const [member, from] of pairs.entries()) {
      const [idA, idB] = [idsA[from.a] ?? -1, idsB[from.b] ?? -1];
      if (idA === idB) continue;
      const key = `${idA} ${idB}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { before: idA, after: idB, members: [member] });
      else group.members.push(member);
    }
    if (groups.size === 0) continue;
    const key = [...groups].map(([ids, { members }]) => `${ids}:${members.join(',')}`).join(';');
    const row = rows.get(key);
    if (row !== undefined) row.to.push(...to.names);
    else
      rows.set(key, {
        to: [...to.names],
        groups: [...groups.values()].map(({ members, ...ids }) => {
          return { ...ids, from: members.flatMap((member) => pairs[member]?.names ?? []) };
        }),
      });
  }
  const ignored = new Map([...a.ignored, ...b.ignored].map((one) => [one.policy, one]));
  return {
    ignored: [...ignored.values()],
    assumed: [...new Set([...a.assumed, ...b.assumed])],
    added: [...namesB].filter(([key]) => !namesA.has(key)).map(([, { name }]) => name),
    removed: [...namesA].filter(([key]) => !namesB.has(key)).map(([, { name }]) => name),
    changes: [...rows.values()].flatMap(({ to, groups }) =>
      groups.map(({ from, ...ids }) => ({ from, to, before: book.byId(ids.before), after: book.byId(ids.after) })),
    ),
  };
}

function modelOf(
  { inventory, addresses }: Side,
  network: NetworkPlugins,
  comparedWith: NonNullable<ReachabilityOptions['comparedWith']>,
): Reachability {
  return new Reachability(inventory, { network, comparedWith, ...(addresses !== undefined && { addresses }) });
}

/** Ids of verdicts of connections to a class, by source; -1 where there is none (outside to outside). */
function verdictsTo(model: Reachability, to: number): Int32Array {
  const ids = new Int32Array(model.classes.size).fill(-1);
  for (const { from, verdicts } of model.groupsTo(to)) for (const index of from.members()) ids[index] = verdicts.id;
  return ids;
}

function classesByName(model: Reachability): ReadonlyMap<string, { readonly index: number; readonly name: string }> {
  const found = new Map<string, { index: number; name: string }>();
  for (const [index, one] of model.classes.classes.entries())
    if (one.kind === 'outside') found.set(rangesKey(one.addresses), { index, name: one.name });
    else for (const { name } of one.members) found.set(name, { index, name });
  return found;
}

function rangesKey({ family, ranges }: AddressClass): string {
  return `${family} ${ranges.map(([first, end]) => `${first}-${end}`).join(' ')}`;
}

export type ChangeKind = 'opened' | 'closed' | 'uncertain';

/** The ports of a change by what becomes of them. Whatever is not known before or after is uncertain. */
export function changedPorts({
  before,
  after,
}: Pick<Change, 'before' | 'after'>): readonly { readonly kind: ChangeKind; readonly ports: PortSet }[] {
  const denied = (one: PortVerdicts) => commonPorts(otherPorts(one.allowed), otherPorts(one.unknown));
  const opened = commonPorts(denied(before), after.allowed);
  const closed = commonPorts(before.allowed, denied(after));
  const uncertain = [
    commonPorts(before.unknown, otherPorts(after.unknown)),
    commonPorts(after.unknown, otherPorts(before.unknown)),
  ];
  return [
    { kind: 'opened' as const, ports: opened },
    { kind: 'closed' as const, ports: closed },
    ...uncertain.map((ports) => ({ kind: 'uncertain' as const, ports })),
  ].filter(({ ports }) => ports.length > 0);
}

/** The inventory with objects applied to it: those of the same kind, namespace and name are replaced. */
export function withObjects(inventory: Inventory, applied: readonly InventoryObject[]): Inventory {
  const identity = ({ groupKind, namespace, name }: InventoryObject) => `${groupKind}\n${namespace ?? ''}\n${name}`;
  const replaced = new Set(applied.map(identity));
  const objects = [...inventory.objects.filter((object) => !replaced.has(identity(object))), ...applied];
  const sees = inventory.isWhole
    ? (groupKind: string, namespace: string | undefined) => inventory.sees(groupKind, namespace)
    : undefined;
  return new Inventory(objects, inventory.diagnostics, sees);
}
