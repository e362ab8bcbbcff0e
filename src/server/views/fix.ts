import type { Check, CheckTexts, Language } from '../../checks/index.ts';
import { catalogue, isAmong } from '../../checks/index.ts';
import { type AssessedFinding, type AssessOptions, assess, type Finding, managedBy } from '../../findings/index.ts';
import { additionsText, type FixPlan, planVerifiedFixes, refusalText, unifiedDiff } from '../../fixes/index.ts';
import { Inventory, type InventoryObject, inventoryFromText } from '../../inventory/index.ts';
import { isRecord, parsePath } from '../../kubernetes/index.ts';
import { maskValue, shellWord } from '../../reports/index.ts';
import type { FindingDetail } from '../contract/index.ts';
import { fixTexts } from './fix-texts.ts';
import { jsonPatch } from './json-patch.ts';
import { lineOf, type ObjectText, secretTexts } from './object-text.ts';

/** How the cluster's checks are asked: of one object again, to see whether a fix closes what was found. */
export type Question = Pick<AssessOptions, 'parameters' | 'severities' | 'kubernetesVersion' | 'pssVersion'>;

export interface FixInput {
  readonly finding: Finding;
  /** The object as it is in the cluster, and its text. */
  readonly live: InventoryObject;
  readonly text: ObjectText;
  /** Everything of the cluster, `live` among it. */
  readonly inventory: Inventory;
  readonly question: Question;
  readonly texts: CheckTexts;
  readonly language: Language;
}

/** Checks whose findings the API server refuses: a fix must not bring one up. */
const refusedByServer = catalogue.filter(({ id }) => id === 'meta-schema-valid' || id === 'res-ratio');

/**
 * The way out of a finding on a live object: as a diff of its YAML, as a command that does the same, as objects to add. Every edit was
 * tried: the check was asked again of the changed object, among all others (where these are too many, that is said).
 */
export function fixOf(input: FixInput): FindingDetail['fix'] {
  const { finding, live, text, language } = input;
  const { fix } = finding;
  if (fix === null) return null;
  const words = fixTexts[language];
  const said = {
    title: fix.title,
    risky: fix.risky === true,
    managedBy: managedBy(live, language) ?? null,
    objects: null,
    diff: null,
    command: null,
  };
  const check = catalogue.find(({ id }) => id === finding.check);
  if (check === undefined) return { ...said, note: words.advice };
  const { entry, others } = find(input, check);
  if (entry === undefined) return { ...said, note: words.gone };
  const asked = askedNames(fix.edits);
  const { plan, isTried } = planOf(input, check, entry, others, asked);
  const objects = plan.additions.length > 0 ? additionsText(plan.additions) : null;
  const [file] = plan.files;
  if (file === undefined) {
    const [refused] = plan.notFixed;
    const note =
      objects !== null
        ? words.objects
        : fix.edits.length === 0 || refused === undefined
          ? words.advice
          : words.refused(refusalText(refused.refusal, language));
    return { ...said, objects, note };
  }
  const secret = secretTexts(text, entry.sensitive ? [lineOf(text, parsePath(finding.path))] : []);
  const notes = [
    ...(asked.length > 0 ? [words.ask(asked.map(placeholder))] : []),
    ...(said.risky ? [words.risky] : []),
    ...(isTried ? [] : [words.notTried]),
  ];
  return {
    ...said,
    objects,
    diff: masked(unifiedDiff(file.file, file.before, file.after), secret),
    command: commandOf(live, text.object, file.after, secret.size > 0) ?? null,
    note: notes.length > 0 ? notes.join(' ') : null,
  };
}

/** What the check says of the object now: the finding with its place in the object's text, and what else there is to find. */
function find(input: FixInput, check: Check): { entry: AssessedFinding | undefined; others: ReadonlySet<string> } {
  const { text, finding } = input;
  const found = ask(input, [check], around(input, check, text.object), text.object);
  const one = found.find((candidate) => candidate.finding.fingerprint === finding.fingerprint);
  const others = [...found, ...ask(input, refusedByServer, new Inventory([text.object], []), text.object)]
    .map((other) => other.finding.fingerprint)
    .filter((fingerprint) => fingerprint !== finding.fingerprint);
  // What somebody accepted is still to be fixed by who opens it.
  return { entry: one && { ...one, finding: { ...one.finding, exception: null } }, others: new Set(others) };
}

