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

  it('are silent in the same places', () => {
    const silent = (texts: Iterable<readonly [string, unknown]>) =>
      [...texts].filter(([, text]) => text === '').map(([path]) => path);
    expect(silent(zh)).toEqual(silent(en));
  });

  it('are not each other’s copy', () => {
    // A single word may be a name: Pod, CSV, j. Of several words are standards and keys (Ctrl K).
    const copied = en.filter(
      ([path, text]) =>
        typeof text === 'string' && /\w \w/.test(text) && zh.get(path) === text && !/^frameworks\.|\.keys\./.test(path),
    );
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
