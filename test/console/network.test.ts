import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFormat } from '../../console/src/texts/format.ts';
import type { NetworkConnection, NetworkExplanation, NetworkMap } from '../../src/server/contract/index.ts';
import { ask, narrow, stands, textsOf, visit } from './browser.ts';
import { largeMap } from './large-map.ts';
import { addressSays, expectRows, panel, rows } from './list.ts';

const { filters, network: texts, workload } = textsOf('en');
const invoices = 'Deployment/billing-prod/invoices';
const ledger = 'StatefulSet/billing-prod/ledger-db';

const format = createFormat('en', 'UTC');

/** Waits until the recorded traffic is read: that begins once the cluster is assessed. */
async function isRecorded(page: Page): Promise<void> {
  await expect.poll(async () => (await ask<NetworkMap>(page, 'network/map')).flows?.state).toBe('read');
  await stands(page);
}

/** A namespace or workload that is drawn, by its name. */
const drawn = (page: Page, name: string) => page.locator('.react-flow__node').getByRole('button', { name }).first();

describe('the map', () => {
  it('opens a namespace into its workloads, and closes it again', async () => {
    const page = await visit('/network');
    await stands(page);
    await page.keyboard.press('Tab');
    const open = page.getByRole('button', { name: texts.open('billing-prod') });
    // It comes into view.
    await open.focus();
    await open.click();
    await addressSays(page, { open: 'billing-prod' });
    await drawn(page, 'ledger-db').waitFor();
    await page.getByRole('button', { name: texts.close('billing-prod') }).click();
    await addressSays(page, {});
    await drawn(page, 'ledger-db').waitFor({ state: 'detached' });
  });

  it('is worked by the keyboard alone', async () => {
    const page = await visit('/network');
    await stands(page);
    const open = page.getByRole('button', { name: texts.open('billing-prod') });
    await open.focus();
    await page.keyboard.press('Enter');
    await drawn(page, 'tariffs').focus();
    await page.keyboard.press('Enter');
    await panel(page, texts.panel).getByRole('heading', { name: texts.whoReaches }).waitFor();
    await page.keyboard.press('Escape');
    await addressSays(page, { open: 'billing-prod' });
  });

  it('says of two that are chosen which policies decide', async () => {
    const page = await visit('/network?open=billing-prod');
    await stands(page);
    await drawn(page, 'invoices').click();
    await panel(page, texts.panel).getByRole('button', { name: ledger }).waitFor();
    await drawn(page, 'ledger-db').click();
    await addressSays(page, { open: 'billing-prod', from: invoices, to: ledger });
    const why = panel(page, texts.panel);
    await why.getByText(texts.verdict.allowed(invoices, ledger, 'TCP 5432')).waitFor();
    await why.getByText('billing-prod/invoices-to-ledger-db-in').waitFor();
    // The other way round nobody may.
    await why.getByRole('button', { name: texts.swap }).click();
    await why.getByText(texts.verdict.denied(ledger, invoices, 'TCP 8080')).waitFor();
    await why.getByText(texts.closedBy).first().waitFor();
  });

  it('asks about a port and about addresses that are typed', async () => {
    const page = await visit(`/network?from=internet&to=${ledger}`);
    await stands(page);
    const why = panel(page, texts.panel);
    await why.getByText(texts.verdict.denied(texts.internet, ledger, 'TCP 5432')).waitFor();
    await why.getByLabel(texts.from).fill(invoices);
    await why.getByLabel(texts.port).fill('9/UDP');
    await why.getByRole('button', { name: texts.explain }).click();
    await why.getByText(texts.verdict.denied(invoices, ledger, 'UDP 9')).waitFor();
    await addressSays(page, { from: invoices, to: ledger, at: '9/UDP' });
  });

  it('finds a workload, and shows its connections only', async () => {
    const page = await visit('/network');
    await stands(page);
    await page.keyboard.press('/');
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('ledger-db');
    await addressSays(page, { q: 'ledger-db' });
    await drawn(page, 'ledger-db').waitFor();
    await drawn(page, 'argocd').waitFor({ state: 'detached' });
  });

  it('is saved as a picture of either kind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'breakwater-picture-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const page = await visit('/network?open=billing-prod');
    await stands(page);
    const save = async (kind: string) => {
      await page.getByRole('button', { name: texts.picture }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: kind }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`network.${kind.toLowerCase()}`);
      const file = join(folder, download.suggestedFilename());
      await download.saveAs(file);
      return readFile(file);
    };
    const svg = (await save('SVG')).toString();
    for (const name of ['ledger-db', 'kube-system', texts.states['seen-denied']]) expect(svg).toContain(name);
    expect(svg).not.toContain('style=');
    const png = await save('PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThan(1000);
  });

  it('of thousands draws what the window shows', async () => {
    const page = await visit('about:blank');
    const map = largeMap();
    let asked: readonly string[] = [];
    await page.route('**/api/v1/network/map*', async (route) => {
      asked = new URL(route.request().url()).searchParams.getAll('open');
      await route.fulfill({ json: map(asked) });
    });
    await page.goto('/network');
    await stands(page);
    expect(map([]).counts).toMatchObject({ namespaces: 100, workloads: 2500 });
    const nodes = page.locator('.react-flow__node');
    await nodes.first().waitFor();
    expect(await nodes.count()).toBeLessThan(110);
    // All of them opened: more than the server gives one by one.
    const all = map([]).namespaces.map(({ name }) => name);
    await page.goto(`/network?${all.map((name) => `open=${name}`).join('&')}`);
    await stands(page);
    await nodes.first().waitFor();
    expect(asked).toHaveLength(100);
    expect(map(asked).nodes.length).toBeGreaterThan(600);
    expect(await nodes.count()).toBeLessThan(200);
    await page.getByRole('button', { name: texts.fit }).click();
    await page.getByRole('button', { name: texts.closeAll }).click();
    await addressSays(page, {});
  });
});

