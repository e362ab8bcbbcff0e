import { loadAll } from 'js-yaml';
import { z } from 'zod';
import { type Check, catalogue, profiles, severities } from '../checks/index.ts';
import type { Json } from '../kubernetes/index.ts';
import { parseVersion } from '../kubernetes/index.ts';
import { CallError } from './call-error.ts';
import type { Settings } from './settings.ts';

const version = z.string().refine((text) => parseVersion(text) !== undefined, 'a version such as "1.37"');
const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.iso.date('a day such as 2027-01-31'),
);

const schema = z.strictObject({
  profile: z.enum(profiles).optional(),
  kubernetesVersion: version.optional(),
  pssVersion: version.optional(),
  checks: z
    .record(
      z.string(),
      z.strictObject({
        enabled: z.boolean().optional(),
        severity: z.enum(severities).optional(),
        parameters: z.record(z.string(), z.json()).optional(),
      }),
    )
    .default({}),
  exceptions: z
    .array(
      z.strictObject({
        check: z.string(),
        resources: z.array(z.string()).min(1).optional(),
        container: z.string().optional(),
        reason: z.string().min(1),
        owner: z.string().optional(),
        expires: day.optional(),
      }),
    )
    .default([]),
  annotationExceptions: z.boolean().default(false),
});

/**
 * Reads the text of a settings file.
 * @throws CallError that lists every problem with its place
 */
export function parseSettings(text: string, file: string): Omit<Settings, 'file'> {
  let document: unknown;
  try {
    [document] = loadAll(text);
  } catch (error) {
    throw new CallError(`${file}: not YAML: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
  const result = schema.safeParse(document ?? {});
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
    throw new CallError(`${file}: these settings can't be used:\n${problems.join('\n')}`);
  }
  const problems = problemsWithChecks(result.data as Omit<Settings, 'file'>);
  if (problems.length > 0) throw new CallError(`${file}: these settings can't be used:\n  ${problems.join('\n  ')}`);
  return result.data as Omit<Settings, 'file'>;
}

/** Checks and parameters that don't exist, and parameters of another type than their default's. */
function problemsWithChecks(settings: Omit<Settings, 'file'>): string[] {
  const byId = new Map(catalogue.map((check) => [check.id, check]));
  const problems: string[] = [];
  for (const [id, { parameters }] of Object.entries(settings.checks)) {
    const check = byId.get(id);
    if (check === undefined) problems.push(`checks.${id}: there is no such check`);
    else problems.push(...problemsWithParameters(check, parameters ?? {}));
  }
  for (const { check } of settings.exceptions)
    if (!byId.has(check) && !check.startsWith('policy/')) problems.push(`exceptions: there is no check ${check}`);
  return problems;
}

function problemsWithParameters(check: Check, parameters: Readonly<Record<string, Json>>): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    const place = `checks.${check.id}.parameters.${name}`;
    const parameter = check.parameters?.[name];
    if (parameter === undefined) {
      const known = Object.keys(check.parameters ?? {});
      return [`${place}: there is no such parameter${known.length > 0 ? ` (there is ${known.join(', ')})` : ''}`];
    }
    const wanted = typeName(parameter.default);
    return typeName(value) === wanted ? [] : [`${place}: must be ${wanted}`];
  });
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'null' : typeof value === 'object' ? 'a mapping' : `a ${typeof value}`;
}
