import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { PodSecurity, Policies, PolicyPrediction } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';
import { addressSays, panel } from './list.ts';

const { policies: texts, exceptions, findings, parts, states } = textsOf('en');

const predicted = (page: Page, query = '') => ask<PolicyPrediction>(page, `policies/pod-baseline/prediction?${query}`);

describe('the list of policies', () => {
  it('says of each where it stands and what the next step would do, and leads there', async () => {
    const page = await visit('/policies');
    await stands(page);
    const { items, foreign } = await ask<Policies>(page, 'policies');
    expect(items.map(({ name }) => name)).toEqual(['pod-baseline', 'product-images']);
    const row = page.getByRole('row').filter({ hasText: 'pod-baseline' });
    await row.getByRole('img', { name: texts.standsOn('Warn') }).waitFor();
    await row.getByText(`${items[0]?.next?.objects} objects would be refused.`).waitFor();
    expect(foreign.length).toBeGreaterThan(0);
    for (const { name } of foreign) await page.getByRole('row').filter({ hasText: name }).waitFor();
    await row.getByRole('link', { name: texts.nextStep('Deny') }).click();
    await page.getByRole('heading', { level: 1, name: 'pod-baseline' }).waitFor();
    await addressSays(page, { step: 'Deny' });
    await page.getByRole('heading', { name: texts.stepTitle('Deny') }).waitFor();
  });

  it('is found in the palette', async () => {
    const page = await visit('/');
    await stands(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(texts.title);
    await page.getByRole('option', { name: texts.title }).first().click();
    await page.waitForURL('**/policies');
  });
});

describe('a policy', () => {
  it('shows each step of its ladder; the keyboard climbs it', async () => {
    const page = await visit('/policies/pod-baseline');
    await stands(page);
    const ladder = page.getByRole('navigation', { name: texts.ladder('pod-baseline') });
    const steps = ladder.getByRole('link');
    expect(await steps.count()).toBe(4);
    // Without a wish it is the next one that is looked at.
    expect(await ladder.locator('[aria-current=step]').textContent()).toContain('Deny');
    expect(await steps.nth(2).textContent()).toContain(texts.inForce);
    await steps.nth(0).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await addressSays(page, { step: 'Audit' });
    await page.getByRole('heading', { name: texts.stepTitle('Audit') }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: texts.stepTitle('Deny') }).waitFor();
  });

  it('names what a step would meet, whose it is, and the fix', async () => {
    const page = await visit('/policies/pod-baseline?step=Deny');
    await stands(page);
    const all = await predicted(page);
    const table = page.getByRole('table', { name: texts.preview });
    await expect.poll(() => table.getByRole('row').count()).toBe(all.items.length + 1);
    await page.getByRole('combobox', { name: texts.anyNamespace }).selectOption('terminal-prod');
    const there = await predicted(page, 'namespace=terminal-prod');
    await expect.poll(() => table.getByRole('row').count()).toBe(there.items.length + 1);
    await page.getByRole('searchbox', { name: texts.search }).fill('kiosk');
    await expect.poll(() => table.getByRole('row').count()).toBe(2);
    await addressSays(page, { step: 'Deny', namespace: 'terminal-prod', q: 'kiosk' });
    const row = table.getByRole('row').filter({ hasText: 'gate-kiosk' });
    await row.getByText(texts.team('gate')).waitFor();
    await row.getByRole('link', { name: texts.fix }).first().click();
    await page.getByRole('heading', { level: 1, name: findings.title }).waitFor();
    await addressSays(page, {
      check: 'pod-privileged',
      object: 'apps/Deployment/terminal-prod/gate-kiosk',
    });
  });

  it('is put on another rung as a file where the cluster is a recording, and says why', async () => {
    const page = await visit('/policies/pod-baseline?step=Deny');
    await stands(page);
    await page.getByRole('button', { name: texts.take('Deny') }).click();
    const dialog = page.getByRole('dialog', { name: texts.changeTitle('pod-baseline', 'Deny') });
    const { refused, asked } = await predicted(page);
    await dialog.getByText(`${refused} of ${asked} objects in scope would be refused`).waitFor();
    // No webhook was ever asked in this cluster: what is not known is said.
    await dialog.getByText(texts.requestsUnknown).waitFor();
    await dialog.getByRole('link', { name: texts.fix }).first().waitFor();
    await dialog.getByText(texts.writing.recording ?? '').waitFor();
    expect(await dialog.getByRole('button', { name: texts.step('Deny') }).count()).toBe(0);
    await dialog.getByText('action: Deny').waitFor();
    await dialog.getByText(/^kubectl patch securitypolicy/).waitFor();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: parts.download }).click();
    expect((await download).suggestedFilename()).toBe('securitypolicy-pod-baseline.yaml');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await addressSays(page, { step: 'Deny' });
  });

  it('that is not there is said not to be', async () => {
    const page = await visit('/policies/nobody', {
      refusals: ['404 /api/v1/policies/nobody'],
    });
    await page.getByRole('heading', { name: texts.gone }).waitFor();
  });

  it('says what failed, and tries again', async () => {
    const page = await visit('about:blank', { refusals: ['500 /api/v1/policies'] });
    let fails = true;
    await page.route('**/api/v1/policies', (route) => {
      if (!fails) return route.continue();
      return route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"no"}' });
    });
    await page.goto('/policies');
    await page.getByRole('heading', { name: texts.failed }).waitFor();
    fails = false;
    await page.getByRole('button', { name: states.retry }).click();
    await page.getByRole('row').filter({ hasText: 'pod-baseline' }).waitFor();
  });
});

