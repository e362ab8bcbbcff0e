import { describe, expect, it } from 'vitest';
import { catalogues } from './catalogues.ts';

/** `overview.headline` → its text or function. Functions are compared by being there. */
function leaves(value: unknown, path = ''): (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

describe('the two languages', () => {
  const en = leaves(catalogues.en);
  const zh = new Map(leaves(catalogues['zh-CN']));

  it('say the same things', () => {
    expect([...zh.keys()]).toEqual(en.map(([path]) => path));
  });

  it('say something in each text', () => {
    expect([...en, ...zh].filter(([, text]) => text === '').map(([path]) => path)).toEqual([]);
  });

  it('are not each other’s copy', () => {
    // Names that are the same in both: standards, keys, what stands between words.
    const same = /^(frameworks\.|shell\.keyList\.\d+\.keys\.)/;
    const copied = en.filter(([path, text]) => typeof text === 'string' && zh.get(path) === text && !same.test(path));
    expect(copied).toEqual([]);
  });

  it('are written as the language is', () => {
    const chinese = [...zh].filter(([, text]) => typeof text === 'string') as [string, string][];
    // A half-width comma or a space between two Chinese characters.
    expect(chinese.filter(([, text]) => /[\u4e00-\u9fff][,;?!]|[\u4e00-\u9fff] [\u4e00-\u9fff]/.test(text))).toEqual(
      [],
    );
  });
});
