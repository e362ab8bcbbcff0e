import { expect, it } from 'vitest';
import type { FindingPage } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';
import { addressSays, panel, rows } from './list.ts';

const { exceptions: texts, finding } = textsOf('en');

it('an exception for a check on resources covers what is there, and can be ended', async () => {
  const query = 'check=pod-privileged&namespace=terminal-prod&limit=1';
  const page = await visit('/checks/pod-privileged');
  const open = async () => (await ask<FindingPage>(page, `findings?status=open&${query}`)).total;
  const before = await open();
  expect(before).toBeGreaterThan(0);
  await page.getByRole('link', { name: textsOf('en').check.except }).click();
  const form = page.getByRole('dialog', { name: texts.makeTitle });
  expect(await form.getByLabel(texts.check).inputValue()).toBe('pod-privileged');

  const make = form.getByRole('button', { name: texts.makeNow });
  await form.getByLabel(texts.globs).fill('terminal-prod');
  await form.getByLabel(texts.reason).fill('drives the cranes’ radio');
  await make.click();
  await form.getByText(texts.globWrong('terminal-prod')).waitFor();
  await form.getByLabel(texts.globs).fill('*/terminal-prod/*');
  await form.getByLabel(texts.owner).fill('cranes');
  await make.click();
  await form.waitFor({ state: 'detached' });
  await expect.poll(open).toBe(0);

  const row = rows(page).filter({ hasText: '*/terminal-prod/*' });
  await row.getByText(String(before), { exact: true }).waitFor();
  await row.getByRole('link').click();
  const detail = panel(page, texts.detail);
  await detail.getByText('drives the cranes’ radio').waitFor();
  await detail.getByRole('button', { name: texts.end }).click();
  const question = page.getByRole('dialog', { name: texts.endTitle });
  await question.getByText(/will be open again/).waitFor();
  await question.getByRole('button', { name: texts.endNow }).click();
  await question.waitFor({ state: 'detached' });
  await row.waitFor({ state: 'detached' });
  await expect.poll(open).toBe(before);
});

it('what the settings file says can’t be ended here, and leads to what it covers', async () => {
  const page = await visit('/exceptions?q=csi-harbor-node');
  await stands(page);
  await rows(page).first().getByRole('link').click();
  const detail = panel(page, texts.detail);
  await detail.getByText(texts.fromIs.settings).waitFor();
  expect(await detail.getByRole('button', { name: texts.end }).count()).toBe(0);
  await detail.getByRole('link', { name: texts.showAccepted }).click();
  await page.getByRole('heading', { level: 1, name: textsOf('en').findings.title }).waitFor();
  await addressSays(page, { status: 'accepted', check: 'pod-privileged' });
  await rows(page).first().getByRole('link').click();
  await panel(page, finding.title).getByText('mounts disks on its node').first().waitFor();
});
