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
  const budget = { trials: maximumTrials };
  let current = { inventory, findings };
  for (let round = 0; round < maximumRounds; round++) {
    const open = current.findings.filter((entry) => !failed.has(placeOf(entry)));
    const { plan: made, failed: now } = planRound(current, open, options, assess, budget);
    for (const [place, code] of now) failed.set(place, code);
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

interface State {
  readonly inventory: Inventory;
  readonly findings: readonly AssessedFinding[];
}

function planRound(
  state: State,
  open: readonly AssessedFinding[],
  options: FixOptions,
  assess: Assess,
  budget: { trials: number },
): { plan: FixPlan; failed: Map<string, RefusalCode> } {
  const failed = new Map<string, RefusalCode>();
  const suspects = new Set<AssessedFinding>();
  let left = open;
  let plan = planFixes(left, options);
  for (;;) {
    const trial = tryPlan(state, plan, assess);
    if (trial.stillThere.size + trial.suspects.size === 0) break;
    for (const entry of trial.stillThere) failed.set(placeOf(entry), 'still-there');
    for (const entry of trial.suspects) suspects.add(entry);
    left = left.filter((entry) => !trial.stillThere.has(entry) && !trial.suspects.has(entry));
    plan = planFixes(left, options);
  }
  // Not every fix of an object is to blame for what one of them does.
  for (const suspect of suspects) {
    const more = planFixes([...left, suspect], options);
    const trial = budget.trials-- > 0 ? tryPlan(state, more, assess) : undefined;
    if (trial !== undefined && trial.stillThere.size + trial.suspects.size === 0) {
      left = [...left, suspect];
      plan = more;
    } else failed.set(placeOf(suspect), trial?.stillThere.has(suspect) ? 'still-there' : 'side-effect');
  }
  return { plan, failed };
}

interface Trial {
  /** Fixes whose finding did not go. */
  readonly stillThere: ReadonlySet<AssessedFinding>;
  /** Fixes after which there is a finding that makes them not worth it: those of its object, or all where its object has none. */
  readonly suspects: ReadonlySet<AssessedFinding>;
}

function tryPlan(state: State, plan: FixPlan, assess: Assess): Trial {
  const fixed = plan.files.flatMap((file) => file.findings);
  const stillThere = new Set<AssessedFinding>();
  const suspects = new Set<AssessedFinding>();
  if (fixed.length === 0) return { stillThere, suspects };
  const changed = inventoryWith(state.inventory, plan.files);
  // A text that does not read as before has lost something.
  if (changed === undefined) return { stillThere, suspects: new Set(fixed) };
  // Counted by place, not by fingerprint: that of a list item without a name follows its content.
  const allowed = countByPlace(state.findings);
  for (const entry of fixed) allowed.set(placeOf(entry), (allowed.get(placeOf(entry)) ?? 0) - 1);
  const now = assess(changed);
  const count = countByPlace(now);
  const fixedAt = Map.groupBy(fixed, placeOf);
  const fixedOf = Map.groupBy(fixed, objectOf);
  for (const entry of now) {
    const place = placeOf(entry);
    if ((count.get(place) ?? 0) <= (allowed.get(place) ?? 0)) continue;
    const own = fixedAt.get(place);
    if (own !== undefined) for (const candidate of own) stillThere.add(candidate);
    else
      for (const candidate of fixedOf.get(objectOf(entry)) ?? fixed)
        if (outweighs(entry, candidate)) suspects.add(candidate);
  }
  return { stillThere, suspects: suspects.difference(stillThere) };
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

function objectOf({ finding: { resource, location } }: AssessedFinding): string {
  const { apiVersion, kind, namespace, name } = resource;
  return JSON.stringify([location.file, apiVersion, kind, namespace, name]);
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
