import { catalogue, type RunResult, runChecks } from '../../src/checks/index.ts';
import { readInventory, saidText } from '../../src/inventory/index.ts';
import { type Json, latestVersion, type MinorVersion, parseVersion } from '../../src/kubernetes/index.ts';
import type { Agreement, Difference } from './agreement.ts';

type Found = RunResult['violations'][number];

/** Another project's question in our terms. */
export interface Question {
  /** Our checks that ask it, with their parameters. */
  readonly checks: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Which of their findings answer it, where our checks ask more. */
  readonly where?: (violation: Found) => boolean;
}

/** A question of theirs that we do not ask, and why. */
export interface NotAsked {
  readonly notAsked: string;
}

/** One row of a corpus. */
export interface Case {
  /** Which row it is, for people. */
  readonly name: string;
  readonly files: readonly string[];
  readonly expected: 'pass' | 'fail';
  /** How many findings they have, where they say it. */
  readonly count?: number;
  readonly version?: string;
  readonly question: Question | NotAsked;
  /** Why our answer is another one. */
  readonly reason?: string;
}

/** Findings with one of these messages. */
export function saying(...messages: readonly string[]): (violation: Found) => boolean {
  return (violation) => messages.includes(violation.message ?? 'default');
}

/** Findings at a field with this name. */
export function at(field: string): (violation: Found) => boolean {
  return (violation) => violation.path.includes(field);
}

/** Asks each row's question of its files and compares. */
export async function compare(name: string, cases: readonly Case[]): Promise<Agreement> {
  const differences: Difference[] = [];
  const counts: Difference[] = [];
  const notAsked = new Map<string, number>();
  let asked = 0;
  for (const item of cases) {
    if ('notAsked' in item.question) {
      notAsked.set(item.question.notAsked, (notAsked.get(item.question.notAsked) ?? 0) + 1);
      continue;
    }
    asked++;
    const answer = await ask(item, item.question);
    const reason = item.reason === undefined ? {} : { reason: item.reason };
    const got = typeof answer === 'string' ? answer : answer === 0 ? 'pass' : 'fail';
    if (got !== item.expected) differences.push({ row: item.name, expected: item.expected, got, ...reason });
    else if (item.count !== undefined && item.count !== answer)
      counts.push({ row: item.name, expected: String(item.count), got: String(answer), ...reason });
  }
  return { name, asked, agreed: asked - differences.length, differences, counts, notAsked };
}

/** How many findings answer the question; a text where it could not be answered. */
async function ask({ files, version }: Case, question: Question): Promise<number | string> {
  const kubernetesVersion = versionOf(version);
  const ids = Object.keys(question.checks);
  const missing = ids.filter((id) => !catalogue.some((check) => check.id === id));
  if (missing.length > 0) return `unknown: there is no check ${missing.join(', ')}`;
  const checks = catalogue.filter((check) => ids.includes(check.id));
  const inventory = await readInventory({ paths: files });
  const result = runChecks({
    checks,
    inventory,
    parameters: question.checks,
    kubernetesVersion,
    pssVersion: versionOf(latestVersion),
  });
  if (result.notConfigured.length > 0) throw new Error(`${result.notConfigured.join(', ')}: not configured`);
  const problems = [...inventory.diagnostics, ...result.diagnostics].map(({ said }) => saidText(said, 'en'));
  if (problems.length > 0) return `unknown: ${problems.join('; ')}`;
  return result.violations.filter(question.where ?? (() => true)).length;
}

function versionOf(text: string | undefined): MinorVersion {
  const version = parseVersion(text ?? latestVersion);
  if (version === undefined) throw new Error(`${text} is no version`);
  return version;
}
