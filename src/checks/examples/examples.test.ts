import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { parseVersion } from '../../kubernetes/index.ts';
import { catalogue } from '../catalogue.ts';
import type { Check } from '../check.ts';
import { runChecks } from '../run.ts';
import { loadTexts } from '../texts/index.ts';
import type { Example } from './example.ts';
import { examples } from './index.ts';

function findingsOf(check: Check, example: Example): number {
  const inventory = inventoryFromText(example.yaml);
  expect(inventory.diagnostics).toEqual([]);
  const version = parseVersion(example.kubernetesVersion ?? '1.37');
  const pssVersion = parseVersion(example.pssVersion ?? '1.37');
  if (version === undefined || pssVersion === undefined) throw new Error('example names no version');
  const parameters = { [check.id]: (example.parameters ?? {}) as Record<string, never> };
  const result = runChecks({ checks: [check], inventory, parameters, kubernetesVersion: version, pssVersion });
  expect(result.diagnostics).toEqual([]);
  expect(result.notConfigured).toEqual([]);
  return result.violations.length;
}

describe.each(catalogue.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const table = examples[id];

  it('has examples of both kinds', () => {
    expect(table?.pass.length).toBeGreaterThan(0);
    expect(table?.fail.length).toBeGreaterThan(0);
  });

  it.each((table?.pass ?? []).map((example) => [example.title, example] as const))('passes: %s', (_, example) => {
    expect(findingsOf(check, example)).toBe(0);
  });

  it.each((table?.fail ?? []).map((example) => [example.title, example] as const))('fails: %s', (_, example) => {
    expect(findingsOf(check, example)).toBe(example.count ?? 1);
  });
});

describe.each(['en', 'zh-CN'] as const)('texts in %s', (language) => {
  it('stand for every check and for nothing else', async () => {
    const texts = await loadTexts(language);
    expect(Object.keys(texts).sort()).toEqual(catalogue.map((check) => check.id).sort());
  });

  it('have every message that rules name', async () => {
    const texts = await loadTexts(language);
    for (const check of catalogue) {
      const message = texts[check.id]?.message;
      const named = check.type === 'cel' ? check.rules.map((rule) => rule.message ?? 'default') : [];
      if (typeof message === 'object') expect(Object.keys(message)).toEqual(expect.arrayContaining(named));
      else expect(named.filter((name) => name !== 'default')).toEqual([]);
    }
  });
});

describe('languages', () => {
  it('have the same messages with the same placeholders', async () => {
    const [en, zh] = [await loadTexts('en'), await loadTexts('zh-CN')];
    const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const [id, text] of Object.entries(en)) {
      const other = zh[id]?.message ?? '';
      if (typeof text.message === 'string') {
        expect([id, placeholders(other as string)]).toEqual([id, placeholders(text.message)]);
      } else {
        for (const [name, message] of Object.entries(text.message))
          expect([id, name, placeholders((other as Record<string, string>)[name] ?? '')]).toEqual([
            id,
            name,
            placeholders(message),
          ]);
      }
    }
  });
});
