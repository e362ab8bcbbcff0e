import { describe, expect, it } from 'vitest';
import type { WorkloadDetail, WorkloadFacets, WorkloadRow } from '../../src/server/contract/index.ts';
import { ask, stands, textsOf, visit } from './browser.ts';
import { addressSays, expectRows, panel, rows } from './list.ts';

const { filters, workload: texts, workloads } = textsOf('en');

describe('workloads', () => {
  it('are filtered by how they are reached', async () => {
    const page = await visit('/workloads');
    await stands(page);
    const { exposure } = await ask<WorkloadFacets>(page, 'workloads/facets');
    const reached = exposure.find(({ value }) => value === 'internet')?.count ?? 0;
    expect(reached).toBeGreaterThan(0);
    await page.getByRole('button', { name: filters.add }).click();
    const menu = page.getByRole('list', { name: filters.add });
    await menu.getByRole('button', { name: workloads.filters.exposure, exact: true }).click();
    await page.getByRole('checkbox', { name: `${workloads.exposure.internet} ${reached}` }).click();
    await addressSays(page, { exposure: 'internet' });
    await expectRows(page, reached);
  });

  it('open beside the list, lead to their page, and from there to their findings', async () => {
    const page = await visit('/workloads');
    await stands(page);
    const { items } = await ask<{ readonly items: readonly WorkloadRow[] }>(page, 'workloads?limit=2');
    const { group, kind, namespace, name } = items[1] as WorkloadRow;
    const path = [group || 'core', kind, namespace, name].join('/');
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
    await addressSays(page, { workload: path });
    await panel(page, texts.title).getByRole('link', { name: texts.fullPage }).click();
    await page.waitForURL(`**/workloads/${path}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const { findings } = await ask<WorkloadDetail>(page, `workloads/${path}`);
    const [worst] = findings;
    await page
      .getByRole('link', { name: worst?.title ?? '' })
      .first()
      .click();
    await page.waitForURL(new RegExp(worst?.fingerprint ?? ''));
    await page
      .getByRole('heading', { name: worst?.title ?? '' })
      .first()
      .waitFor();
    await page.goBack();
    await page.waitForURL(`**/workloads/${path}`);
  });

  it('that are not there are said not to be', async () => {
    const path = 'workloads/apps/Deployment/portal-prod/gone';
    const page = await visit(`/${path}`, { refusals: [`404 /api/v1/${path}`] });
    await page.getByRole('alert').getByText(textsOf('en').states.notFound).waitFor();
    expect(await rows(page).count()).toBe(0);
  });
});