describe('what was seen', () => {
  it.each(['seen-denied', 'seen', 'allowed', 'denied'] as const)(
    'or not, %s: has its line, its filter, its rows, and a reason',
    async (state) => {
      // Closed, all that is allowed and not seen is told at its destination.
      const page = await visit('/network?open=booking-prod');
      await isRecorded(page);
      await page.getByRole('list', { name: texts.legend }).getByText(texts.states[state], { exact: true }).waitFor();
      await page.getByRole('button', { name: filters.add }).click();
      await page
        .getByRole('list', { name: filters.add })
        .getByRole('button', { name: texts.filters.state, exact: true })
        .click();
      await page.getByRole('checkbox', { name: texts.states[state], exact: true }).click();
      await addressSays(page, { open: 'booking-prod', state });
      await page.keyboard.press('Escape');
      const map = await ask<NetworkMap>(page, `network/map?open=booking-prod&state=${state}`);
      // Those of everyone are told at their destination and not drawn.
      const drawnOnes = map.edges.filter(({ from }) => !map.everyone.some(({ id }) => id === from));
      await expect.poll(() => page.locator(`.react-flow__edge g[data-state=${state}]`).count()).toBe(drawnOnes.length);
      await expect.poll(() => page.locator('.react-flow__edge g').count()).toBe(drawnOnes.length);
      expect(drawnOnes.length).toBeGreaterThan(0);

      await page.getByRole('link', { name: texts.views.table }).click();
      await addressSays(page, { open: 'booking-prod', state, view: 'table' });
      await expectRows(page, map.total);
      const said = async () => new Set(await rows(page).locator('td:nth-child(3)').allInnerTexts());
      await expect.poll(async () => [...(await said())]).toEqual([texts.states[state]]);
    },
  );

  it.each([
    ['stopped', 'Deployment/sandbox/chat-assistant', ledger, 'denied'],
    ['let through before there were policies', 'CronJob/data-platform/customer-export', ledger, 'denied'],
    ['allowed and used', invoices, ledger, 'allowed'],
    ['allowed and never used', 'Deployment/sandbox/chat-assistant', 'Deployment/default/hello', 'allowed'],
    ['denied and never tried', 'internet', ledger, 'denied'],
  ] as const)('is part of the reason: %s', async (_, from, to, outcome) => {
    const page = await visit(`/network?from=${from}&to=${to}`);
    await isRecorded(page);
    const { seen, ...answer } = await ask<NetworkExplanation>(page, `network/explain?from=${from}&to=${to}`);
    expect(answer.outcome).toBe(outcome);
    const why = panel(page, texts.panel);
    const parts =
      seen === null
        ? [texts.seenNever]
        : [
            texts.seenTimes(format, seen.flows, seen.ports.join(', '), format.day(seen.last ?? '')),
            ...(seen.refused > 0 ? [texts.seenRefused(format, seen.refused, seen.flows)] : []),
            ...(seen.denied > seen.refused ? [texts.seenLetThrough(format, seen.denied, seen.flows)] : []),
          ];
    await why.getByText(parts.join(' '), { exact: true }).waitFor();
  });

  it('by nearly all is told at its destination, and drawn once one looks at it', async () => {
    const page = await visit('/network');
    await isRecorded(page);
    const lines = page.locator('.react-flow__edge g[data-state=seen]:not([data-dim])');
    await expect.poll(() => lines.count()).toBeGreaterThan(0);
    const before = await lines.count();
    await drawn(page, 'kube-system').click();
    await panel(page, texts.panel).getByRole('heading', { name: texts.seenNotAllowed }).waitFor();
    const { edges } = await ask<NetworkMap>(page, 'network/map');
    const own = edges.filter(({ to, state }) => to === 'kube-system/' && state === 'seen').length;
    expect(own).toBeGreaterThan(before / 2);
    await expect.poll(() => lines.count()).toBe(own);
  });
});

