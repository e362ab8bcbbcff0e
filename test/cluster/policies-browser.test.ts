import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogues } from '../../console/src/texts/catalogues.ts';
import { standingQuestion } from '../../src/cli/assessment.ts';
import { type ClusterSource, watchCluster } from '../../src/inventory/cluster/index.ts';
import { KubernetesClient, loadConnection } from '../../src/kubernetes/client/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { makeLog, type RunningServer, startServer } from '../../src/server/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { chromiumPath, flags } from '../console/global-setup.ts';
import { buildConsole } from '../console/server.ts';
import { type Answer, Api, messageOf, until } from './api.ts';
import { installDefinitions } from './control.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { freePorts } from './processes.ts';

/*
 * The whole way of a policy, as a person goes it in a browser: made in the console, predicted, put up step by step, somebody refused and named,
 * an exception written and ended. On a plane of its own: its webhook is asked about everything. Needs Chromium on PATH, as the console's tests do.
 */
const { policies: texts, exceptions, settings } = catalogues.en;
let folder: string;
let plane: ControlPlane;
let api: Api;
let client: KubernetesClient;
let source: ClusterSource;
let store: Store;
let server: RunningServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-browser-'));
  plane = await startControlPlane({ bare: true });
  api = new Api(plane.access);
  for (const name of ['shop', 'breakwater-system'])
    await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  await installDefinitions(api);
  await api.create(deployment('radio'));
  await buildConsole(join(folder, 'console'));
  const log = makeLog({ write: () => undefined }, 'error');
  client = new KubernetesClient(await loadConnection({ kubeconfig: plane.access.kubeconfig, env: {} }));
  source = await watchCluster(client, { log: () => undefined });
  store = await openStore({ file: join(folder, 'test.db') });
  const { settings: read, profile, checks, kubernetesVersion, ...question } = await standingQuestion({}, 'all', 'en');
  const [port = 0] = await freePorts(1);
  server = await startServer({
    ...{ source, store, log, reviews: client, writing: client, control: client, publishing: undefined, flows: [] },
    settings: {
      ...{ profile, checks, exceptions: read.exceptions, file: undefined, version: 'test' },
      question: { ...question, kubernetesVersion: kubernetesVersion(source.state.facts.version) },
    },
    ...{ annotationExceptions: false, listen: { host: '127.0.0.1', port: 0 }, link: true, publicUrl: undefined },
    ...{ proxies: undefined, oidc: undefined, console: join(folder, 'console') },
    webhook: {
      client,
      settings: {
        listen: { host: '127.0.0.1', port },
        address: { url: new URL(`https://127.0.0.1:${port}`) },
        namespace: 'breakwater-system',
        certificates: 'own',
      },
    },
  });
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...flags], chromiumSandbox: false });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  page = await context.newPage();
  await page.goto(server.link?.href ?? '');
  await page.locator('main h1').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await source?.close();
  await client?.close();
  await store?.close();
  api?.close();
  if (plane !== undefined) await stopControlPlane(plane);
  await rm(folder, { recursive: true, force: true });
});

function deployment(name: string): KubernetesObject {
  const containers = [{ name: 'app', image: 'registry.example.com/app:1.0', securityContext: { privileged: true } }];
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers } },
    },
  };
}

/** `Api.dryRunCreate` waits for controllers. */
const deployments = '/apis/apps/v1/namespaces/shop/deployments';
const tried = (name: string): Promise<Answer> => api.request('POST', `${deployments}?dryRun=All`, deployment(name));

const go = (path: string) => page.goto(new URL(path, server.address).href);

async function step(rung: 'Warn' | 'Deny'): Promise<Locator> {
  await go(`/policies/no-privileged?step=${rung}`);
  await page.getByRole('button', { name: texts.take(rung) }).click();
  return page.getByRole('dialog', { name: texts.changeTitle('no-privileged', rung) });
}

async function confirm(dialog: Locator, rung: 'Warn' | 'Deny'): Promise<void> {
  await dialog.getByRole('button', { name: texts.step(rung) }).click();
  await dialog.waitFor({ state: 'detached' });
  const ladder = page.getByRole('navigation', { name: texts.ladder('no-privileged') });
  await ladder.getByRole('link').filter({ hasText: rung }).getByText(texts.inForce).waitFor();
}

