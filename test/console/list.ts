import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { stands } from './browser.ts';

/** A list's rows that are drawn: those in view. */
export function rows(page: Page): Locator {
  return page.locator('main tbody tr[aria-rowindex]');
}

/** What stands beside a list, by what it shows. */
export function panel(page: Page, label: string): Locator {
  return page.getByRole('complementary', { name: label });
}

/** Waits until the list has so many rows, drawn or not. */
export async function expectRows(page: Page, count: number): Promise<void> {
  // Its head is one, too.
  await expect.poll(() => page.locator('main table').getAttribute('aria-rowcount')).toBe(String(count + 1));
}

/** Waits until the address says this and nothing else, and nothing is still being loaded. */
export async function addressSays(page: Page, expected: Readonly<Record<string, string>>): Promise<void> {
  await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual(expected);
  await stands(page);
}
