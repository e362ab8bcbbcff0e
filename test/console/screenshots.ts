import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Language } from '../../console/src/texts/format.ts';

/** Shown in both languages: they differ in theme, too. */
const inBoth = new Set(['overview']);

/** A picture of what the window shows, for the documentation; in English, where it would show the same twice. */
export async function screenshot(page: Page, name: string, language: Language): Promise<void> {
  if (language !== 'en' && !inBoth.has(name)) return;
  const file = language === 'en' ? `${name}.png` : `${name}-${language}.png`;
  await page.screenshot({ path: join(inject('console').screenshots, file), animations: 'disabled' });
}
