import { describe, expect, test } from 'vitest';
import { answer } from './testing/answer.ts';
import { linesOf } from './testing/answers.ts';
import { answerTables } from './testing/cases.ts';

describe.each(Object.entries(answerTables))('%s', (_, { object, holds, fails = '', messages = [] }) => {
  const expected: readonly (readonly [string, unknown])[] = [
    ...linesOf(holds).map((expression) => [expression, true] as const),
    ...linesOf(fails).map((expression) => [expression, false] as const),
    ...messages,
  ];
  test.each(expected)('%s gives %s', (expression, value) => expect(answer(expression, object)).toBe(value));
});
