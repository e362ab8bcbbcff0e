import { describe, expect, it } from 'vitest';
import { inventoryFromText, saidText } from '../../inventory/index.ts';
import { formatPath } from '../../kubernetes/index.ts';
import { formatMessage } from '../texts/index.ts';
import { evaluatePolicies, policiesOf } from './index.ts';
import { cases, loading } from './policies.cases.ts';

describe('policies', () => {
  it.each(cases.map((entry) => [entry.title, entry] as const))('%s', (_, entry) => {
    const set = policiesOf(inventoryFromText(entry.policies, 'policies.yaml'), { major: 1, minor: 37 });
    expect(set.diagnostics).toEqual([]);
    const result = evaluatePolicies(set, inventoryFromText(entry.objects, 'objects.yaml'), 'en');
    const said = result.violations.map(({ check, object, path, severity, message, values }) => {
      const place = path.length === 0 ? '' : `.${formatPath(path)}`;
      const text = result.texts[check.id];
      const told = text && formatMessage(text, message, values ?? {});
      return `${check.id} ${severity} ${object.kind}/${object.name}${place}: ${told}`;
    });
    expect(said).toEqual(entry.violations ?? []);
    expect(result.diagnostics.map(({ said: words }) => saidText(words, 'en'))).toEqual(entry.unanswered ?? []);
    // Why there is no answer is said in Chinese, too.
    for (const { said: words } of result.diagnostics)
      expect(saidText(words, 'zh-CN')).not.toMatch(/ (?:is|was|are|would|what|who|of) /);
  });
});

describe('loading', () => {
  it.each(loading.map((entry) => [entry.title, entry] as const))('%s', (_, entry) => {
    const set = policiesOf(inventoryFromText(entry.policies, 'policies.yaml'), { major: 1, minor: 37 });
    expect(set.diagnostics.map(({ line, said }) => `${line}: ${saidText(said, 'en')}`)).toEqual(
      entry.diagnostics ?? [],
    );
    expect(set.notes.map((note) => saidText(note, 'en'))).toEqual(entry.notes ?? []);
  });
});