it('who controls the policies is said, and what they left alone', async () => {
  const page = await visit('/policies');
  await page.getByText(texts.controlDoubts.recording).waitFor();
  const control = (leader: string, more = {}) => ({
    ...{ leader, holder: null, since: null, renewed: null, work: null, trouble: null, left: [], seen: true, ...more },
  });
  let answer = control('nobody');
  await page.route('**/api/v1/policy-control', (route) => route.fulfill({ json: answer }));
  await page.goto('/policies/pod-baseline?step=Deny&change=open');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(texts.controlDoubts.nobody).waitFor();
  const left = [{ policy: 'lost', reason: 'definition-gone', message: '', objects: 2 }];
  answer = control('elsewhere', { holder: 'pod-a_1', since: '2026-11-20T10:00:00.000Z', left });
  await page.goto('/policies');
  await page.getByText(texts.controlled.elsewhere).waitFor();
  await page.getByText('pod-a_1').waitFor();
  await page.getByRole('heading', { name: texts.left }).waitFor();
  await page.getByText(texts.leftWhy['definition-gone']).waitFor();
});

describe('recent requests before a step', () => {
  const named = (value: string, count: number) => ({ value, label: value, count });
  const requests = {
    ...{ since: '2026-11-20T10:00:00.000Z', asked: 40, failed: 12, errors: 0, samples: 5, unrecorded: false },
    byUser: [named('ada', 4), named('system:serviceaccount:ci:deployer', 1)],
    byCheck: [
      {
        ...{ check: 'pod-privileged', title: 'Privileged container', severity: 'critical', requests: 12 },
        ...{ remedy: 'Remove privileged.', finding: true, users: [named('ada', 4)] },
        objects: [
          {
            ...{ kind: 'Deployment', namespace: 'terminal-prod', name: 'gate-kiosk', count: 5 },
            workload: 'apps/Deployment/terminal-prod/gate-kiosk',
          },
        ],
      },
    ],
  };
  const draft = {
    manifest: { yaml: 'spec: {}', fileName: 'policy.yaml', command: 'kubectl patch' },
    writing: { possible: true, reason: null },
  };

  it('are said with who made them and the fix, and kept with the step', async () => {
    const page = await visit('about:blank');
    let sent: unknown;
    await page.route('**/api/v1/policies/pod-baseline/requests', (route) => route.fulfill({ json: requests }));
    await page.route('**/api/v1/policies/pod-baseline/change?*', (route) => route.fulfill({ json: draft }));
    await page.route('**/api/v1/policies/pod-baseline/action', (route) => {
      sent = route.request().postDataJSON();
      return route.fulfill({ status: 204 });
    });
    await page.goto('/policies/pod-baseline?step=Deny&change=open');
    const dialog = page.getByRole('dialog', { name: texts.changeTitle('pod-baseline', 'Deny') });
    await dialog.getByText(/^12 of 40 requests since .* failed it: on Deny such requests are refused/).waitFor();
    await dialog.getByText('ada (4) and system:serviceaccount:ci:deployer (1)').waitFor();
    await dialog.getByText('Remove privileged.').waitFor();
    const search = 'check=pod-privileged&object=apps%2FDeployment%2Fterminal-prod%2Fgate-kiosk';
    await dialog.locator(`a[href="/findings?${search}"]`).first().waitFor();
    const { refused, asked, at, excepted } = await predicted(page);
    await dialog.getByRole('button', { name: texts.step('Deny') }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(sent).toMatchObject({
      from: 'Warn',
      to: 'Deny',
      seen: { refused, asked, at, excepted, requests: { since: requests.since, asked: 40, failed: 12 } },
    });
  });

  it('that could not be loaded keep the step from being taken', async () => {
    const page = await visit('about:blank', { refusals: ['500 /api/v1/policies/pod-baseline/requests'] });
    await page.route('**/api/v1/policies/pod-baseline/requests', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"no"}' }),
    );
    await page.route('**/api/v1/policies/pod-baseline/change?*', (route) => route.fulfill({ json: draft }));
    await page.goto('/policies/pod-baseline?step=Deny&change=open');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(texts.requestsFailed).waitFor();
    expect(await dialog.getByRole('button', { name: texts.step('Deny') }).isDisabled()).toBe(true);
  });
});

