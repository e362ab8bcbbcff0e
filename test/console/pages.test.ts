import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { narrow, stands, textsOf, visit } from './browser.ts';
import { screenshot } from './screenshots.ts';
import { expectNoOverflow, expectSound } from './sound.ts';
import { views } from './views.ts';

it('every page is looked at', () => {
  // Read, not imported: its types are the console's own, with JSX.
  const table = readFileSync(new URL('../../console/src/app/pages.ts', import.meta.url), 'utf8');
  const paths = [...table.matchAll(/^ {4}path: '([^']+)'/gm)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(0);
  const lookedAt = new Set<string | undefined>(views.map(({ page }) => page));
  expect(paths.filter((path) => !lookedAt.has(path))).toEqual([]);
});

/** Each language with one of the themes: what a theme can spoil, contrast, is the same in both languages. */
describe.each([
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const)('in %s, %s', (language, theme) => {
  const texts = textsOf(language);

  it.each(views)('$name is whole, translated, accessible, and fits a phone', async (view) => {
    const { address = view.page } = view;
    const page = await visit('about:blank', { language, theme });
    await page.goto(typeof address === 'string' ? address : await address(page));
    await stands(page);
    await view.open?.(page, texts);
    // It is set after the page is drawn.
    if (view.title !== undefined) await expect.poll(() => page.title()).toBe(`${view.title(texts)} · Breakwater`);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await expectSound(page, language);
    await screenshot(page, view.name, language);
    await page.setViewportSize(narrow);
    await stands(page);
    await expectNoOverflow(page);
  });
});
