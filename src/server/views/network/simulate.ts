import type { Language } from '../../../checks/index.ts';
import { type InventoryObject, inventoryFromText, saidText } from '../../../inventory/index.ts';
import {
  type Change,
  type ChangeKind,
  changedPorts,
  differenceOf,
  evaluatedKinds,
  isEveryPort,
  withObjects,
} from '../../../network/reachability/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkSimulation } from '../../contract/index.ts';
import { type Fault, HttpProblem } from '../../problem.ts';
import { isVisible } from '../resource.ts';
import { portsOf } from './edges.ts';
import { type NetworkModel, withinBounds } from './model.ts';
import { policyRef } from './policies.ts';
import { brokenBy, type Recorded } from './seen.ts';
import { simulateTexts } from './simulate-texts.ts';

type Row = NetworkSimulation['changes'][number];

/** Most policies that are tried at once: each is work for each class of pods. */
const mostPolicies = 200;
const mostFaults = 20;
const mostNames = 50;
const mostRows = 500;
const order: readonly ChangeKind[] = ['closed', 'opened', 'uncertain'];

/** What policies would close and open if they were applied now. Nothing is written. @throws HttpProblem */
export function simulationOf(
  model: NetworkModel,
  yaml: string,
  visible: Visible,
  flows: Recorded,
  language: Language,
): NetworkSimulation {
  const policies = policiesIn(yaml, visible, language);
  const { inventory, addresses } = model;
  const after = withObjects(inventory, policies);
  const { changes, ignored } = withinBounds(() =>
    differenceOf({ inventory, addresses }, { inventory: after, addresses }),
  );
  const unenforced = new Set(ignored.map(({ policy }) => policy));
  const pairs: Record<ChangeKind, number> = { closed: 0, opened: 0, uncertain: 0 };
  const rows = changes.flatMap((change) => rowsOf(change, pairs, visible));
  rows.sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  return {
    policies: policies.map((one) => ({
      ...policyRef(one),
      replaces: inventory.find(one.groupKind, one.namespace, one.name) !== undefined,
      ignored: unenforced.has(one),
    })),
    pairs,
    changes: rows.slice(0, mostRows),
    total: rows.length,
    broken: brokenBy(model, after, flows, visible),
  };
}

function rowsOf(change: Change, pairs: Record<ChangeKind, number>, visible: Visible): Row[] {
  return changedPorts(change).map(({ kind, ports }) => {
    pairs[kind] += change.from.length * change.to.length;
    const everyPort = isEveryPort(ports);
    return {
      change: kind,
      from: endsOf(change.from, visible),
      to: endsOf(change.to, visible),
      ports: everyPort ? [] : portsOf(ports),
      everyPort,
    };
  });
}

/** In place of names of others. */
const hidden = '•••';

function endsOf(names: readonly string[], visible: Visible): Row['from'] {
  const shown = names.map((name) => (isShown(name, visible) ? name : hidden));
  return { names: [...new Set(shown)].sort().slice(0, mostNames), total: names.length };
}

/** Endpoints are called `Kind/namespace/name`; to who sees some namespaces only, nothing else has a name but the internet. */
function isShown(name: string, visible: Visible): boolean {
  if (visible === undefined || name === 'internet' || name === 'nodes') return true;
  const parts = name.split('/');
  return parts.length === 3 && isVisible(visible, parts[1]);
}

/** @throws HttpProblem where something can't be read, or is no policy, or none of the user's */
function policiesIn(yaml: string, visible: Visible, language: Language): readonly InventoryObject[] {
  const text = simulateTexts[language];
  const read = inventoryFromText(yaml);
  const faults: Fault[] = read.diagnostics.slice(0, mostFaults).map(({ line, said }) => {
    const words = saidText(said, language);
    return { path: 'body.yaml', message: line === undefined ? words : text.line(line, words) };
  });
  const fault = (object: InventoryObject, message: string) => {
    const line = object.source.locate([])?.line ?? 1;
    faults.push({ path: 'body.yaml', message: text.line(line, message) });
  };
  for (const object of read.objects.slice(0, mostPolicies)) {
    const name = `${object.kind} ${object.name}`.slice(0, 300);
    if (!evaluatedKinds.has(object.groupKind)) fault(object, text.noPolicy(name));
    else if (!isVisible(visible, object.namespace)) fault(object, text.notYours(name));
  }
  if (read.objects.length > mostPolicies) faults.push({ path: 'body.yaml', message: text.tooMany(mostPolicies) });
  if (read.objects.length === 0 && faults.length === 0) faults.push({ path: 'body.yaml', message: text.empty });
  if (faults.length > 0) throw new HttpProblem('invalid', { errors: faults.slice(0, mostFaults) });
  return read.objects;
}