/** What a check looks at to judge one object, with the object as it is in a text. */
function around({ inventory, live }: FixInput, check: Check, object: InventoryObject): Inventory {
  if (check.type === 'cel') return new Inventory([object], []);
  const { of, reads = [], scope } = check;
  const home = live.groupKind === '/Namespace' ? live.name : live.namespace;
  const isNear = (one: InventoryObject): boolean => {
    if (one.group === 'apiextensions.k8s.io' || isAmong(reads, one)) return true;
    if (scope === 'object' || !isAmong(of, one)) return false;
    return scope !== 'namespace' || home === undefined || one.namespace === undefined || one.namespace === home;
  };
  const objects = inventory.objects.flatMap((one) => (one === live ? [object] : isNear(one) ? [one] : []));
  const sees = inventory.isWhole ? inventory.sees.bind(inventory) : undefined;
  return new Inventory(objects, [], sees);
}

/** Objects up to which a check of many is asked again: more take longer than people wait. */
const mostObjects = 5_000;

function planOf(
  input: FixInput,
  check: Check,
  entry: AssessedFinding,
  others: ReadonlySet<string>,
  asked: readonly string[],
): { plan: FixPlan; isTried: boolean } {
  let isTried = true;
  // Each text is asked about once, however often the planner comes back to it.
  const answers = new Map<string | undefined, AssessedFinding[]>();
  const again = (changed: Inventory): AssessedFinding[] => {
    const [object] = changed.objects;
    if (object === undefined) return [];
    const within = around(input, check, object);
    isTried &&= within.objects.length <= mostObjects;
    const found = [
      ...(isTried ? ask(input, [check], within, object) : []),
      ...ask(input, refusedByServer, changed, object),
    ];
    return found.filter((one) => !others.has(one.finding.fingerprint));
  };
  const plan = planVerifiedFixes(
    new Inventory([entry.object], []),
    [entry],
    { values: Object.fromEntries(asked.map((name) => [name, placeholder(name)])), risky: true },
    (changed) => {
      // A value that has still to be filled in can't be tried.
      if (asked.length > 0) return [];
      const text = changed.objects[0]?.source.text();
      const known = answers.get(text) ?? again(changed);
      answers.set(text, known);
      return known;
    },
  );
  return { plan, isTried };
}

function ask(
  { question, texts, language }: FixInput,
  checks: readonly Check[],
  inventory: Inventory,
  object: InventoryObject,
): AssessedFinding[] {
  const { findings } = assess({
    ...question,
    checks,
    inventory,
    texts,
    language,
    // No score is asked of it.
    surroundings: { exposure: () => 'none', isolated: () => undefined },
    exceptions: { rules: [], byAnnotation: false, file: '' },
    baseline: undefined,
    today: '',
  });
  return findings.filter((one) => one.object === object);
}

function askedNames(edits: NonNullable<Finding['fix']>['edits']): readonly string[] {
  const names = edits.flatMap((edit) =>
    edit.op === 'set' && isRecord(edit.value) && typeof edit.value.$ask === 'string' ? [edit.value.$ask] : [],
  );
  return [...new Set(names)];
}

function placeholder(name: string): string {
  return `<${name}>`;
}

function masked(diff: string, secrets: ReadonlySet<string>): string {
  if (secrets.size === 0) return diff;
  return diff
    .split('\n')
    .map((line) => (secrets.has(line.slice(1)) ? line.charAt(0) + maskValue(line.slice(1)) : line))
    .join('\n');
}

/** Longest command that is offered, in characters: longer ones don't fit into a terminal's line. */
const longestCommand = 8_000;

/** `kubectl patch` that makes the same change; undefined where it can't be said, or would show a secret. */
function commandOf(
  live: InventoryObject,
  before: InventoryObject,
  after: string,
  hasSecrets: boolean,
): string | undefined {
  const [object] = inventoryFromText(after).objects;
  const operations = object && jsonPatch(before.object, object.object);
  if (operations === undefined || operations.length === 0) return undefined;
  // What is written anew as a whole may hold more than the edit.
  if (hasSecrets && operations.some((one) => one.op !== 'remove' && isRecord(one.value))) return undefined;
  const resource = live.group === '' ? live.kind : `${live.kind}.${live.group}`;
  const words = ['kubectl', 'patch', resource.toLowerCase(), live.name];
  if (live.namespace !== undefined) words.push('-n', live.namespace);
  words.push('--type=json', '-p', JSON.stringify(operations));
  const command = words.map(shellWord).join(' ');
  return command.length > longestCommand ? undefined : command;
}
