import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Texts } from '../../console/src/texts/catalogues.ts';
import type { Language } from '../../console/src/texts/format.ts';
import type { FindingPage } from '../../src/server/contract/index.ts';
import { ask, narrow, stands, textsOf, visit } from './browser.ts';
import { screenshot } from './screenshots.ts';
import { expectNoOverflow, expectSound } from './sound.ts';

interface View {
  readonly name: string;
  /** Its address; asked for what the recording holds where that is needed. */
  readonly path: string | ((page: Page) => Promise<string>);
  /** Of the browser's tab, without the program's name; where it is of an object, nothing is said. */
  readonly title?: (texts: Texts) => string;
  /** Does what opens it, and waits for that. */
  readonly opened?: (page: Page, texts: Texts) => Promise<void>;
  readonly refusals?: readonly string[];
}

/** The riskiest open finding that a query finds. */
async function findingOf(page: Page, query = ''): Promise<string> {
  const { items } = await ask<FindingPage>(page, `findings?limit=1&${query}`);
  return items[0]?.fingerprint ?? '';
}

const views: readonly View[] = [
  { name: 'overview', path: '/', title: ({ overview }) => overview.title },
  { name: 'findings', path: '/findings', title: ({ findings }) => findings.subjects.open },
  {
    name: 'findings-filtered',
    path: '/findings?severity=critical&severity=high&kind=Deployment&q=image&sort=namespace&order=asc',
  },
  { name: 'findings-grouped', path: '/findings?group=check&expanded=pod-privileged' },
  { name: 'findings-accepted', path: '/findings?status=accepted', title: ({ findings }) => findings.subjects.accepted },
  { name: 'findings-none', path: '/findings?q=nothing-is-called-so' },
  { name: 'findings-panel', path: async (page) => `/findings?finding=${await findingOf(page)}` },
  { name: 'finding', path: async (page) => `/findings/${await findingOf(page, 'check=pod-privileged')}` },
  {
    name: 'not-found',
    path: '/nowhere',
    title: ({ shell }) => shell.notFound,
  },
  {
    name: 'keys',
    path: '/',
    opened: async (page, { shell }) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: shell.keys }).waitFor();
    },
  },
];

async function go(view: View, language: Language, theme: 'light' | 'dark'): Promise<Page> {
  const texts = textsOf(language);
  const page = await visit('about:blank', { language, theme, refusals: view.refusals ?? [] });
  await page.goto(typeof view.path === 'string' ? view.path : await view.path(page));
  await stands(page);
  await view.opened?.(page, texts);
  if (view.title !== undefined) expect(await page.title()).toBe(`${view.title(texts)} · Breakwater`);
  return page;
}

/** Each language with one of the themes: what a theme can spoil, contrast, is the same in both languages. */
describe.each([
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const)('in %s, %s', (language, theme) => {
  it.each(views)('$name is whole, translated, accessible, and fits a phone', async (view) => {
    const page = await go(view, language, theme);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await expectSound(page, language);
    await screenshot(page, view.name, language);
    await page.setViewportSize(narrow);
    await stands(page);
    await expectNoOverflow(page);
  });
});
