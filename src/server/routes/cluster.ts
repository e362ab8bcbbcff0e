import { clusterSchema } from '../contract/index.ts';
import { principalOf, type Route, route } from '../route.ts';
import type { Services } from '../services.ts';
import { blindSpotsOf } from '../views/blind-spots.ts';
import { componentsView } from '../views/components.ts';
import { nodesView } from '../views/nodes.ts';
import { supportOf } from '../views/support.ts';

export function clusterRoutes({ watch }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/cluster',
      access: 'cluster:read',
      summary: 'The cluster: version and support, components, nodes, kinds that are watched, what is not seen',
      answer: clusterSchema,
      handle: ({ request, language }) => {
        const { state, inventory } = watch;
        const { id, name, source, server, recorded, version } = state.facts;
        return {
          id,
          name,
          source,
          server: server ?? null,
          recorded: recorded ?? null,
          version: version ?? null,
          support: supportOf(version, new Date().toISOString().slice(0, 10)),
          kinds: state.kinds.map(({ groupKind, objects, state: kindState, changed, error }) => ({
            kind: groupKind,
            objects,
            state: kindState,
            changed: changed ?? null,
            error: error ?? null,
          })),
          components: componentsView(inventory),
          nodes: nodesView(inventory),
          blindSpots: blindSpotsOf(watch, principalOf(request).namespaces, language),
          assessedAt: watch.assessedAt ?? null,
        };
      },
    }),
  ];
}
