import { describe, expect, it } from 'vitest';
import { roleKinds } from '../access/index.ts';
import { Inventory, type InventoryObject, inventoryFromText } from '../inventory/index.ts';
import { parseVersion } from '../kubernetes/index.ts';
import { gatewayKind, policyKinds, routeKinds } from '../network/index.ts';
import { catalogue } from './catalogue.ts';
import type { InventoryCheck } from './check.ts';
import { kubeadmKinds } from './components/kubeadm.ts';
import type { Example } from './examples/example.ts';
import { examples } from './examples/index.ts';
import { type RunOptions, runChecks } from './run.ts';
import { isAmong } from './subjects.ts';

const version = parseVersion('1.37') ?? { major: 1, minor: 37 };
const checks = catalogue.filter((check) => check.type === 'inventory');

/** The examples of every check as inventories of their own, and all of them together. */
const own = Object.values(examples).flatMap(({ pass, fail }) => [...pass, ...fail].map(inventoryOf));
const together = new Inventory(
  own.flatMap(({ objects }) => objects),
  [],
);

function inventoryOf(example: Example): Inventory {
  return inventoryFromText(example.yaml);
}

/** What a check finds, as text: objects by their number, because several have one name. */
function found(check: InventoryCheck, inventory: Inventory, numbers: ReadonlyMap<InventoryObject, number>): string[] {
  const options: RunOptions = {
    checks: [check],
    inventory,
    parameters: { [check.id]: parametersOf(check) },
    kubernetesVersion: version,
    pssVersion: version,
  };
  const { violations, diagnostics } = runChecks(options);
  expect(diagnostics).toEqual([]);
  return violations.map(({ object, check: { id }, standards: _, ...rest }) =>
    JSON.stringify([numbers.get(object), id, rest]),
  );
}

/** Those of the first example that sets any: a check that is not configured asks nothing. */
function parametersOf({ id }: InventoryCheck): Record<string, never> {
  const all = [...(examples[id]?.fail ?? []), ...(examples[id]?.pass ?? [])];
  return (all.find(({ parameters }) => parameters !== undefined)?.parameters ?? {}) as Record<string, never>;
}

function numbered(inventory: Inventory): ReadonlyMap<InventoryObject, number> {
  return new Map(inventory.objects.map((object, index) => [object, index]));
}

const inventories = [...own, together].map((inventory) => ({ inventory, numbers: numbered(inventory) }));

/** What a network program is told, of which only some names are read. */
const networkSettings = [
  '/ConfigMap',
  '/Node',
  'crd.projectcalico.org/FelixConfiguration',
  'projectcalico.org/FelixConfiguration',
];

describe.each(checks.map((check) => [check.id, check] as const))('%s', (_, check) => {
  it('finds something only at what it is asked of', () => {
    const { violations } = runChecks({
      checks: [check],
      inventory: together,
      parameters: { [check.id]: parametersOf(check) },
      kubernetesVersion: version,
      pssVersion: version,
    });
    expect(violations.filter(({ object }) => !isAmong(check.of, object)).map(({ object }) => object.groupKind)).toEqual(
      [],
    );
  });

  it('finds the same without what it does not declare to read', () => {
    for (const { inventory, numbers } of inventories) {
      const read = inventory.objects.filter(
        (object) => isAmong(check.of, object) || isAmong(check.reads ?? [], object),
      );
      if (read.length === inventory.objects.length) continue;
      expect(found(check, new Inventory(read, []), numbers)).toEqual(found(check, inventory, numbers));
    }
  });
});

/** An inventory that notes the kinds that it is asked for; `workloads` and `*` as in the declarations. */
function watched(inventory: Inventory): { readonly inventory: Inventory; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  const note = <T>(kinds: readonly string[], value: T): T => {
    for (const kind of kinds) asked.add(kind);
    return value;
  };
  const proxy = new Proxy(inventory, {
    get: (target, property) => {
      switch (property) {
        case 'objects':
        case 'groupKinds':
          return note(['*'], target[property]);
        case 'workloads':
          return note(['workloads'], target.workloads);
        case 'ofKind':
          return (...kinds: string[]) => note(kinds, target.ofKind(...kinds));
        case 'find':
          return (kind: string, namespace: string | undefined, name: string) =>
            note([kind], target.find(kind, namespace, name));
        default:
          return Reflect.get(target, property, target);
      }
    },
  });
  return { inventory: proxy, asked };
}

/**
 * Kinds that a check comes across without an answer of its depending on them: indexes that it shares with others read more than it asks
 * them for, and where it declares by a function what it reads, it looks for that among more.
 */
const passedBy: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['rbac-cluster-admin', 'rbac-anonymous', 'rbac-system-masters', 'sa-automount', 'sa-default-bound'].map((id) => [
      id,
      roleKinds,
    ]),
  ),
  ...Object.fromEntries(
    checks
      .filter(({ of }) => of.some((subject) => typeof subject === 'function'))
      .map(({ id }) => [id, ['workloads', ...kubeadmKinds]]),
  ),
  'cni-supports-netpol': ['apps/DaemonSet', '/Pod', ...networkSettings],
  'net-policy-ignored': ['apps/DaemonSet', '/Pod', ...networkSettings],
  'tool-gatekeeper': ['*'],
  'ns-kube-system': kubeadmKinds,
  'ns-default': ['*'],
  'adm-policy-audit-only': ['*'],
  'net-policy-dangling': ['*'],
  'ref-dangling-network': ['*'],
  'net-policy-open-ingress': [...routeKinds, gatewayKind, ...policyKinds, '/Namespace'],
  'gw-exposure': routeKinds,
};

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  it('asks for no kind that it does not declare', () => {
    const { inventory, asked } = watched(together);
    runChecks({
      checks: [check],
      inventory,
      parameters: { [id]: parametersOf(check) },
      kubernetesVersion: version,
      pssVersion: version,
    });
    const declared = [...check.of, ...(check.reads ?? [])];
    const isKnown = (kind: string) =>
      [...declared, ...(passedBy[id] ?? [])].some(
        (one) => one === '*' || one === kind || one === `${kind.split('/')[0]}/*`,
      );
    expect([...asked].filter((kind) => !isKnown(kind))).toEqual([]);
  });
});

/** Looks for two objects of one identity, of which a cluster has none. */
const exempt = 'meta-duplicate-object';

describe.each(
  checks.filter(({ scope, id }) => scope === 'object' && id !== exempt).map((check) => [check.id, check] as const),
)('%s, asked of one object at a time,', (_, check) => {
  it('finds what it finds among all', () => {
    for (const { inventory, numbers } of inventories) {
      const beside = inventory.objects.filter((object) => isAmong(check.reads ?? [], object));
      const one = inventory.objects
        .filter((object) => isAmong(check.of, object))
        .flatMap((object) => {
          const others = beside.filter((other) => other !== object);
          return found(check, new Inventory([object, ...others], []), numbers).filter(
            (text) => JSON.parse(text)[0] === numbers.get(object),
          );
        });
      expect(one.sort()).toEqual(found(check, inventory, numbers).sort());
    }
  });
});
