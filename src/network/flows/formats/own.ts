import { z } from 'zod';
import { type FlowEnd, type Line, nobody } from '../flow.ts';
import { address, jsonOf, name, port, time } from './values.ts';

/** `shop/web-7d9f` */
const podName = z
  .string()
  .max(510)
  .regex(/^[^/]{1,253}\/[^/]{1,253}$/);
/** `Deployment/shop/web` */
const workloadName = z
  .string()
  .max(800)
  .regex(/^[^/]{1,253}\/[^/]{1,253}\/[^/]{1,253}$/);

const end = z.strictObject({
  address: address.optional(),
  pod: podName.optional(),
  workload: workloadName.optional(),
  node: name.optional(),
});
const line = z.strictObject({
  time: time.optional(),
  from: end,
  to: end,
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
  port,
  verdict: z.enum(['allowed', 'denied']).default('allowed'),
  count: z.int().min(1).max(1e12).default(1),
});

/**
 * A line of our own format (docs/network.md):
 * `{"time":"2026-11-25T10:00:00Z","from":{"pod":"shop/web-7d9f"},"to":{"address":"10.1.0.9"},"port":5432}`
 */
export function ownLine(text: string): Line {
  const read = line.safeParse(jsonOf(text));
  if (!read.success) return 'unreadable';
  const { time: at, from, to, protocol, port: target, verdict, count } = read.data;
  return { time: at, from: endOf(from), to: endOf(to), protocol, port: target, isDenied: verdict === 'denied', count };
}

function endOf({ address: ip, pod, workload, node }: z.infer<typeof end>): FlowEnd {
  const [namespace = '', own = ''] = pod?.split('/') ?? [];
  const [kind = '', of = '', whole = ''] = workload?.split('/') ?? [];
  return {
    ...nobody,
    address: ip,
    pod: pod === undefined ? undefined : { namespace, name: own },
    workload: workload === undefined ? undefined : { kind, namespace: of, name: whole },
    isNode: node !== undefined,
  };
}
