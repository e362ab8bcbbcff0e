import type { Page } from 'playwright-core';
import type { Texts } from '../../console/src/texts/catalogues.ts';
import type { FindingPage, WorkloadRow } from '../../src/server/contract/index.ts';
import { ask } from './browser.ts';

/** What one can look at: a page, in one of its states. */
export interface View {
  readonly name: string;
  /** The page's path as console/src/app/pages.ts has it. */
  readonly page: string;
  /** Where the address is more than that: from what the recording holds. */
  readonly address?: string | ((page: Page) => Promise<string>);
  /** What the browser's tab says, without the program's name; where that is an object's, nothing is said here. */
  readonly title?: (texts: Texts) => string;
  /** Does what opens it, and waits for that. */
  readonly open?: (page: Page, texts: Texts) => Promise<void>;
}

/** The riskiest open finding that a query finds. */
async function findingOf(page: Page, query = ''): Promise<string> {
  const { items } = await ask<FindingPage>(page, `findings?status=open&limit=1&${query}`);
  return items[0]?.fingerprint ?? '';
}

async function workloadOf(page: Page, query: string): Promise<string> {
  const { items } = await ask<{ readonly items: readonly WorkloadRow[] }>(page, `workloads?limit=1&${query}`);
  return items.map(({ group, kind, namespace, name }) => [group || 'core', kind, namespace, name].join('/')).join();
}

const filters = 'severity=critical&severity=high&kind=Deployment&q=image&sort=namespace&order=asc';

export const views: readonly View[] = [
  { name: 'overview', page: '/', title: ({ overview }) => overview.title },
  { name: 'findings', page: '/findings', title: ({ findings }) => findings.subjects.open },
  { name: 'findings-filtered', page: '/findings', address: `/findings?${filters}` },
  { name: 'findings-grouped', page: '/findings', address: '/findings?group=check&expanded=pod-privileged' },
  { name: 'findings-accepted', page: '/findings', address: '/findings?status=accepted' },
  { name: 'findings-none', page: '/findings', address: '/findings?q=nothing-is-called-so' },
  { name: 'findings-panel', page: '/findings', address: async (page) => `/findings?finding=${await findingOf(page)}` },
  {
    name: 'finding',
    page: '/findings/:fingerprint',
    address: async (page) => `/findings/${await findingOf(page, 'check=pod-privileged')}`,
  },
  { name: 'workloads', page: '/workloads', title: ({ workloads }) => workloads.subject },
  {
    name: 'workloads-panel',
    page: '/workloads',
    address: async (page) => `/workloads?workload=${await workloadOf(page, 'kind=CronJob')}`,
  },
  {
    name: 'workload',
    page: '/workloads/:group/:kind/:namespace/:name',
    address: async (page) => `/workloads/${await workloadOf(page, 'exposure=internet')}`,
  },
  { name: 'network', page: '/network', title: ({ network }) => `${network.views.map} · ${network.title}` },
  { name: 'network-open', page: '/network', address: '/network?open=billing-prod&open=booking-prod' },
  {
    name: 'network-why',
    page: '/network',
    address:
      '/network?open=billing-prod&open=portal-prod&from=Deployment/portal-prod/portal-bff&to=StatefulSet/billing-prod/ledger-db',
  },
  { name: 'network-table', page: '/network', address: '/network?view=table&open=billing-prod' },
  { name: 'network-none', page: '/network', address: '/network?q=nothing-is-called-so' },
  { name: 'network-exposure', page: '/network', address: '/network?view=exposure' },
  {
    name: 'network-policy',
    page: '/network',
    address: '/network?view=policy',
    open: async (page, { network }) => {
      const text = network.tryEmpty.replace('NAMESPACE', 'portal-prod');
      await page.getByRole('textbox', { name: network.tryYaml }).fill(text);
      await page.getByRole('button', { name: network.tryRun }).click();
      await page.getByRole('table', { name: network.difference }).waitFor();
    },
  },
  { name: 'compliance', page: '/compliance', title: ({ compliance }) => compliance.title },
  { name: 'framework', page: '/compliance/:framework', address: '/compliance/cis' },
  {
    name: 'framework-open',
    page: '/compliance/:framework',
    address: '/compliance/pss',
    open: async (page, { compliance }) => {
      await page.getByRole('button', { name: compliance.expandAll }).click();
      await page.getByRole('button', { name: compliance.collapseAll }).waitFor();
    },
  },
  { name: 'policies', page: '/policies', title: ({ policies }) => policies.title },
  {
    name: 'policies-new',
    page: '/policies',
    address: '/policies?form=new',
    open: (page, { policies }) => page.getByRole('dialog', { name: policies.newTitle }).waitFor(),
  },
  {
    name: 'policies-requests',
    page: '/policies',
    address: '/policies?tab=requests',
    open: (page, { policies }) => page.getByText(policies.requestsUnknown).waitFor(),
  },
  {
    name: 'pod-security',
    page: '/policies',
    address: '/policies?tab=pod-security&namespace=terminal-prod',
    open: (page, { policies }) => page.getByRole('heading', { name: policies.setLabels }).waitFor(),
  },
  { name: 'policy', page: '/policies/:name', address: '/policies/pod-baseline' },
  {
    name: 'policy-step',
    page: '/policies/:name',
    address: '/policies/pod-baseline?step=Deny&change=open',
    open: async (page, { policies }) => {
      const dialog = page.getByRole('dialog', { name: policies.changeTitle('pod-baseline', policies.rungs.Deny) });
      await dialog.getByRole('heading', { name: policies.asFile }).waitFor();
    },
  },
  { name: 'exceptions', page: '/exceptions', title: ({ exceptions }) => exceptions.title },
  {
    name: 'exceptions-panel',
    page: '/exceptions',
    open: async (page, { exceptions }) => {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('complementary', { name: exceptions.detail }).getByRole('heading').first().waitFor();
    },
  },
  {
    name: 'exceptions-new',
    page: '/exceptions',
    address: '/exceptions?form=new&check=pod-privileged',
    open: (page, { exceptions }) => page.getByRole('dialog', { name: exceptions.makeTitle }).waitFor(),
  },
  { name: 'cluster', page: '/cluster', title: ({ cluster }) => cluster.title },
  {
    name: 'settings',
    page: '/settings',
    title: ({ settings }) => `${settings.tabs.general} · ${settings.title}`,
  },
  { name: 'settings-tokens', page: '/settings', address: '/settings?tab=tokens' },
  {
    name: 'settings-new-token',
    page: '/settings',
    address: '/settings?tab=tokens',
    open: async (page, { settings }) => {
      await page.getByRole('button', { name: settings.newToken }).click();
      await page.getByRole('dialog', { name: settings.newToken }).waitFor();
    },
  },
  { name: 'settings-users', page: '/settings', address: '/settings?tab=users' },
  { name: 'settings-audit', page: '/settings', address: '/settings?tab=audit' },
  { name: 'check', page: '/checks/:id', address: '/checks/pod-privileged' },
  { name: 'check-not-asked', page: '/checks/:id', address: '/checks/meta-required-labels' },
  { name: 'not-found', page: '*', address: '/nowhere', title: ({ shell }) => shell.notFound },
  {
    name: 'palette',
    page: '/',
    open: async (page, { palette }) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: palette.label }).fill('portal');
      await page.getByRole('group', { name: palette.groups.objects }).waitFor();
    },
  },
  {
    name: 'keys',
    page: '/',
    open: async (page, { shell }) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: shell.keys }).waitFor();
    },
  },
];
