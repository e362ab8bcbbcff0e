import { loadAll } from 'js-yaml';
import { expect, it } from 'vitest';
import { withoutDescriptions } from './descriptions.ts';

it.each([
  ['one line', 'a:\n  description: text\n  type: string\n', { a: { type: 'string' } }],
  ['a block', 'a:\n  description: |-\n    one\n\n    two: three\n  type: string\n', { a: { type: 'string' } }],
  ['a folded text', 'a:\n  description: one\n    two\n    three\n  type: string\n', { a: { type: 'string' } }],
  ['a quoted text', "a:\n  description: 'one\n    description: two'\n  type: string\n", { a: { type: 'string' } }],
  ['the last field', 'a:\n  type: string\n  description: text', { a: { type: 'string' } }],
  ['windows line ends', 'a:\r\n  description: |\r\n    one\r\n  type: string\r\n', { a: { type: 'string' } }],
  [
    'a field of that name stays',
    'properties:\n  description:\n    description: text\n    type: string\n',
    { properties: { description: { type: 'string' } } },
  ],
  [
    'a field of that name in flow style stays',
    'properties:\n  description: { type: string }\n',
    { properties: { description: { type: 'string' } } },
  ],
  ['a longer name stays', 'a:\n  longdescription: text\n', { a: { longdescription: 'text' } }],
  ['a required name stays', 'required:\n- description\n', { required: ['description'] }],
])('%s', (_, text, left) => {
  expect(loadAll(withoutDescriptions(text))).toEqual([left]);
});
