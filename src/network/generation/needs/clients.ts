import { listOf, recordOf } from '../../../kubernetes/index.ts';
import { targetsOf } from '../../service-targets.ts';
import type { ClosedToday } from '../closed.ts';
import type { NeedContext } from '../context.ts';

/** A recording of so many days that nobody was seen in it means something: weekly jobs have run. */
const enoughDays = 7;

/**
 * A Service says that somebody connects to it. Where nothing says who, it stays open to its own namespace: closing it would be a guess.
 * To be read after all other needs.
 */
export function clientNeeds(context: NeedContext, recordedDays: number, closed: ClosedToday): void {
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
        // Who may connect to it is somebody's decision already.
        if (unclaimed.length === 0 || endpoint.isHost || closed.hasClosed(endpoint, 'ingress')) continue;
        if (recordedDays >= enoughDays) {
          context.note('client-unseen', { object: service.object });
          continue;
        }
        const from = { kind: 'namespace', namespace: service.namespace } as const;
        context.need(from, { kind: 'workload', endpoint }, unclaimed, { code: 'service', object: service.object });
        context.note('client-unknown', { object: service.object });
      }
    }
}
