import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { languages } from '../../console/src/texts/format.ts';
import type { CheckDetail } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';

/** Opens it by its key and types. @returns the option that Enter will open */
async function search(page: Page, label: string, words: string) {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: label });
  await field.waitFor();
  // What is typed before would be lost, or be a key of the page.
  await expect.poll(() => field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  await page.keyboard.type(words);
  return page.getByRole('dialog', { name: label }).getByRole('option', { selected: true });
}

describe.each(languages)('the palette, in %s', (language) => {
  const { palette, shell, workload } = textsOf(language);

  it('finds a page, an object and a check, by keys alone', async () => {
    const page = await visit('/', { language });
    await stands(page);
    const settings = shell.navigation.settings;
    await (await search(page, palette.label, settings)).getByText(settings, { exact: true }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/settings');
    await page.getByRole('heading', { level: 1, name: settings }).waitFor();

    await (await search(page, palette.label, 'document-converter deployment'))
      .getByText(/document-converter/)
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/workloads/apps/Deployment/portal-prod/document-converter');
    await page.getByRole('link', { name: workload.all }).waitFor();

    const { title } = await ask<CheckDetail>(page, 'checks/pod-host-namespaces', language);
    await (await search(page, palette.label, title)).getByText(title, { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/checks/pod-host-namespaces');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();

    // What one went to comes first the next time; arrows go through it.
    const chosen = await search(page, palette.label, '');
    await chosen.getByText(title, { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await chosen.getByText(/document-converter/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/checks/pod-host-namespaces');
  });
});

it('says that nothing fits, and is opened by a mouse, too', async () => {
  const { palette, shell } = textsOf('en');
  const page = await visit('/');
  await stands(page);
  await page.getByRole('button', { name: shell.search }).click();
  await page.getByRole('combobox', { name: palette.label }).fill('nothing-is-called-so');
  await page.getByText(palette.nothing).waitFor();
});
