import { listOf, recordOf } from '../../../kubernetes/index.ts';
import type { NeedContext } from '../context.ts';
import { targetsOf } from '../service-target.ts';

/**
 * A Service says that somebody connects to it. Where nothing says who, it stays open to its own namespace: closing it would be a guess.
 * To be read after all other needs.
 */
export function clientNeeds(context: NeedContext): void {
  const known = new Set(
    context.needs.flatMap(({ to, ports, evidence }) =>
      to.kind === 'workload' && evidence.code !== 'peers'
        ? ports.map(({ protocol, port }) => `${to.endpoint.name} ${protocol} ${port ?? ''}`)
        : [],
    ),
  );
  for (const service of context.services.all)
    for (const port of listOf(service.spec.ports).map(recordOf)) {
      const { targets } = targetsOf(
        { ...service, spec: { ...service.spec, ports: [port] } },
        undefined,
        context.byTemplate,
      );
      for (const { endpoint, ports } of targets) {
        const unclaimed = ports.filter(
          (one) =>
            !known.has(`${endpoint.name} ${one.protocol} ${one.port ?? ''}`) &&
            !known.has(`${endpoint.name} ${one.protocol} `),
        );
        if (unclaimed.length === 0 || endpoint.isHost) continue;
        const from = { kind: 'namespace', namespace: service.namespace } as const;
        context.need(from, { kind: 'workload', endpoint }, unclaimed, { code: 'service', object: service.object });
        context.note('client-unknown', { object: service.object });
      }
    }
}
