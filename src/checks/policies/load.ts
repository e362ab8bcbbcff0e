import { type Diagnostic, type Inventory, type Said, say } from '../../inventory/index.ts';
import { formatPath, type MinorVersion } from '../../kubernetes/index.ts';
import { loadSchemas, type SchemaSet, validate } from '../../kubernetes/schema/index.ts';
import { nearestVersion } from '../topics/schemas.ts';
import { type CompiledPolicy, compilePolicy, diagnosticOf } from './compile.ts';
import { type Binding, type PolicySpec, readBinding, readPolicy } from './policy.ts';
import { typeWarnings } from './type-check.ts';

const group = 'admissionregistration.k8s.io';

/** Users' own rules, ready to be asked. */
export interface PolicySet {
  readonly policies: readonly CompiledPolicy[];
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** What the policies' files hold, parameters among it. */
  readonly files: Inventory;
  readonly schemas: SchemaSet;
  /** Policies that can't be used, and files that could not be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** What users should know although everything works: a policy without a binding, types that don't fit a kind. */
  readonly notes: readonly Said[];
}

/**
 * ValidatingAdmissionPolicies and their bindings among files that were read. Never throws on bad input: a policy that the API server would
 * refuse is a diagnostic and is left out; so is a folder without any policy.
 */
export function policiesOf(files: Inventory, version: MinorVersion): PolicySet {
  const schemas = loadSchemas(nearestVersion(version));
  const diagnostics: Diagnostic[] = [...files.diagnostics];
  const notes: Said[] = [];
  const bindings = new Map<string, Binding[]>();
  for (const binding of files.ofKind(`${group}/ValidatingAdmissionPolicyBinding`).map(readBinding)) {
    const same = bindings.get(binding.policyName);
    if (same === undefined) bindings.set(binding.policyName, [binding]);
    else same.push(binding);
  }
  const policies: CompiledPolicy[] = [];
  const names = new Set<string>();
  const objects = files.ofKind(`${group}/ValidatingAdmissionPolicy`);
  for (const object of objects) {
    const spec = readPolicy(object);
    const problem = problemOf(spec, names, schemas);
    if (problem !== undefined) {
      diagnostics.push(problem);
      continue;
    }
    names.add(spec.name);
    const { policy, issues } = compilePolicy(spec);
    for (const issue of issues) diagnostics.push(diagnosticOf(spec, issue));
    if (policy === undefined) continue;
    policies.push(policy);
    for (const warning of typeWarnings(spec, schemas)) notes.push(warning);
    if (!bindings.has(spec.name)) {
      notes.push(say('policy-unbound', { policy: spec.name }));
    }
  }
  for (const [name, unused] of bindings) {
    if (names.has(name) || objects.some((object) => object.name === name)) continue;
    for (const { object } of unused) diagnostics.push(missingPolicy(object.source.file, object.name, name));
  }
  if (objects.length === 0) {
    diagnostics.push({ code: 'policy', said: say('no-policy') });
  }
  return { policies, bindings, files, schemas, diagnostics, notes };
}

function missingPolicy(file: string, binding: string, policy: string): Diagnostic {
  return {
    code: 'policy',
    file,
    said: say('policy-not-there', { binding, policy }),
  };
}

/** What keeps the API server from taking the object at all. */
function problemOf(
  { object, name }: PolicySpec,
  names: ReadonlySet<string>,
  schemas: SchemaSet,
): Diagnostic | undefined {
  const base = { code: 'policy' as const, file: object.source.file };
  if (names.has(name)) {
    return {
      ...base,
      ...object.source.locate([]),
      said: say('policy-twice', { policy: name }),
    };
  }
  // Older versions have the same fields.
  const schema = schemas.schemaFor(`${group}/v1`, 'ValidatingAdmissionPolicy');
  const problem = schema && validate({ ...object.object, apiVersion: `${group}/v1` }, schema)[0];
  if (problem === undefined) return undefined;
  return {
    ...base,
    ...object.source.locate(problem.path),
    said: say('policy-unusable', {
      policy: name,
      reason: `${formatPath(problem.path)}: ${problem.code.replaceAll('-', ' ')}`,
    }),
  };
}
