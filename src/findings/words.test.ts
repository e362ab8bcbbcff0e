import { describe, expect, it } from 'vitest';
import { loadTexts } from '../checks/index.ts';
import type { FindingFacts } from './facts.ts';
import { inWords } from './words.ts';

const facts: FindingFacts = {
  fingerprint: '0'.repeat(32),
  check: 'pod-hostpath',
  severity: 'high',
  message: { values: { value: '/var/log', item: 'logs' } },
  resource: { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'logging', name: 'agent' },
  path: 'spec.template.spec.volumes[0].hostPath',
  location: { file: 'agent.yaml', line: 12, column: 9 },
  standards: { pss: ['baseline/hostPathVolumes'] },
  risk: { score: 55, factors: [{ code: 'production', weight: 5 }] },
  fix: { edits: [{ op: 'remove', path: 'spec.template.spec.volumes[0]' }], risky: true },
  exception: null,
};

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  it('a finding has the words of its check, and everything else as it is', async () => {
    const texts = await loadTexts(language);
    const { title, message, risk, fix, ...rest } = inWords(facts, texts, language);
    const { message: _, risk: __, fix: ___, ...same } = facts;
    expect(rest).toEqual(same);
    expect(title).toBe(texts['pod-hostpath']?.title);
    expect(message).not.toMatch(/[{}]/);
    expect(risk).toEqual({
      score: 55,
      factors: [{ name: { en: 'in production', 'zh-CN': '位于生产环境' }[language], weight: 5 }],
    });
    expect(fix).toEqual({ title: texts['pod-hostpath']?.action, ...facts.fix });
  });

  it('what the baseline covers says so, and a reason that someone wrote stays', async () => {
    const texts = await loadTexts(language);
    const reasonOf = (exception: FindingFacts['exception']) =>
      inWords({ ...facts, exception }, texts, language).exception?.reason;
    expect(reasonOf({ from: 'baseline', reason: '' })).toMatch(/baseline|基线/);
    expect(reasonOf({ from: '.breakwater.yaml', reason: 'reads logs' })).toBe('reads logs');
  });

  it('a check without texts is an error, never a finding without words', async () => {
    const texts = await loadTexts(language);
    expect(() => inWords({ ...facts, check: 'gone' }, texts, language)).toThrow('check gone has no text');
  });
});