describe('the table', () => {
  it('has the same as the map, and opens the same', async () => {
    const page = await visit('/network?view=table');
    await isRecorded(page);
    const { total } = await ask<{ readonly total: number }>(page, 'network/connections');
    expect((await ask<NetworkMap>(page, 'network/map')).total).toBe(total);
    await expectRows(page, total);
    await page.getByRole('button', { name: filters.add }).click();
    await page
      .getByRole('list', { name: filters.add })
      .getByRole('button', { name: texts.filters.open, exact: true })
      .click();
    await page.getByRole('checkbox', { name: /^billing-prod/ }).click();
    await addressSays(page, { view: 'table', open: 'billing-prod' });
    await page.keyboard.press('Escape');
    const opened = await ask<{ readonly items: readonly NetworkConnection[]; readonly total: number }>(
      page,
      'network/connections?open=billing-prod',
    );
    await expectRows(page, opened.total);
    expect(opened.items.some(({ from, to }) => from === invoices && to === ledger)).toBe(true);
  });

  it('filters by port and state', async () => {
    const page = await visit('/network?view=table&open=billing-prod&q=billing-prod');
    await isRecorded(page);
    await page.getByRole('textbox', { name: texts.port }).fill('5432');
    await page.keyboard.press('Enter');
    await addressSays(page, { view: 'table', open: 'billing-prod', q: 'billing-prod', port: '5432' });
    const { total } = await ask<{ readonly total: number }>(
      page,
      'network/connections?open=billing-prod&q=billing-prod&port=5432',
    );
    expect(total).toBeGreaterThan(0);
    await expectRows(page, total);
    await page.getByRole('button', { name: filters.remove(texts.phrases.port('5432')) }).click();
    await addressSays(page, { view: 'table', open: 'billing-prod', q: 'billing-prod' });
  });

  it('comes first on a phone', async () => {
    const page = await visit('about:blank', { viewport: narrow });
    await page.goto('/network');
    await stands(page);
    expect(await page.getByRole('link', { name: texts.views.table }).getAttribute('aria-current')).toBe('page');
    await page.locator('main tbody tr').nth(0).click();
    await panel(page, texts.panel).getByRole('button', { name: texts.explain }).waitFor();
  });
});

describe('a policy', () => {
  const closing = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closing, namespace: portal-prod }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;

  it('that is pasted shows what it would change, and how to apply it', async () => {
    const page = await visit('/network?view=policy');
    await stands(page);
    await page.getByRole('textbox', { name: texts.tryYaml }).fill(closing);
    await page.getByRole('button', { name: texts.tryRun }).click();
    const table = page.getByRole('table', { name: texts.difference });
    await table.getByText(texts.changes.closed).first().waitFor();
    await table.getByText('Deployment/portal-prod/portal-bff').first().waitFor();
    await page.getByText('kubectl apply -f').waitFor();
    // Another text is another question.
    await page.getByRole('textbox', { name: texts.tryYaml }).fill(`${closing}# more`);
    await page.getByText(texts.tryChanged).waitFor();
  });

  it('says which recorded connections it would refuse', async () => {
    const page = await visit('/network?view=policy');
    await isRecorded(page);
    await page.getByRole('textbox', { name: texts.tryYaml }).fill(closing);
    await page.getByRole('button', { name: texts.tryRun }).click();
    const [portal, web] = ['Deployment/gateway-system/gateway-portal', 'Deployment/portal-prod/portal-web'];
    await page.getByText(`${texts.between(portal, web)}, TCP 8080`).waitFor();
  });

  it('of the cluster is taken, and unchanged changes nothing', async () => {
    const page = await visit('/network?view=policy');
    await stands(page);
    const list = page.getByRole('combobox', { name: texts.tryLoad });
    await list.selectOption({ label: 'billing-prod/default-deny (NetworkPolicy)' });
    const text = page.getByRole('textbox', { name: texts.tryYaml });
    await expect.poll(() => text.inputValue()).toContain('name: default-deny');
    await page.getByRole('button', { name: texts.tryRun }).click();
    await page.getByText(texts.noDifference).waitFor();
  });

  it('that is none is refused with the line', async () => {
    const page = await visit('/network?view=policy', { refusals: ['400 /api/v1/network/simulate'] });
    await stands(page);
    await page
      .getByRole('textbox', { name: texts.tryYaml })
      .fill('apiVersion: v1\nkind: Secret\nmetadata: { name: a }');
    await page.getByRole('button', { name: texts.tryRun }).click();
    await page.getByRole('alert').getByText('Line 1').waitFor();
  });
});

describe('ways in', () => {
  it('are listed with what is behind them, and filtered by who can come', async () => {
    const page = await visit('/network?view=exposure&reach=internet');
    await stands(page);
    const { total } = await ask<{ readonly total: number }>(page, 'network/exposure?reach=internet');
    expect(total).toBeGreaterThan(0);
    await expectRows(page, total);
    await page.locator('main a[href$="/argocd/argocd-server"]').first().click();
    await page.waitForURL('**/workloads/apps/Deployment/argocd/argocd-server');
    await page.getByRole('link', { name: workload.onTheMap }).click();
    await addressSays(page, { open: 'argocd', from: 'Deployment/argocd/argocd-server' });
    await panel(page, texts.panel).getByRole('heading', { name: texts.whoReaches }).waitFor();
  });
});
