import { atLeast } from '../checks/index.ts';
import type { AssessedFinding } from '../findings/index.ts';
import { Inventory, type InventoryObject, inventoryFromText } from '../inventory/index.ts';
import { type FileFix, type FixOptions, type FixPlan, type NotFixed, planFixes } from './plan.ts';
import { type RefusalCode, refusal } from './refusal.ts';

/** Asks the same checks of another inventory. */
export type Assess = (inventory: Inventory) => readonly AssessedFinding[];

/** Plans that are tried in one run at most: what is then still under suspicion is not made. */
const maximumTrials = 60;

/** What one fix brings to light, or keeps from another, the next round fixes. */
const maximumRounds = 4;

/** Checks whose findings the API server refuses: no fix is worth one of them. */
const refusedByServer: ReadonlySet<string> = new Set(['meta-schema-valid', 'res-ratio']);

/**
 * A plan whose every fix was tried: the changed texts are read and the checks asked again, before anything is written. A fix is not in
 * the plan where its finding is still there afterwards, or where a worse finding has come up, or one that the API server would refuse.
 * Lesser findings that come up (two replicas now, and nothing that spreads them) are fixed in the next round, or are among what is not fixed.
 */
export function planVerifiedFixes(
  inventory: Inventory,
  findings: readonly AssessedFinding[],
  options: FixOptions,
  assess: Assess,
): FixPlan {
  const files = new Map<string, FileFix>();
  const failed = new Map<string, RefusalCode>();
  const memory: Memory = { trials: maximumTrials, fixed: new Set() };
  let current = { inventory, findings };
  for (let round = 0; round < maximumRounds; round++) {
    const open = current.findings.filter((entry) => !failed.has(placeOf(entry)));
    const { plan: made, failed: now } = planRound(current, open, options, assess, memory);
    for (const [place, code] of now) failed.set(place, code);
    for (const entry of fixedBy(made)) memory.fixed.add(placeOf(entry));
    for (const file of made.files) {
      const earlier = files.get(file.file);
      const both = {
        before: earlier?.before ?? file.before,
        findings: [...(earlier?.findings ?? []), ...file.findings],
      };
      files.set(file.file, { ...file, ...both });
    }
    const next = made.files.length === 0 ? undefined : inventoryWith(current.inventory, made.files);
    if (next === undefined) break;
    current = { inventory: next, findings: assess(next) };
  }
  const remaining = current.findings.filter(({ finding }) => finding.exception === null);
  const rest = planFixes(remaining, options);
  const reasons = new Map(rest.notFixed.map(({ entry, refusal: reason }) => [entry, reason]));
  const notFixed = remaining.map((entry): NotFixed => {
    const code = failed.get(placeOf(entry));
    const reason = code === undefined ? reasons.get(entry) : refusal(code);
    return { entry, refusal: reason ?? refusal('conflict', { path: entry.finding.path }) };
  });
  return { files: [...files.values()], notFixed, additions: rest.additions };
}

/** What the rounds of a run share. */
interface Memory {
  /** How many plans may still be tried to find which fix is to blame. */
  trials: number;
  /** Places that earlier rounds fixed: a later fix must not undo them, or two that contradict each other would go in circles. */
  readonly fixed: Set<string>;
}

interface State {
  readonly inventory: Inventory;
  readonly findings: readonly AssessedFinding[];
}

function planRound(
  state: State,
  open: readonly AssessedFinding[],
  options: FixOptions,
  assess: Assess,
  memory: Memory,
): { plan: FixPlan; failed: Map<string, RefusalCode> } {
  const failed = new Map<string, RefusalCode>();
  const suspects = new Set<AssessedFinding>();
  let left = open;
  let plan = planFixes(left, options);
  let trial = tryPlan(state, plan, assess, state.findings, fixedBy(plan), memory);
  while (trial.stillThere.size + trial.suspects.size > 0) {
    const { stillThere } = trial;
    for (const entry of stillThere) failed.set(placeOf(entry), 'still-there');
    for (const entry of trial.suspects) suspects.add(entry);
    left = left.filter((entry) => !stillThere.has(entry) && !suspects.has(entry));
    plan = planFixes(left, options);
    trial = tryPlan(state, plan, assess, state.findings, fixedBy(plan), memory);
  }
  // Not every suspect is to blame: halves of them are tried on top of what is good so far, and halves of the halves.
  const heaps = [[...suspects]];
  for (let heap = heaps.pop(); heap !== undefined; heap = heaps.pop()) {
    if (heap.length === 0) continue;
    const more = planFixes([...left, ...heap], options);
    const next = memory.trials-- > 0 ? tryPlan(state, more, assess, trial.findings, heap, memory) : undefined;
    const middle = Math.ceil(heap.length / 2);
    if (next !== undefined && next.stillThere.size + next.suspects.size === 0) {
      left = [...left, ...heap];
      plan = more;
      trial = next;
    } else if (next !== undefined && heap.length > 1) heaps.push(heap.slice(middle), heap.slice(0, middle));
    else
      for (const entry of heap) failed.set(placeOf(entry), next?.stillThere.has(entry) ? 'still-there' : 'side-effect');
  }
  return { plan, failed };
}

