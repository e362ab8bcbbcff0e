import type { Query } from '../../api/client.ts';
import { names, oneOf, type State, someOf, text } from '../../url/params.ts';

export const sorts = ['risk', 'name', 'namespace', 'findings', 'pods'] as const;

/** What the address of the workloads page says. Filters are named as the API names them. */
export const fields = {
  namespace: names(),
  kind: names(),
  team: names(),
  exposure: someOf(['internet', 'node-port', 'host-network', 'none']),
  q: text(200),
  sort: oneOf(sorts, 'risk'),
  order: oneOf(['desc', 'asc'], 'desc'),
  /** Whose panel is open: `apps/Deployment/shop/web`. */
  workload: text(800),
};
export type WorkloadsState = State<typeof fields>;

export function filtersOf({ namespace, kind, team, exposure, q }: WorkloadsState): Query {
  return { namespace, kind, team, exposure, q };
}

export const cleared = { namespace: [], kind: [], team: [], exposure: [], q: '' } as const;
