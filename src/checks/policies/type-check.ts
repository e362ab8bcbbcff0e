import { schemaType } from '../../cel/index.ts';
import { type Said, say } from '../../inventory/index.ts';
import type { ResourceSchema, SchemaSet } from '../../kubernetes/schema/index.ts';
import { guessPlural } from '../topics/schemas.ts';
import { compilePolicy } from './compile.ts';
import type { PolicySpec } from './policy.ts';

/**
 * What the expressions of a policy get wrong about the kinds that it names, as the API server warns in `status.typeChecking`: the
 * policy works, but the expression fails on objects of that kind. Wildcards and kinds without a schema are not checked. Rule and limit
 * of ten kinds: k8s.io/apiserver pkg/admission/plugin/policy/validating/typechecking.go.
 */
export function typeWarnings(policy: PolicySpec, schemas: SchemaSet): Said[] {
  const warnings: Said[] = [];
  for (const resource of kindsOf(policy, schemas).slice(0, 10)) {
    const { apiVersion, kind, schema } = resource;
    const { issues } = compilePolicy(policy, schemaType(schema, `${apiVersion}.${kind}`, true));
    for (const { message } of issues) {
      warnings.push(say('policy-types', { policy: policy.name, kind: `${apiVersion} ${kind}`, reason: message }));
    }
  }
  return warnings;
}

function kindsOf({ match }: PolicySpec, schemas: SchemaSet): ResourceSchema[] {
  const asked = new Set<string>();
  for (const { apiGroups, apiVersions, resources } of match.resourceRules) {
    for (const group of apiGroups) {
      for (const version of apiVersions) {
        for (const resource of resources) asked.add(`${group === '' ? version : `${group}/${version}`} ${resource}`);
      }
    }
  }
  return [...schemas.kinds()].flatMap(({ apiVersion, kind }) => {
    if (!asked.has(`${apiVersion} ${guessPlural(kind)}`)) return [];
    return schemas.schemaFor(apiVersion, kind) ?? [];
  });
}
