import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue.ts';
import type { Standards } from '../check.ts';
import { controlOf, type FrameworkId, frameworks } from './index.ts';

const named = catalogue.flatMap(({ standards }) =>
  Object.entries(standards satisfies Standards).flatMap(([framework, ids]) =>
    (ids as readonly string[]).map((id) => `${framework}:${id}`),
  ),
);
const all = Object.values(frameworks).flatMap(({ id, controls }) =>
  controls.map((control) => ({ ...control, key: `${id}:${control.id}` })),
);

describe('the tables of the standards', () => {
  it('have every id that a check names', () => {
    expect([...new Set(named)].filter((key) => !all.some((control) => control.key === key))).toEqual([]);
  });

  it('say of each control either that checks answer it, or why none does', () => {
    const answered = new Set(named);
    expect(all.filter(({ key, notChecked }) => answered.has(key) === (notChecked !== undefined))).toEqual([]);
  });

  it('name each control once', () => {
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });

  it('are in both languages, and Chinese where there are words', () => {
    for (const { title, section, notChecked } of all)
      for (const text of [title, section, ...(notChecked === undefined ? [] : [notChecked])]) {
        expect(text.en).not.toBe('');
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(text['zh-CN']).not.toBe('');
      }
    expect(all.filter(({ title }) => !/\p{Script=Han}/u.test(title['zh-CN']))).toEqual([]);
  });

  it.each([
    ['pss', 19],
    ['cis', 131],
    ['nsa', 5],
    ['owasp', 11],
  ] satisfies [FrameworkId, number][])('have all controls of %s: %i', (framework, count) => {
    expect(frameworks[framework].controls).toHaveLength(count);
  });

  it('are found by framework and id', () => {
    expect(controlOf('cis', '5.2.2')?.title.en).toBe('No privileged containers');
    expect(controlOf('pss', '5.2.2')).toBeUndefined();
  });
});
