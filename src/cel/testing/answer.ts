import { namespaceType, requestType } from '../admission.ts';
import { compile, environment, types } from '../index.ts';
import { celObjects } from './objects.ts';

/** The environment of a ValidatingAdmissionPolicy. */
const admission = environment({
  variables: {
    object: types.dyn,
    oldObject: types.dyn,
    params: types.dyn,
    request: requestType,
    namespaceObject: namespaceType,
    authorizer: types.opaque('kubernetes.authorization.Authorizer'),
    'authorizer.requestResource': types.opaque('kubernetes.authorization.ResourceCheck'),
  },
});

/** The value of an expression, or `error: …`, `unknown: …`, or `refused L:C: …` as text. */
export function answer(expression: string, object: keyof typeof celObjects = 'pod'): unknown {
  const compiled = compile(expression, admission);
  if (compiled.errors !== undefined) {
    const [first] = compiled.errors;
    return `refused ${first?.line}:${first?.column}: ${first?.message}`;
  }
  const result = compiled.program.evaluate({ object: celObjects[object], oldObject: null, params: null });
  if ('error' in result) return `error: ${result.error}`;
  if ('unknown' in result) return `unknown: ${result.unknown}`;
  return result.value;
}
