import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import type { SettingsView } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';
import { rows } from './list.ts';

const { settings: texts, parts } = textsOf('en');

/** As a program would: with the token alone. */
async function statusWith(token: string, path: string, init?: RequestInit): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return (await fetch(`${inject('console').address}/api/v1/${path}`, { ...init, headers })).status;
}

/** Names in the trail, as the server keeps it: the latest first. */
async function trail(page: Page): Promise<readonly string[]> {
  const { items } = await ask<{ readonly items: readonly { readonly action: string }[] }>(page, 'audit?limit=5');
  return items.map(({ action }) => action);
}

describe('a token', () => {
  it('is made, shown once, good for what it may do, and revoked', async () => {
    const page = await visit('/settings?tab=tokens');
    await page.getByRole('button', { name: texts.newToken }).click();
    const form = page.getByRole('dialog', { name: texts.newToken });
    await form.getByRole('button', { name: texts.makeToken }).click();
    await form.getByText(texts.tokenNameMissing).waitFor();
    await form.getByLabel(texts.tokenName).first().fill('nightly report');
    await form.getByRole('button', { name: '7 days', exact: true }).click();
    await form.getByRole('button', { name: texts.makeToken }).click();

    const shown = page.getByRole('dialog', { name: texts.secretTitle });
    const secret = (await shown.getByRole('region', { name: texts.secret, exact: true }).innerText()).trim();
    expect(await statusWith(secret, 'findings?limit=1')).toBe(200);
    // It may read, and nothing else.
    expect(await statusWith(secret, 'findings/accept', { method: 'POST', body: '{}' })).toBe(403);
    expect(await statusWith(secret, 'audit')).toBe(403);
    await shown.getByRole('button', { name: texts.secretDone }).click();
    await page.getByRole('row', { name: /nightly report/ }).waitFor();
    await page.reload();
    await page.getByRole('row', { name: /nightly report/ }).waitFor();
    expect(await page.content()).not.toContain(secret);

    await page.getByRole('button', { name: texts.revokeNamed('nightly report') }).click();
    const question = page.getByRole('dialog', { name: texts.revokeTitle('nightly report') });
    await question.getByRole('button', { name: texts.revoke, exact: true }).click();
    await page.getByRole('row', { name: /nightly report/ }).waitFor({ state: 'detached' });
    expect(await statusWith(secret, 'findings?limit=1')).toBe(401);
    expect(await trail(page)).toEqual(expect.arrayContaining(['tokens.create', 'tokens.revoke']));
  });
});

describe('the settings', () => {
  it('are saved where they make sense, and the trail says who did it', async () => {
    const page = await visit('/settings');
    const days = page.getByLabel(texts.retentionFields.resolvedDays);
    const before = await days.inputValue();
    const save = page.getByRole('button', { name: texts.save });
    expect(await save.isDisabled()).toBe(true);
    await days.fill('0');
    await page.getByText('A whole number of days from 1 to 3,650.').waitFor();
    await days.fill('400');
    await save.click();
    await page.getByText(texts.saved, { exact: true }).waitFor();
    expect((await ask<SettingsView>(page, 'settings')).retention.resolvedDays).toBe(400);
    await page.reload();
    await expect.poll(() => days.inputValue()).toBe('400');
    await days.fill(before);
    await save.click();
    await page.getByText(texts.saved, { exact: true }).waitFor();

    await page.getByRole('link', { name: texts.tabs.audit }).click();
    await page.getByRole('combobox', { name: texts.actionLabel }).selectOption('settings.change');
    await page.waitForURL(/action=settings\.change/);
    await stands(page);
    const entries = rows(page);
    await expect.poll(() => entries.filter({ hasText: texts.actions['settings.change'] }).count()).toBe(2);
    // What was shown before stays until the answer is there.
    await expect.poll(() => entries.count()).toBe(2);
  });

  it('say how to let others in', async () => {
    const page = await visit('/settings?tab=users');
    await page.getByRole('heading', { name: texts.grants }).waitFor();
    const grants = page.getByRole('region', { name: texts.grantsAs });
    expect(await grants.innerText()).toContain('kind: ClusterRole');
    await page.getByRole('button', { name: parts.download }).waitFor();
  });
});
