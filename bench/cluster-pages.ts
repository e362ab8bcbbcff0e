import type { FindingFacets, FindingPage } from '../src/server/contract/index.ts';
import type { ServerProcess } from '../test/cluster/server-process.ts';

export interface PageTimes {
  readonly what: string;
  /** Milliseconds, one a request. */
  readonly durations: readonly number[];
}

/** Asks for the findings page as the console does, in the ways that people filter and sort. */
export async function findingPages(server: ServerProcess, requests: number): Promise<PageTimes[]> {
  const { namespace, check, team } = await server.get<FindingFacets>('findings/facets');
  const { total } = await server.get<FindingPage>('findings?status=open&limit=1');
  const first = (facet: FindingFacets['check']) => encodeURIComponent(facet[0]?.value ?? '');
  const queries: readonly (readonly [what: string, path: string])[] = [
    ['the first, by risk', 'findings?status=open'],
    ['page 100', 'findings?status=open&offset=5000'],
    ['the last', `findings?status=open&offset=${Math.max(0, total - 50)}`],
    ['by name', 'findings?status=open&sort=name&order=asc'],
    ['by namespace, descending', 'findings?status=open&sort=namespace'],
    ['the newest', 'findings?status=open&sort=firstSeen'],
    ['one namespace', `findings?status=open&namespace=${first(namespace)}`],
    ['one check, by name', `findings?status=open&check=${first(check)}&sort=name`],
    ['one team, high and critical', `findings?status=open&team=${first(team)}&severity=high&severity=critical`],
    ['a standard', 'findings?status=open&standard=cis%3A5.2.6'],
    ['words', 'findings?status=open&q=service-12%20root'],
    ['words that nothing has', 'findings?status=open&q=nowhere'],
    ['its facets', 'findings/facets?status=open'],
    ['its facets, words', 'findings/facets?status=open&q=service-1'],
    ['grouped by check', 'findings/groups?status=open&by=check'],
    ['grouped by workload', 'findings/groups?status=open&by=workload'],
  ];
  const times: PageTimes[] = [];
  for (const [what, path] of queries) {
    const durations: number[] = [];
    for (let request = 0; request < requests; request++) {
      const { status, text, duration } = await server.ask('GET', `/api/v1/${path}`);
      if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
      durations.push(duration);
    }
    times.push({ what, durations });
  }
  return times;
}
