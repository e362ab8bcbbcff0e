import { loadAll, YAMLException } from 'js-yaml';
import { z } from 'zod';
import { type Check, catalogue, type Language, profiles, severities } from '../checks/index.ts';
import { reasonText } from '../inventory/index.ts';
import type { Json } from '../kubernetes/index.ts';
import { parseVersion } from '../kubernetes/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { schemaProblems, typeProblem } from './schema-texts.ts';
import type { Settings } from './settings.ts';
import { areObjects, settingsOfObjects } from './settings-objects.ts';

const version = z.string().refine((text) => parseVersion(text) !== undefined);
const day = z.preprocess((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value), z.iso.date());

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
export function parseSettings(text: string, file: string, language: Language): Omit<Settings, 'file'> {
  let documents: unknown[];
  try {
    documents = loadAll(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark === undefined ? '' : `:${error.mark.line + 1}`;
    const reason = reasonText(error.reason, language);
    throw new CallError(callTexts[language].notYaml(`${file}${line}`, reason), { cause: error });
  }
  if (areObjects(documents)) return settingsOfObjects(documents, file, language);
  const result = schema.safeParse(documents[0] ?? {});
  if (!result.success) {
    throw new CallError(callTexts[language].unusableSettings(file, schemaProblems(result.error.issues, language)));
  }
  const problems = problemsWithChecks(result.data as Omit<Settings, 'file'>, language);
  if (problems.length > 0) throw new CallError(callTexts[language].unusableSettings(file, problems));
  return result.data as Omit<Settings, 'file'>;
}

/** Checks and parameters that don't exist, and parameters of another type than their default's. */
function problemsWithChecks(settings: Omit<Settings, 'file'>, language: Language): string[] {
  const text = callTexts[language];
  const byId = new Map(catalogue.map((check) => [check.id, check]));
  const problems: string[] = [];
  for (const [id, { parameters, enabled }] of Object.entries(settings.checks)) {
    const check = byId.get(id);
    // Of what others say only the severity is ours to set.
    if (check === undefined && id.includes('/') && parameters === undefined && enabled === undefined) continue;
    if (check === undefined) problems.push(text.noSuchCheck(`checks.${id}`));
    else problems.push(...problemsWithParameters(check, parameters ?? {}, language));
  }
  // Of users' own policies, and of other tools.
  for (const { check } of settings.exceptions)
    if (!byId.has(check) && !check.includes('/')) problems.push(text.exceptionForNoCheck(check));
  return problems;
}

function problemsWithParameters(
  check: Check,
  parameters: Readonly<Record<string, Json>>,
  language: Language,
): string[] {
  const text = callTexts[language];
  return Object.entries(parameters).flatMap(([name, value]) => {
    const place = `checks.${check.id}.parameters.${name}`;
    const parameter = check.parameters?.[name];
    if (parameter === undefined) return [text.noSuchParameter(place, Object.keys(check.parameters ?? {}))];
    const wanted = typeName(parameter.default);
    return typeName(value) === wanted ? [] : [text.problem(place, typeProblem(wanted, language))];
  });
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