interface Trial {
  /** Fixes whose finding did not go. */
  readonly stillThere: ReadonlySet<AssessedFinding>;
  /** Fixes after which there is a finding that makes them not worth it: those of its object, or all where its object has none. */
  readonly suspects: ReadonlySet<AssessedFinding>;
  /** What there is to find afterwards. */
  readonly findings: readonly AssessedFinding[];
}

/** Carries out a plan in memory and compares what is found with what was found `before` the fixes in question. */
function tryPlan(
  state: State,
  plan: FixPlan,
  assess: Assess,
  before: readonly AssessedFinding[],
  fixed: readonly AssessedFinding[],
  memory: Memory,
): Trial {
  const stillThere = new Set<AssessedFinding>();
  const suspects = new Set<AssessedFinding>();
  if (plan.files.length === 0) return { stillThere, suspects, findings: before };
  const changed = inventoryWith(state.inventory, plan.files);
  // A text that does not read as before has lost something.
  if (changed === undefined) return { stillThere, suspects: new Set(fixed), findings: before };
  const findings = assess(changed);
  // Counted by place, not by fingerprint: that of a list item without a name follows its content.
  const allowed = countByPlace(before);
  for (const entry of fixed) allowed.set(placeOf(entry), (allowed.get(placeOf(entry)) ?? 0) - 1);
  const count = countByPlace(findings);
  const fixedAt = Map.groupBy(fixed, placeOf);
  const fixedOf = Map.groupBy(fixed, objectOf);
  for (const entry of findings) {
    const place = placeOf(entry);
    if ((count.get(place) ?? 0) <= (allowed.get(place) ?? 0)) continue;
    const own = fixedAt.get(place);
    if (own !== undefined) for (const candidate of own) stillThere.add(candidate);
    else
      for (const candidate of fixedOf.get(objectOf(entry)) ?? fixed)
        if (memory.fixed.has(place) || outweighs(entry, candidate)) suspects.add(candidate);
  }
  return { stillThere, suspects: suspects.difference(stillThere), findings };
}

function fixedBy(plan: FixPlan): readonly AssessedFinding[] {
  return plan.files.flatMap((file) => file.findings);
}

/** Whether a finding that came up is a reason not to fix another one. */
function outweighs({ finding: { check, severity } }: AssessedFinding, { finding: fixed }: AssessedFinding): boolean {
  return refusedByServer.has(check) || (severity !== fixed.severity && atLeast(severity, fixed.severity));
}

function countByPlace(findings: readonly AssessedFinding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of findings) counts.set(placeOf(entry), (counts.get(placeOf(entry)) ?? 0) + 1);
  return counts;
}

/** Without the apiVersion: that is what some fixes change. */
function objectOf({ finding: { resource, location } }: AssessedFinding): string {
  return JSON.stringify([location.file, resource.kind, resource.namespace, resource.name]);
}

/** Object, container, check and severity: a check may have a lesser thing to say once the worse one is gone. */
function placeOf(entry: AssessedFinding): string {
  const { check, severity, resource } = entry.finding;
  return `${objectOf(entry)}${JSON.stringify([check, severity, resource.container])}`;
}

/** The inventory with the texts after a plan; undefined where one can't be read, or holds another number of objects. */
function inventoryWith(inventory: Inventory, files: readonly FileFix[]): Inventory | undefined {
  const counts = new Map<string, number>();
  for (const { source } of inventory.objects)
    if (source.rendering === undefined) counts.set(source.file, (counts.get(source.file) ?? 0) + 1);
  const read = new Map<string, readonly InventoryObject[]>();
  for (const { file, after } of files) {
    const { objects } = inventoryFromText(after, file);
    if (objects.length !== counts.get(file)) return undefined;
    read.set(file, objects);
  }
  const placed = new Set<string>();
  const objects = inventory.objects.flatMap((object) => {
    const { file, rendering } = object.source;
    const others = rendering === undefined ? read.get(file) : undefined;
    if (others === undefined) return [object];
    if (placed.has(file)) return [];
    placed.add(file);
    return others;
  });
  return new Inventory(objects, inventory.diagnostics);
}
