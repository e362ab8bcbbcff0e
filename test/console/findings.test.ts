import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { FindingFacets, FindingPage } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';
import { addressSays, expectRows, panel, rows } from './list.ts';

const { finding: findingTexts, findings: texts, severity } = textsOf('en');

const label = findingTexts.title;

describe('the list', () => {
  it('is filtered without a mouse: / and words, and the address says them', async () => {
    const page = await visit('/findings');
    await stands(page);
    await page.keyboard.press('/');
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('privileged');
    await addressSays(page, { q: 'privileged' });
    await page.keyboard.press('Escape');
    const { total } = await ask<FindingPage>(page, 'findings?status=open&q=privileged&limit=1');
    expect(total).toBeGreaterThan(0);
    await expectRows(page, total);
    // What is typed is no key of the list.
    expect(await panel(page, label).count()).toBe(0);
  });

  it('goes from row to row by j and k, opens by Enter, closes by Escape and is where it was', async () => {
    const page = await visit('/findings');
    await stands(page);
    const { items } = await ask<FindingPage>(page, 'findings?status=open&limit=3');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await addressSays(page, { finding: items[1]?.fingerprint ?? '' });
    await panel(page, label)
      .getByRole('heading', { name: items[1]?.title ?? '', level: 2 })
      .waitFor();
    // With the panel open, it follows.
    await page.keyboard.press('j');
    await addressSays(page, { finding: items[2]?.fingerprint ?? '' });
    await page.keyboard.press('Escape');
    await addressSays(page, {});
    await panel(page, label).waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('tr:focus').getAttribute('aria-rowindex')).toBe('4');
  });

  it('is filtered by a facet, whose numbers are what the list then shows', async () => {
    const page = await visit('/findings');
    await stands(page);
    const facets = await ask<FindingFacets>(page, 'findings/facets?status=open');
    const critical = facets.severity.find(({ value }) => value === 'critical')?.count ?? 0;
    expect(critical).toBeGreaterThan(0);
    await page.getByRole('button', { name: textsOf('en').filters.add }).click();
    const menu = page.getByRole('list', { name: textsOf('en').filters.add });
    await menu.getByRole('button', { name: texts.filters.severity, exact: true }).click();
    await page.getByRole('checkbox', { name: `${severity.words.critical} ${critical}` }).click();
    await addressSays(page, { severity: 'critical' });
    await expectRows(page, critical);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: `Remove: severity critical` }).click();
    await addressSays(page, {});
  });

  it('keeps sort, order and groups in the address, and Back goes back', async () => {
    const page = await visit('/findings');
    await stands(page);
    await page.getByRole('button', { name: texts.columns.namespace, exact: true }).click();
    await addressSays(page, { sort: 'namespace', order: 'asc' });
    const { items } = await ask<FindingPage>(page, 'findings?status=open&sort=namespace&order=asc&limit=1');
    await rows(page)
      .first()
      .getByRole('link', { name: items[0]?.title ?? '' })
      .waitFor();
    await page.getByRole('combobox', { name: texts.groupLabel }).selectOption('check');
    await addressSays(page, { sort: 'namespace', order: 'asc', group: 'check' });
    const group = page.locator('main tbody button[aria-expanded]').first();
    await group.click();
    await expect.poll(() => group.getAttribute('aria-expanded')).toBe('true');
    await page.goBack();
    await addressSays(page, { sort: 'namespace', order: 'asc' });
    await page.goBack();
    await addressSays(page, {});
  });

  it('draws what is in view and loads the rest as one comes to it', async () => {
    const page = await visit('/findings');
    await stands(page);
    const { total } = await ask<FindingPage>(page, 'findings?status=open&limit=1');
    expect(await rows(page).count()).toBeLessThan(100);
    await rows(page).first().hover();
    await page.mouse.wheel(0, 1_000_000);
    const { items } = await ask<FindingPage>(page, `findings?status=open&limit=1&offset=${total - 1}`);
    await page
      .locator(`tr[aria-rowindex="${total + 1}"]`)
      .getByRole('link', { name: items[0]?.title ?? '' })
      .waitFor();
    expect(await rows(page).count()).toBeLessThan(100);
  });
});

describe('the panel', () => {
  it('is what its address opens, for whoever gets it', async () => {
    const page = await visit('/findings?severity=critical');
    await stands(page);
    const link = rows(page).nth(1).getByRole('link');
    const title = await link.innerText();
    await link.click();
    await panel(page, label).getByRole('heading', { name: title, level: 2 }).waitFor();
    const other = await visit(page.url());
    await panel(other, label).getByRole('heading', { name: title, level: 2 }).waitFor();
    await stands(page);
    await stands(other);
    const texts = () => Promise.all([page, other].map((one) => panel(one, label).innerText()));
    // Both say how long ago it was, and one may say so a moment earlier.
    await expect.poll(async () => new Set(await texts()).size).toBe(1);
    await page.goBack();
    await addressSays(page, { severity: 'critical' });
    await panel(page, label).waitFor({ state: 'detached' });
  });

  it('leads to the whole page, and that back to all findings', async () => {
    const page = await visit('/findings?check=pod-privileged');
    await stands(page);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await panel(page, label).getByRole('link', { name: findingTexts.fullPage }).click();
    await page.waitForURL(/\/findings\/[0-9a-f]{32}$/);
    await page.locator('main h1').waitFor();
    for (const section of [findingTexts.evidence, findingTexts.fix, findingTexts.standards, findingTexts.history])
      await page.getByRole('heading', { name: section, exact: true }).waitFor();
    // The line that it is about is marked.
    expect(await page.locator('[data-marked]').innerText()).toContain('privileged: true');
    await page.getByRole('link', { name: findingTexts.all }).click();
    await addressSays(page, {});
  });

  it('says where there is no such finding', async () => {
    const unknown = '0'.repeat(32);
    const page = await visit(`/findings/${unknown}`, { refusals: [`404 /api/v1/findings/${unknown}`] });
    await page.getByRole('alert').getByText(textsOf('en').states.notFound).waitFor();
  });
});

describe('the export', () => {
  it('as CSV holds what is shown, in its order', async () => {
    const query = 'severity=critical&sort=name&order=asc';
    const page = await visit(`/findings?${query}`);
    await stands(page);
    const { items, total } = await ask<FindingPage>(page, `findings?status=open&${query}&limit=500`);
    expect(items).toHaveLength(total);
    await page.getByRole('button', { name: texts.export }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const lines = (await text(await (await download).createReadStream())).trim().split(/\r?\n/);
    expect(lines).toHaveLength(total + 1);
    const shown = await rows(page).first().getByRole('link').innerText();
    expect(lines[1]).toContain(items[0]?.fingerprint);
    expect(items[0]?.title).toBe(shown);
    expect(items.every(({ fingerprint }, index) => lines[index + 1]?.includes(fingerprint))).toBe(true);
  });
});
