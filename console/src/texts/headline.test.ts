import { describe, expect, it } from 'vitest';
import type { Overview } from '../../../src/server/contract/index.ts';
import { catalogues } from './catalogues.ts';
import { createFormat } from './format.ts';

const counts = (critical: number, high: number, medium = 0) => ({ critical, high, medium, low: 0, info: 0 });

function headline(language: 'en' | 'zh-CN', open: Overview['open'], before: Overview['open'] | null, assessed = true) {
  const overview = {
    open,
    yesterday: before === null ? null : { open: before, risk: 0 },
    coverage: { assessedAt: assessed ? '2027-01-31T12:00:00Z' : null },
  } as Overview;
  return catalogues[language].overview.headline(createFormat(language), overview);
}

describe('the overview’s first sentence', () => {
  it.each([
    [counts(3, 61), counts(4, 65), '64 open findings matter today: 3 critical, 61 high; 5 fewer than yesterday'],
    [counts(1, 0), counts(0, 0), '1 open finding matters today: 1 critical; 1 more than yesterday'],
    [counts(0, 2, 9), counts(1, 1), '2 open findings matter today: 2 high; as many as yesterday'],
    [counts(0, 2000), null, '2,000 open findings matter today: 2,000 high'],
    [counts(0, 0, 4), counts(0, 1), 'Nothing critical or high is open today; 1 fewer than yesterday'],
    [counts(0, 0), null, 'No open findings today'],
  ])('%j after %j', (open, before, sentence) => {
    expect(headline('en', open, before)).toBe(sentence);
  });

  it('is the same in Chinese', () => {
    expect(headline('zh-CN', counts(3, 61), counts(4, 65))).toBe(
      '今天有 64 个要紧的问题未处理：严重 3 个，高危 61 个，比昨天少 5 个',
    );
  });

  it('does not call a cluster clean that was not assessed', () => {
    expect(headline('en', counts(0, 0), null, false)).toBe('The cluster has not been assessed yet');
    expect(headline('zh-CN', counts(0, 0), null, false)).toBe('尚未评估该集群');
  });
});
