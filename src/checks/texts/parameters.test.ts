import { expect, it } from 'vitest';
import { catalogue } from '../catalogue.ts';
import { parameterTexts } from './zh-CN/parameters.ts';

it('Chinese texts are there for every parameter, and for no other', () => {
  const names = (entries: readonly (readonly [string, object])[]) =>
    entries.flatMap(([id, parameters]) => Object.keys(parameters).map((name) => `${id} ${name}`)).sort();
  const declared = names(catalogue.map(({ id, parameters }) => [id, parameters ?? {}]));
  expect(names(Object.entries(parameterTexts))).toEqual(declared);
});
