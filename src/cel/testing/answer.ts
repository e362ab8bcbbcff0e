import { expect, test } from 'vitest';
import { celObjects } from '../../../test/cluster/cel-cases.ts';
import { namespaceType, requestType } from '../admission.ts';
import { compile, environment, types } from '../index.ts';

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

/** Expressions by what they give: one a line that are true, one a line that are false, and those with messages. */
export type Answers = {
  readonly object?: keyof typeof celObjects;
  readonly holds: string;
  readonly fails?: string;
  readonly messages?: readonly (readonly [expression: string, message: string])[];
};

/** One test for each expression. */
export function testAnswers({ object, holds, fails = '', messages = [] }: Answers): void {
  const lines = (text: string) => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  test.each(lines(holds))('true: %s', (expression) => expect(answer(expression, object)).toBe(true));
  if (fails !== '')
    test.each(lines(fails))('false: %s', (expression) => expect(answer(expression, object)).toBe(false));
  if (messages.length > 0) {
    test.each(messages)('%s', (expression, message) => expect(answer(expression, object)).toBe(message));
  }
}
