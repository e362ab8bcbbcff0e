import type { KubernetesObject } from '../object.ts';
import { isRecord } from '../object.ts';
import { checkBuiltIn } from './built-in.ts';
import { checkCustom } from './custom.ts';
import { type Problem, ProblemList } from './problem.ts';
import type { ResourceSchema } from './schema.ts';

/**
 * What the API server would refuse in an object that is created with strict field validation, as far as its schema says. Empty
 * where nothing is wrong. Bounded: at most 100 problems (a last one says that there are more), 200 levels.
 */
export function validate(object: KubernetesObject, resource: ResourceSchema): readonly Problem[] {
  const list = new ProblemList();
  if (resource.origin === 'built-in') checkBuiltIn(object, resource.schema, list);
  else checkCustom(object, resource.schema, list);
  const named = nameless.test(`${object.apiVersion}/${object.kind}`) || hasName(object.metadata);
  if (!named) list.add('missing-field', {}, 'metadata', 'name');
  return list.problems;
}

/** Objects that are questions, not things (answered, never stored), and LimitRanges, which get a name where they have none. */
const nameless = /^(?:authentication|authorization)\.k8s\.io\/|^v1\/LimitRange$/;

function hasName(metadata: unknown): boolean {
  if (!isRecord(metadata)) return false;
  // Of another type than text: said already.
  return isSet(metadata.name) || isSet(metadata.generateName);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
