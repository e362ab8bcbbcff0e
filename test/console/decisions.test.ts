import { describe, expect, it } from 'vitest';
import type { FindingDetail, FindingPage } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';

const { finding: texts, findings, history } = textsOf('en');

async function total(page: Parameters<typeof ask>[0], query: string, status = 'open'): Promise<number> {
  return (await ask<FindingPage>(page, `findings?limit=1&status=${status}&${query}`)).total;
}

describe('decisions', () => {
  it('several findings are accepted at once, with reason and end, and withdrawn', async () => {
    const query = 'check=img-registry-allow';
    const page = await visit(`/findings?${query}`);
    await stands(page);
    const before = { open: await total(page, query), accepted: await total(page, query, 'accepted') };
    const { items } = await ask<FindingPage>(page, `findings?status=open&limit=2&${query}`);
    // Two rows by keys: the second with all up to it.
    for (const key of ['j', 'x', 'j', 'Shift+X']) await page.keyboard.press(key);
    const bar = page.getByRole('toolbar', { name: findings.selectionLabel });
    await bar.getByRole('button', { name: texts.accept }).click();
    const dialog = page.getByRole('dialog');
    // Without a reason nothing happens but that one is asked for.
    await dialog.getByRole('button', { name: 'Accept 2' }).click();
    await dialog.getByRole('textbox', { name: texts.reason }).fill('rebuilt each night');
    await dialog.getByRole('button', { name: '30 days' }).click();
    await dialog.getByRole('button', { name: 'Accept 2' }).click();
    await dialog.waitFor({ state: 'detached' });
    await bar.waitFor({ state: 'detached' });
    await page.getByText(`Accepted ${before.accepted + 2}`, { exact: true }).waitFor();
    expect(await total(page, query)).toBe(before.open - 2);

    await page.getByText(`Accepted ${before.accepted + 2}`, { exact: true }).click();
    await page.waitForURL(/status=accepted/);
    await stands(page);
    for (const { fingerprint } of items) {
      const { status, exception } = await ask<FindingDetail>(page, `findings/${fingerprint}`);
      expect({ status, reason: exception?.reason }).toEqual({ status: 'accepted', reason: 'rebuilt each night' });
    }
    const other = await visit(`/findings/${items[0]?.fingerprint}`);
    const entry = other.locator('li[data-type=accepted]');
    await entry.getByText(history.accepted).waitFor();
    expect(await entry.innerText()).toContain('rebuilt each night');
    await other.getByRole('button', { name: texts.withdraw }).click();
    await other.getByRole('dialog').getByRole('button', { name: texts.withdraw }).click();
    await other.locator('li[data-type=acceptance-withdrawn]').waitFor();

    // The first window saw that, without having been asked to.
    await page.getByText(`Accepted ${before.accepted + 1}`, { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: textsOf('en').table.selectAll }).click();
    await page
      .getByRole('toolbar', { name: findings.selectionLabel })
      .getByRole('button', { name: texts.withdraw })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: texts.withdraw }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await total(page, query)).toBe(before.open);
  });

  it('another window’s decision is seen without asking', async () => {
    const query = 'check=pod-privileged';
    const page = await visit(`/findings?${query}`);
    await stands(page);
    const { items } = await ask<FindingPage>(page, `findings?status=open&limit=1&${query}`);
    const before = await total(page, query);
    await page.getByText(`Open ${before}`, { exact: true }).waitFor();

    const other = await visit(`/findings/${items[0]?.fingerprint}`, { language: 'zh-CN' });
    const zh = textsOf('zh-CN').finding;
    await other.getByRole('button', { name: zh.accept }).click();
    await other.getByRole('textbox', { name: zh.reason }).fill('CHG-4711');
    await other.getByRole('dialog').locator('button[type=submit]').click();
    await other.locator('li[data-type=accepted]').waitFor();
    await page.getByText(`Open ${before - 1}`, { exact: true }).waitFor();

    await other.getByRole('button', { name: zh.withdraw }).click();
    await other.getByRole('dialog').getByRole('button', { name: zh.withdraw }).click();
    await other.locator('li[data-type=acceptance-withdrawn]').waitFor();
    await page.getByText(`Open ${before}`, { exact: true }).waitFor();
  });
});
