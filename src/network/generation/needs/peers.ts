import { recordOf } from '../../../kubernetes/index.ts';
import { containerPorts, targetsOf } from '../../service-targets.ts';
import type { NeedContext } from '../context.ts';

/** Replicas of a StatefulSet find each other by the Service that governs it: a database, a broker, a gossip of alert managers. */
export function peerNeeds(context: NeedContext): void {
  for (const endpoint of context.endpoints) {
    const { object, template, namespace = 'default' } = endpoint;
    if (object?.kind !== 'StatefulSet' || template === undefined || endpoint.isHost) continue;
    const { replicas = 1, serviceName } = recordOf(object.object.spec);
    if (typeof replicas !== 'number' || replicas < 2 || typeof serviceName !== 'string') continue;
    const service = context.services.find(namespace, serviceName);
    const behind =
      service === undefined
        ? []
        : targetsOf(service, undefined, context.byTemplate).targets.filter((one) => one.endpoint === endpoint);
    const ports = new Map(
      [...containerPorts(template), ...behind.flatMap((one) => one.ports)].map((one) => [
        `${one.protocol}/${one.port}`,
        one,
      ]),
    );
    const party = { kind: 'workload', endpoint } as const;
    context.need(party, party, [...ports.values()], { code: 'peers', object, path: ['spec', 'serviceName'] });
  }
}
