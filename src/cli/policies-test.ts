import { relative, sep } from 'node:path';
import type { Language } from '../checks/index.ts';
import type { PolicyVerdict } from '../checks/policies/index.ts';
import {
  type Diagnostic,
  Inventory,
  type InventoryObject,
  readInventory,
  reasonText,
  saidText,
} from '../inventory/index.ts';
import { latestVersion, parseVersion, textOf } from '../kubernetes/index.ts';
import { visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { policiesTexts } from './policies-texts.ts';

/** What the API server would do: the strictest of what the policies' bindings say; `refused` by whichever of them in expectations. */
const expectations = ['allow', 'audit', 'warn', 'deny', 'refused'] as const;
type Expectation = (typeof expectations)[number];

const annotation = 'breakwater.dev/expect';
const messageAnnotation = 'breakwater.dev/expect-message';

interface Example {
  readonly object: InventoryObject;
  readonly expected: Expectation;
  /** A part of one of the messages. */
  readonly message: string | undefined;
}

/** What came of an example. */
interface Result {
  readonly example: Example;
  readonly got: Exclude<Expectation, 'refused'> | 'unknown' | 'not-asked';
  readonly passed: boolean;
  /** Of the policies, or why there is no answer. */
  readonly reasons: readonly string[];
}

/**
 * `breakwater policies test DIR`: ValidatingAdmissionPolicies against example objects, without a cluster. Examples are the objects below
 * folders called `pass` and `fail`, and those with the annotation; all else is what they live with.
 * @returns the exit code
 */
export async function policiesTestCommand(folder: string, language: Language): Promise<number> {
  const text = policiesTexts[language];
  const { policyVerdicts, policiesOf } = await import('../checks/policies/index.ts');
  const version = parseVersion(latestVersion);
  if (version === undefined) throw new Error(`${latestVersion} is no version`);
  const input = await readInventory({ paths: [folder] });
  const examples = input.objects.flatMap((object) => exampleOf(object, folder, language) ?? []);
  const among = new Set(examples.map(({ object }) => object));
  const around = new Inventory(
    input.objects.filter((object) => !among.has(object)),
    input.diagnostics,
  );
  const set = policiesOf(around, version);
  const verdicts = policyVerdicts(set, [...among]);
  const byObject = new Map(verdicts.map((verdict) => [verdict.object, verdict]));
  const results = examples.map((example) => resultOf(example, byObject.get(example.object), language));
  for (const result of results) process.stdout.write(`${line(result, folder, language)}\n`);
  const failed = results.filter(({ passed }) => !passed).length;
  process.stdout.write(`${results.length === 0 ? '' : '\n'}${text.tested(results.length, failed)}\n`);
  for (const { spec } of set.policies) {
    const asked = verdicts.filter((verdict) => verdict.asked.includes(spec.name));
    const refused = asked.filter(({ refusals }) => refusals.some(({ policy }) => policy === spec.name));
    if (refused.length === 0) process.stdout.write(`${visible(text.neverFails(spec.name))}\n`);
    if (refused.length === asked.length) process.stdout.write(`${visible(text.neverPasses(spec.name))}\n`);
  }
  for (const note of set.notes) process.stderr.write(`${visible(saidText(note, language))}\n`);
  // Read when all was asked: a body that is read late may be broken.
  const problems = [...new Set([...set.diagnostics, ...input.diagnostics])];
  for (const problem of problems) process.stderr.write(`${visible(diagnosticLine(problem, language))}\n`);
  if (examples.length === 0) throw new CallError(text.noExamples(folder));
  if (problems.length > 0) return 2;
  return failed > 0 ? 1 : 0;
}

/** An object that says what it expects, by its own annotation or by the folder that it stands in, the nearest one. */
function exampleOf(object: InventoryObject, folder: string, language: Language): Example | undefined {
  const { file } = object.source;
  const steps = relative(folder, object.source.rendering?.root ?? file).split(sep);
  const near = steps.findLast((step) => step === 'pass' || step === 'fail');
  const annotations = object.object.metadata?.annotations ?? {};
  const message = annotations[messageAnnotation];
  const wanted = annotations[annotation];
  if (wanted === undefined && near === undefined) return undefined;
  const usual = near === 'fail' ? 'refused' : 'allow';
  const expected = wanted === undefined ? usual : expectations.find((one) => one !== 'refused' && one === wanted);
  if (expected === undefined)
    throw new CallError(visible(policiesTexts[language].notAnExpectation(file, textOf(wanted))));
  return { object, expected, message: message === undefined ? undefined : textOf(message) };
}

function resultOf(example: Example, verdict: PolicyVerdict | undefined, language: Language): Result {
  const text = policiesTexts[language];
  if (verdict === undefined) return { example, got: 'not-asked', passed: false, reasons: [text.noRequest] };
  const { refusals, unknown } = verdict;
  const said = refusals.map(({ policy, message }) => `${policy}: ${message}`);
  const unanswered = unknown.map(({ policy, reason }) => `${policy}: ${reasonText(reason, language)}`);
  const actions = new Set(refusals.flatMap((refusal) => [...refusal.actions]));
  const got = strictest(actions, unknown.length > 0);
  const { expected, message } = example;
  const asExpected = expected === 'refused' ? refusals.length > 0 : got === expected;
  const told = message === undefined || refusals.some((refusal) => refusal.message.includes(message));
  const wanted = told ? [] : [text.messageWanted(message ?? '')];
  return { example, got, passed: asExpected && told, reasons: [...said, ...unanswered, ...wanted] };
}

/** What has no answer might deny: only a denial is certain beside it. */
function strictest(actions: ReadonlySet<string>, unanswered: boolean): Result['got'] {
  if (actions.has('Deny')) return 'deny';
  if (unanswered) return 'unknown';
  if (actions.has('Warn')) return 'warn';
  return actions.has('Audit') ? 'audit' : 'allow';
}

function line({ example, got, passed, reasons }: Result, folder: string, language: Language): string {
  const text = policiesTexts[language];
  const { object, expected } = example;
  const { source } = object;
  const position = source.locate([]);
  const file = relative(folder, source.file);
  const place = position === undefined ? file : `${file}:${position.line}`;
  const head = `${passed ? text.ok : text.wrong}  ${text.verdicts[got].padEnd(text.widest)}  ${place}  ${object.kind}/${object.name}`;
  const tail = passed ? '' : `  (${text.expected(text.verdicts[expected])})`;
  return [`${visible(head)}${tail}`, ...reasons.map((reason) => `      ${visible(reason)}`)].join('\n');
}

function diagnosticLine({ file, line: row, said }: Diagnostic, language: Language): string {
  const place = row === undefined ? file : `${file}:${row}`;
  return place === undefined ? saidText(said, language) : `${place}: ${saidText(said, language)}`;
}