it('a new policy is previewed before it is made, and can be had as a file', async () => {
  const page = await visit('/policies');
  await stands(page);
  await page.getByRole('button', { name: texts.make }).click();
  const dialog = page.getByRole('dialog', { name: texts.newTitle });
  const next = dialog.getByRole('button', { name: texts.next });
  await next.click();
  await dialog.getByText(texts.nameWrong).waitFor();
  await dialog.getByRole('textbox', { name: texts.name, exact: true }).fill('no-privileged');
  await dialog.getByRole('combobox', { name: texts.profile }).selectOption('');
  await next.click();
  await dialog.getByText(texts.nothing).waitFor();
  await dialog.getByRole('textbox', { name: texts.extra }).fill('pod-privileged');
  await dialog.getByRole('textbox', { name: texts.selector }).fill('team=gate');
  await next.click();
  // By namespace labels: the cranes' namespace has another team, whatever single workloads say.
  await dialog.getByText('All of 0 objects in scope pass').waitFor();
  await dialog.getByRole('button', { name: texts.back }).click();
  expect(await dialog.getByRole('textbox', { name: texts.name, exact: true }).inputValue()).toBe('no-privileged');
  await dialog.getByRole('textbox', { name: texts.selector }).fill('team=terminal');
  await next.click();
  await dialog.getByText(/^2 of \d+ objects in scope would be noted/).waitFor();
  await dialog.getByText('pod-privileged: {}').waitFor();
  await dialog.getByText('kubectl apply -f securitypolicy-no-privileged.yaml').waitFor();
});

it('a selector that is none is said to be none', async () => {
  const page = await visit('/policies?form=new', {
    refusals: ['400 /api/v1/policy-draft', '400 /api/v1/policy-draft/prediction'],
  });
  await stands(page);
  const dialog = page.getByRole('dialog', { name: texts.newTitle });
  await dialog.getByRole('textbox', { name: texts.name, exact: true }).fill('x');
  await dialog.getByRole('textbox', { name: texts.selector }).fill('a b');
  await dialog.getByRole('button', { name: texts.next }).click();
  await dialog
    .getByText(/not a label selector/)
    .first()
    .waitFor();
});

it('Pod Security: each namespace with its plan beside the table', async () => {
  const page = await visit('/policies?tab=pod-security');
  await stands(page);
  const { items } = await ask<PodSecurity>(page, 'pod-security');
  const table = page.getByRole('table', { name: texts.tabs['pod-security'] });
  expect(await table.getByRole('row').count()).toBe(items.length + 1);
  await table.getByRole('link', { name: 'booking-staging' }).click();
  const detail = panel(page, texts.psaDetail('booking-staging'));
  await detail.getByText(/^kubectl label namespace booking-staging .*enforce=baseline/).waitFor();
  await detail.getByText('kind: Namespace').waitFor();
  await addressSays(page, { tab: 'pod-security', namespace: 'booking-staging' });
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
});

it('an exception can be had as an object and as an entry of the settings', async () => {
  const page = await visit('/exceptions?form=new&check=pod-privileged');
  await stands(page);
  const form = page.getByRole('dialog', { name: exceptions.makeTitle });
  await form.getByLabel(exceptions.globs).fill('Deployment/terminal-prod/gate-kiosk');
  await form.getByLabel(exceptions.reason).fill('drives the screens at the gate');
  await form.getByText(exceptions.ways.object, { exact: true }).click();
  await form.getByText(exceptions.writing.recording ?? '').waitFor();
  expect(await form.getByRole('button', { name: exceptions.writeNow }).isDisabled()).toBe(true);
  await form.getByText(exceptions.ways.file, { exact: true }).click();
  await form.getByRole('button', { name: exceptions.showFile }).click();
  await form.getByText('kind: SecurityException').waitFor();
  await form.getByRole('region', { name: exceptions.asSettings }).getByText('pod-privileged').waitFor();
});

it('SecurityExceptions of the cluster stand among the exceptions', async () => {
  const page = await visit('/exceptions?q=fluent-bit');
  await stands(page);
  await page.locator('main tbody tr[aria-rowindex]').first().getByRole('link').click();
  const detail = panel(page, exceptions.detail);
  await detail.getByText(exceptions.fromIs.object).waitFor();
  await detail.getByText('log-shipper').waitFor();
  await detail.getByRole('button', { name: exceptions.end }).click();
  const dialog = page.getByRole('dialog', { name: exceptions.endTitle });
  await dialog.getByText(exceptions.writing.recording ?? '').waitFor();
  await dialog.getByText('kubectl delete securityexception.breakwater.dev log-shipper').waitFor();
  expect(await dialog.getByRole('button', { name: exceptions.endNow }).count()).toBe(0);
});
