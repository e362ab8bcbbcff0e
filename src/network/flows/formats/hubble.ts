import { z } from 'zod';
import { type FlowEnd, type Line, nobody } from '../flow.ts';
import { address, jsonOf, name, port, time } from './values.ts';

const end = z
  .object({
    namespace: name.or(z.literal('')).nullish(),
    pod_name: name.or(z.literal('')).nullish(),
    labels: z.array(z.string().max(1000)).max(300).nullish(),
    workloads: z
      .array(z.object({ name: name.nullish(), kind: name.nullish() }))
      .max(20)
      .nullish(),
  })
  .nullish();

const ports = z.object({
  source_port: port.nullish(),
  destination_port: port.nullish(),
  flags: z.record(z.string(), z.unknown()).nullish(),
});

const flow = z.object({
  time: time.nullish(),
  verdict: z.string().max(40).nullish(),
  IP: z.object({ source: address.nullish(), destination: address.nullish() }).nullish(),
  l4: z.object({ TCP: ports.nullish(), UDP: ports.nullish(), SCTP: ports.nullish() }).nullish(),
  source: end,
  destination: end,
  is_reply: z.boolean().nullish(),
});
const line = z.object({ flow: flow.nullish() });

/** Verdicts of packets that went through, and of those that a policy dropped. TRACED and TRANSLATED are stops on the way. */
const passed: ReadonlySet<string> = new Set(['FORWARDED', 'REDIRECTED', 'AUDIT']);

/** A line of `hubble observe -o json`. Source: Cilium, api/v1/flow/flow.proto. */
export function hubbleLine(text: string): Line {
  const read = line.safeParse(jsonOf(text));
  if (!read.success) return 'unreadable';
  const { flow: one } = read.data;
  // Lost events, status of nodes, agents' own events.
  if (one === null || one === undefined) return 'other';
  const protocol = (['TCP', 'UDP', 'SCTP'] as const).find((known) => one.l4?.[known] != null);
  const l4 = protocol === undefined ? undefined : one.l4?.[protocol];
  const isDenied = one.verdict === 'DROPPED';
  if (protocol === undefined || l4 == null || !(isDenied || passed.has(one.verdict ?? ''))) return 'other';
  const isReply = one.is_reply ?? answers(l4.flags);
  if (isReply === undefined) return 'other';
  const source = endOf(one.source, one.IP?.source);
  const destination = endOf(one.destination, one.IP?.destination);
  const [from, to, target] = isReply
    ? [destination, source, l4.source_port]
    : [source, destination, l4.destination_port];
  if (target == null) return 'unreadable';
  return { time: one.time ?? undefined, from, to, protocol, port: target, isDenied, count: 1 };
}

/** Where Hubble doesn't say whether it is a reply: the first packet of TCP shows it, no other does. */
function answers(flags: Readonly<Record<string, unknown>> | null | undefined): boolean | undefined {
  if (flags?.SYN !== true) return undefined;
  return flags.ACK === true;
}

const hostLabels = ['reserved:host', 'reserved:remote-node', 'reserved:kube-apiserver'];

function endOf(value: z.infer<typeof end>, ip: string | null | undefined): FlowEnd {
  const namespace = value?.namespace ?? '';
  const podName = value?.pod_name ?? '';
  const owner = value?.workloads?.find((one) => one.name != null && one.kind != null);
  return {
    ...nobody,
    address: ip ?? undefined,
    pod: namespace !== '' && podName !== '' ? { namespace, name: podName } : undefined,
    workload:
      owner?.name != null && owner.kind != null && namespace !== ''
        ? { kind: owner.kind, namespace, name: owner.name }
        : undefined,
    isNode: (value?.labels ?? []).some((label) => hostLabels.includes(label)),
  };
}
