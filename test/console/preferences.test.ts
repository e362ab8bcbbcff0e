import { expect, it } from 'vitest';
import { stands, textsOf, visit } from './browser.ts';

const theme = (of: string) => `html[data-mantine-color-scheme=${of}]`;

it('language and theme that were chosen stay', async () => {
  const page = await visit('/findings?severity=high');
  await stands(page);
  await page.locator(theme('light')).waitFor();
  await page.getByRole('button', { name: '中文' }).click();
  const { shell, findings } = textsOf('zh-CN');
  await page.getByRole('heading', { name: findings.title, level: 1 }).waitFor();
  await page.getByRole('button', { name: shell.theme(shell.themes.auto) }).click();
  await page.getByRole('menuitemradio', { name: shell.themes.dark }).click();
  await page.locator(theme('dark')).waitFor();
  // The view is the same as before.
  expect(new URL(page.url()).search).toBe('?severity=high');
  await page.reload();
  await page.locator(theme('dark')).waitFor();
  await page.getByRole('heading', { name: findings.title, level: 1 }).waitFor();
  await stands(page);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: textsOf('en').findings.title, level: 1 }).waitFor();
});

it('as the system has it: the theme follows, without a choice', async () => {
  const page = await visit('/', { theme: 'dark' });
  await page.locator(theme('dark')).waitFor();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator(theme('light')).waitFor();
});

it('a link in a language is in it for this visit', async () => {
  const page = await visit('/findings?lang=zh-CN');
  await page.getByRole('heading', { name: textsOf('zh-CN').findings.title, level: 1 }).waitFor();
  await page.goto('/findings');
  await page.getByRole('heading', { name: textsOf('en').findings.title, level: 1 }).waitFor();
});
