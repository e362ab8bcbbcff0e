import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Language } from '../../console/src/texts/format.ts';

/** Views that the documentation shows in English: one of each page. */
const inEnglish = new Set([
  'overview',
  'findings',
  'findings-panel',
  'finding',
  'workloads',
  'workload',
  'network',
  'network-why',
  'network-policy',
  'compliance',
  'framework',
  'policies',
  'policy',
  'exceptions',
  'cluster',
  'settings',
  'settings-users',
  'check',
  'palette',
  'sign-in',
]);
/** In Chinese, which these tests look at in the dark. */
const inChinese = new Set(['overview']);

/** A picture of what the window shows, where the documentation has one. */
export async function screenshot(page: Page, name: string, language: Language): Promise<void> {
  const wanted = language === 'en' ? inEnglish : inChinese;
  if (!wanted.has(name)) return;
  const file = language === 'en' ? `${name}.png` : `${name}-${language}.png`;
  await page.screenshot({ path: join(inject('console').screenshots, file), animations: 'disabled' });
}
