import { z } from 'zod';
import { type FlowEnd, type Line, nobody } from '../flow.ts';
import { address, jsonOf, name, port, time } from './values.ts';

const process = z.object({
  pod: z
    .object({
      namespace: name.nullish(),
      name: name.nullish(),
      workload: name.nullish(),
      workload_kind: name.nullish(),
    })
    .nullish(),
});

const protocolText = z.string().max(40).nullish();
const socket = z.object({
  saddr: address.nullish(),
  daddr: address,
  dport: port,
  protocol: protocolText,
  type: protocolText,
});
const socketAddress = z.object({ addr: address, port });
const argument = z.object({ sock_arg: z.unknown(), sockaddr_arg: z.unknown(), skb_arg: z.unknown() }).partial();

const line = z.object({
  time: time.nullish(),
  process_kprobe: z
    .object({
      process: process.nullish(),
      function_name: z.string().max(200),
      args: z.array(argument).max(50).nullish(),
    })
    .nullish(),
  process_connect: z
    .object({
      process: process.nullish(),
      source_ip: address.nullish(),
      destination_ip: address,
      destination_port: port,
      protocol: protocolText,
    })
    .nullish(),
});

/** Functions of the kernel that begin a connection; their sockets name the other end. */
const connecting =
  /^(?:__(?:x64|arm64)_sys_connect|(?:security_socket|tcp|tcp_v4|tcp_v6|ip4_datagram|ip6_datagram)_connect|udp_sendmsg|udpv6_sendmsg)$/;

/**
 * A line of Tetragon's JSON: probes of connecting functions (`process_kprobe`), and `process_connect` of its enterprise edition. What
 * the process was called with is not read. Source: Tetragon, api/v1/tetragon/tetragon.proto.
 */
export function tetragonLine(text: string): Line {
  const read = line.safeParse(jsonOf(text));
  if (!read.success) return 'unreadable';
  const { time: at, process_kprobe: probe, process_connect: connect } = read.data;
  if (connect != null)
    return {
      time: at ?? undefined,
      from: endOf(connect.process, connect.source_ip),
      to: { ...nobody, address: connect.destination_ip },
      protocol: connect.protocol?.toUpperCase() === 'UDP' ? 'UDP' : 'TCP',
      port: connect.destination_port,
      isDenied: false,
      count: 1,
    };
  if (probe == null || !connecting.test(probe.function_name)) return 'other';
  for (const one of probe.args ?? []) {
    const whole = socket.safeParse(one.sock_arg);
    const bare = socketAddress.safeParse(one.sockaddr_arg);
    if (!whole.success && !bare.success) continue;
    const said = `${whole.data?.protocol ?? ''} ${whole.data?.type ?? ''}`;
    const isDatagram = /UDP|DGRAM/.test(said) || /datagram|udp/.test(probe.function_name);
    return {
      time: at ?? undefined,
      from: endOf(probe.process, whole.data?.saddr),
      to: { ...nobody, address: whole.data?.daddr ?? bare.data?.addr },
      protocol: isDatagram ? 'UDP' : 'TCP',
      port: whole.data?.dport ?? bare.data?.port ?? 0,
      isDenied: false,
      count: 1,
    };
  }
  // Sockets of files and the like.
  return 'other';
}

function endOf(value: z.infer<typeof process> | null | undefined, ip: string | null | undefined): FlowEnd {
  const pod = value?.pod;
  if (pod?.namespace == null || pod.name == null)
    return { ...nobody, address: ip ?? undefined, isNode: pod == null && ip == null };
  return {
    ...nobody,
    address: ip ?? undefined,
    pod: { namespace: pod.namespace, name: pod.name },
    workload:
      pod.workload != null && pod.workload_kind != null
        ? { kind: pod.workload_kind, namespace: pod.namespace, name: pod.workload }
        : undefined,
  };
}
