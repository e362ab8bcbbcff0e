import { describe, expect, it } from 'vitest';
import { findingFilters } from '../pages/findings/filters.ts';
import { type FindingsState, fields } from '../pages/findings/state.ts';
import { catalogues } from '../texts/catalogues.ts';
import { createFormat, type Language } from '../texts/format.ts';
import { readState } from '../url/params.ts';
import { sentenceOf } from './sentence.ts';

function sentence(language: Language, search: string): string {
  const state: FindingsState = readState(fields, new URLSearchParams(search));
  const texts = catalogues[language];
  const filters = findingFilters(state, undefined, texts, createFormat(language), () => {});
  return sentenceOf(texts, texts.findings.subjects[state.status], filters, state.q);
}

describe('filters as a sentence', () => {
  it.each([
    ['', 'Open findings', '未处理的问题'],
    [
      'severity=critical&severity=high&namespace=shop',
      'Open findings, severity critical or high, in namespace shop',
      '未处理的问题：级别为严重或高危，在命名空间 shop 中',
    ],
    ['status=accepted&q=nginx', 'Accepted findings, containing “nginx”', '已接受的问题：含有“nginx”'],
    [
      'object=apps%2FDeployment%2Fshop%2Fweb',
      'Open findings, on Deployment shop/web',
      '未处理的问题：对象为 Deployment shop/web',
    ],
    ['object=%2FNamespace%2F%2Fshop', 'Open findings, on Namespace shop', '未处理的问题：对象为 Namespace shop'],
    [
      'status=resolved&resolvedSince=2027-01-31&since=nonsense',
      'Resolved findings, resolved since Jan 31, 2027',
      '已解决的问题：2027年1月31日以来解决',
    ],
  ])('%s', (search, english, chinese) => {
    expect([sentence('en', search), sentence('zh-CN', search)]).toEqual([english, chinese]);
  });
});
