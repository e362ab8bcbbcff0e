import { expect, test } from 'vitest';
import { compile, environment, types } from './index.ts';

/** Texts at which a pattern that can divide them in several ways would try all of them: minutes for these. */
const digits = '1'.repeat(1_000_000);
const texts: readonly (readonly [string, string])[] = [
  ['isQuantity(text)', `${digits}!`],
  ['isQuantity(text)', `1.${digits}!`],
  ["double(text == '' ? '0' : text) > 0.0", `${digits}!`],
  ["double(text == '' ? '0' : text) > 0.0", `0x${digits}!`],
  ['isURL(text)', `http://[::1${'%25'.repeat(300_000)}\u2028]:x/`],
];

test.each(texts)('%s comes to an end', (expression, text) => {
  const { program } = compile(expression, environment({ variables: { text: types.string } }));
  const result = program?.evaluate({ text });
  expect(result).toBeDefined();
  expect(result && 'value' in result ? result.value : false).toBe(false);
});
