import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../checks/index.ts';
import type { Framework } from '../contract/index.ts';
import { TestCluster, twoTeams } from '../testing/cluster.ts';
import { type TestServer, testServer } from '../testing/server.ts';
import { askedObjects } from '../views/asked-objects.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer(new TestCluster(twoTeams));
  await server.settled();
});
afterAll(() => server.close());

describe('an export of findings', () => {
  it.each(['', 'severity=critical&', 'namespace=payments&sort=check&order=asc&', 'q=privileged&'])(
    'is what the filter shows: %s',
    async (filter) => {
      const shown = (await server.ask({ url: `/api/v1/findings?${filter}limit=500` })).json<{ items: object[] }>();
      const json = await server.ask({ url: `/api/v1/findings/export?${filter}format=json` });
      expect(shown.items.length).toBeGreaterThan(1);
      expect(json.json<{ items: object[] }>().items).toEqual(shown.items);
      const csv = await server.ask({ url: `/api/v1/findings/export?${filter}format=csv` });
      expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="findings-[\d-]+\.csv"$/);
      expect(csv.text).toMatch(/^\ufefffingerprint,severity,risk,/);
      expect(csv.text.trimEnd().split('\r\n')).toHaveLength(shown.items.length + 1);
    },
  );

  it('is of the namespaces that the user sees', async () => {
    const csv = await server.ask({ url: '/api/v1/findings/export', sees: ['payments'] });
    expect(csv.text).toContain(',payments,');
    expect(csv.text).not.toContain(',shop,');
  });
});

describe('compliance', () => {
  const framework = async (id: string, sees?: readonly string[]): Promise<Framework> =>
    (await server.ask({ url: `/api/v1/compliance/${id}`, ...(sees && { sees }) })).json<Framework>();

  it('counts the objects that each check is asked of as the assessment does', () => {
    const { coverage, inventory } = server.watch;
    const counted = askedObjects(
      catalogue.filter(({ id }) => coverage?.asked.includes(id)),
      inventory.objects,
    );
    expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(coverage?.objectsByCheck ?? []));
  });

  it('fails by open findings, of what the user sees', async () => {
    const all = (await framework('pss')).controls.find(({ id }) => id === 'baseline/privileged');
    expect(all).toMatchObject({ status: 'fail', open: 2, objects: 2 });
    const own = (await framework('pss', ['shop'])).controls.find(({ id }) => id === 'baseline/privileged');
    expect(own).toMatchObject({ status: 'fail', open: 1, objects: 1 });
    const none = (await framework('pss', ['elsewhere'])).controls.filter(({ status }) => status === 'pass');
    // Where nothing was asked nothing passes.
    expect(none).toEqual([]);
  });

  it.each([
    ['html', 'text/html; charset=utf-8', /<!doctype html>/i],
    ['csv', 'text/csv; charset=utf-8', /baseline\/privileged/],
  ])('is given out as %s, as a file', async (format, type, content) => {
    const file = await server.ask({ url: `/api/v1/compliance/pss/export?format=${format}` });
    expect(file.headers['content-type']).toBe(type);
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="pss-[\d-]+\.\w+"$/);
    expect(file.text).toMatch(content);
  });

  it('knows no other framework', async () => {
    expect((await server.ask({ url: '/api/v1/compliance/iso' })).status).toBe(400);
  });
});
