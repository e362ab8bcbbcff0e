import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { FindingPage, Framework } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';
import { addressSays, expectRows } from './list.ts';

const { compliance: texts } = textsOf('en');

describe('compliance', () => {
  it('leads from a framework to a control to the findings that are its evidence', async () => {
    const page = await visit('/compliance');
    await page.getByRole('link', { name: 'CIS Kubernetes Benchmark' }).click();
    await page.waitForURL(/\/compliance\/cis$/);
    const { controls } = await ask<Framework>(page, 'compliance/cis');
    const control = controls.find(({ id }) => id === '5.2.2');
    expect(control?.status).toBe('fail');
    await page.getByRole('button', { name: control?.title ?? '' }).click();
    const evidence = page.getByRole('link', { name: /^Show \d+ open findings?$/ }).first();
    expect(await evidence.innerText()).toContain(String(control?.open));
    await evidence.click();
    await addressSays(page, { standard: 'cis:5.2.2' });
    await expectRows(page, control?.open ?? 0);
    const { total } = await ask<FindingPage>(page, 'findings?status=open&standard=cis:5.2.2&limit=1');
    expect(total).toBe(control?.open);
  });

  it('says why something was not checked, and never counts it as passed', async () => {
    const page = await visit('/compliance/cis');
    await stands(page);
    const { controls, tally } = await ask<Framework>(page, 'compliance/cis');
    await page
      .getByRole('radiogroup', { name: texts.statusLabel })
      .getByText(`${texts.status['not-checked']} ${tally.notChecked}`)
      .click();
    await addressSays(page, { status: 'not-checked' });
    const unchecked = controls.filter(({ status }) => status === 'not-checked');
    // The address says it before the page does.
    await expect.poll(() => page.locator('main tbody button[aria-expanded]').count()).toBe(unchecked.length);
    const [first] = unchecked;
    expect(first?.reason).toBeTruthy();
    await page
      .getByText(first?.reason ?? '')
      .first()
      .waitFor();
  });

  it.each(['html', 'csv'] as const)('is saved as %s in the console’s language', async (format) => {
    const page = await visit('/compliance/pss', { language: 'zh-CN' });
    await stands(page);
    const zh = textsOf('zh-CN').compliance;
    const { controls } = await ask<Framework>(page, 'compliance/pss', 'zh-CN');
    await page.getByRole('button', { name: zh.export }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: zh.exportAs[format] }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(new RegExp(`^pss-\\d{4}-\\d{2}-\\d{2}\\.${format}$`));
    const file = await text(await saved.createReadStream());
    expect(controls.filter(({ title }) => !file.includes(title))).toEqual([]);
  });
});
