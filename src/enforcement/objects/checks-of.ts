import { type Check, catalogue, checksOf as checksOfProfile, type Severity } from '../../checks/index.ts';
import { type Json, latestVersion, type MinorVersion, parseVersion } from '../../kubernetes/index.ts';
import { type Mistake, typeKeys } from './mistake.ts';
import type { SecurityPolicy } from './security-policy.ts';

/** What a policy asks, in the terms of an assessment. */
export interface PolicyQuestion {
  /** In the order of the catalogue, each with the severity that the policy gives it. */
  readonly checks: readonly Check[];
  /** Parameters that the policy sets, by check id. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Severities that the policy sets, by check id. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly pssVersion: MinorVersion;
  /** Checks and parameters that this version does not know, or can't use; the rest is asked all the same. */
  readonly mistakes: readonly Mistake[];
}

/** The checks that a policy selects: its profile's, and those it names, but for those it disables. */
export function checksOf(policy: SecurityPolicy): PolicyQuestion {
  const { profile, checks: named } = policy;
  const known = new Map(catalogue.map((check) => [check.id, check]));
  const base = new Set(profile === undefined ? [] : checksOfProfile(profile, catalogue));
  const mistakes: Mistake[] = [];
  const parameters: Record<string, Readonly<Record<string, Json>>> = {};
  const severities: Record<string, Severity> = {};
  for (const [id, setting] of Object.entries(named)) {
    const check = known.get(id);
    const path = `spec.checks.${id}`;
    if (check === undefined) {
      mistakes.push({ path, key: 'no-such-check', values: {} });
      continue;
    }
    if (setting.severity !== undefined) severities[id] = setting.severity;
    const usable: Record<string, Json> = {};
    for (const [name, value] of Object.entries(setting.parameters ?? {})) {
      const parameter = Object.hasOwn(check.parameters ?? {}, name) ? check.parameters?.[name] : undefined;
      const place = `${path}.parameters.${name}`;
      if (parameter === undefined) mistakes.push({ path: place, key: 'no-such-parameter', values: {} });
      else if (typeName(value) !== typeName(parameter.default))
        mistakes.push({ path: place, key: typeKeys[typeName(parameter.default)] ?? 'unusable', values: {} });
      else usable[name] = value;
    }
    if (Object.keys(usable).length > 0) parameters[id] = usable;
  }
  const checks = catalogue
    .filter((check) => {
      const setting = Object.hasOwn(named, check.id) ? named[check.id] : undefined;
      return setting === undefined ? base.has(check) : setting.enabled !== false;
    })
    .map((check): Check => {
      const severity = severities[check.id];
      return severity === undefined ? check : { ...check, severity };
    });
  const pssVersion = parseVersion(policy.pssVersion ?? latestVersion);
  if (pssVersion === undefined) throw new Error(`${policy.pssVersion} is no version`);
  return { checks, parameters, severities, pssVersion, mistakes };
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