test('a policy is made in the console, with its prediction', async () => {
  await go('/policies');
  await page.getByRole('button', { name: texts.make }).first().click();
  const dialog = page.getByRole('dialog', { name: texts.newTitle });
  await dialog.getByRole('textbox', { name: texts.name, exact: true }).fill('no-privileged');
  await dialog.getByRole('combobox', { name: texts.profile }).selectOption('');
  await dialog.getByRole('textbox', { name: texts.extra }).fill('pod-privileged');
  await dialog.getByRole('combobox', { name: texts.enforcement }).selectOption('Webhook');
  await dialog.getByRole('button', { name: texts.next }).click();
  await dialog.getByText(/^1 of 1 object in scope would be noted/).waitFor();
  await dialog.getByText('shop/radio').waitFor();
  await dialog.getByRole('button', { name: texts.makeNow }).click();
  await page.getByRole('heading', { level: 1, name: 'no-privileged' }).waitFor();
});

test('it climbs by steps that say what they would meet, and whom', async () => {
  // Somebody asks for what fails while it only looks on.
  await until('the webhook to be asked', 60_000, async () => {
    await api.request('DELETE', `${deployments}/early`);
    await api.request('POST', deployments, deployment('early'));
    const [counts] = await store.decisions.counts({ cluster: source.state.facts.id, visible: undefined }, {});
    return counts !== undefined;
  });
  const warn = await step('Warn');
  await warn.getByText(/^(\d+) of \1 requests? since .* failed it: on Warn such requests are let in/).waitFor();
  await confirm(warn, 'Warn');
  await until('a warning', 30_000, async () =>
    (await tried('warned')).warnings.some((said) => said.includes('no-privileged')),
  );
  const deny = await step('Deny');
  await deny.getByText(/^2 of 2 objects in scope would be refused/).waitFor();
  await deny.getByText('shop/early').first().waitFor();
  await confirm(deny, 'Deny');
});

test('who is refused is listed, with the way out', async () => {
  let refusal = '';
  await until('a refusal', 30_000, async () => {
    const answer = await api.request('POST', deployments, deployment('offender'));
    refusal = messageOf(answer);
    if (answer.status < 300) await api.request('DELETE', `${deployments}/offender`);
    return answer.status >= 400;
  });
  expect(refusal).toContain('policy no-privileged refuses Deployment shop/offender');
  // The webhook stores what it decided every few seconds.
  await until('it to be stored', 30_000, async () => {
    const scope = { cluster: source.state.facts.id, visible: undefined };
    return (await store.decisions.list(scope, { verdicts: ['denied'] }, { offset: 0, limit: 1 })).total > 0;
  });
  await go('/policies?tab=requests');
  const row = page.getByRole('row').filter({ hasText: 'shop/offender' });
  await row.getByText(texts.verdicts.denied ?? '').waitFor();
  await row.getByText('admin', { exact: true }).waitFor();
  await row.getByRole('link', { name: texts.fix }).waitFor();
});

test('an exception lets it in, and its end refuses it again', async () => {
  await go('/exceptions?form=new&check=pod-privileged');
  const form = page.getByRole('dialog', { name: exceptions.makeTitle });
  await form.getByLabel(exceptions.globs).fill('Deployment/shop/offender');
  await form.getByLabel(exceptions.reason).fill('drives the radio of the harbour');
  await form.getByText(exceptions.ways.object, { exact: true }).click();
  await form.getByRole('button', { name: exceptions.writeNow }).click();
  await form.waitFor({ state: 'detached' });
  await until('it to be let in', 30_000, async () => (await tried('offender')).status < 300);
  expect((await tried('another')).status).toBeGreaterThanOrEqual(400);
  await page.locator('main tbody tr[aria-rowindex]').first().getByRole('link').click();
  await page.getByRole('button', { name: exceptions.end }).click();
  await page
    .getByRole('dialog', { name: exceptions.endTitle })
    .getByRole('button', { name: exceptions.endNow })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await until('it to be refused again', 30_000, async () => (await tried('offender')).status >= 400);
});

test('the audit trail tells all of it, with what was shown before each step', async () => {
  await go('/settings?tab=audit');
  const rows = page.getByRole('table', { name: settings.tabs.audit }).getByRole('row');
  await rows.filter({ hasText: settings.actions['exceptions.remove'] }).waitFor();
  await rows.filter({ hasText: settings.actions['exceptions.write'] }).waitFor();
  await rows.filter({ hasText: /Warn → Deny · failing 2 of 2 objects, \d+ of \d+ requests?/ }).waitFor();
  await rows.filter({ hasText: /Audit · failing 1 of 1 object, requests not recorded/ }).waitFor();
});
