import { isIP } from 'node:net';
import { z } from 'zod';
import { type FlowEnd, type Line, nobody } from '../flow.ts';
import { address, jsonOf, name, port, time } from './values.ts';

/** What Falco doesn't know it writes so, or leaves empty. */
const known = name
  .or(z.literal(''))
  .nullish()
  .transform((text) => (text === '<NA>' || text === '' ? undefined : text));

const fields = z.object({
  'evt.type': z.string().max(40).nullish(),
  'fd.name': z.string().max(400).nullish(),
  'fd.sip': address.nullish(),
  'fd.cip': address.nullish(),
  'fd.sport': port
    .or(
      z
        .string()
        .regex(/^\d{1,5}$/)
        .transform(Number),
    )
    .nullish(),
  'fd.l4proto': z.string().max(10).nullish(),
  'k8s.ns.name': known,
  'k8s.pod.name': known,
});
const line = z.object({
  time: time.nullish(),
  rule: z.string().max(500),
  output_fields: z.record(z.string(), z.unknown()),
});

/**
 * A line of Falco's JSON output (`json_output: true`) about a connection: fields of the socket (`fd.*`), client and server told apart by
 * Falco. Source: Falco, "Supported Fields for Conditions and Outputs".
 */
export function falcoLine(text: string): Line {
  const read = line.safeParse(jsonOf(text));
  if (!read.success) return 'unreadable';
  const said = fields.safeParse(read.data.output_fields);
  // Names that are empty or `<NA>`: an event about something else.
  if (!said.success) return 'other';
  const { data } = said;
  const tuple = tupleOf(data['fd.name'] ?? '');
  const server = data['fd.sip'] ?? tuple?.server;
  const client = data['fd.cip'] ?? tuple?.client;
  const target = data['fd.sport'] ?? tuple?.port;
  const protocol = (data['fd.l4proto'] ?? 'tcp').toUpperCase();
  if (server === undefined || target === undefined || target < 1 || target > 65_535) return 'other';
  if (protocol !== 'TCP' && protocol !== 'UDP') return 'other';
  const pod =
    data['k8s.ns.name'] != null && data['k8s.pod.name'] != null
      ? { namespace: data['k8s.ns.name'], name: data['k8s.pod.name'] }
      : undefined;
  // The event's pod took the connection where it accepted it, else it made it.
  const accepts = /^accept/.test(data['evt.type'] ?? '');
  const end = (ip: string | undefined, own: boolean): FlowEnd => ({
    ...nobody,
    address: ip,
    pod: own ? pod : undefined,
  });
  return {
    time: read.data.time ?? undefined,
    from: end(client, !accepts),
    to: end(server, accepts),
    protocol,
    port: target,
    isDenied: false,
    count: 1,
  };
}

/** `10.1.0.4:51234->10.1.0.9:5432`: client, then server. */
function tupleOf(
  text: string,
): { readonly client: string; readonly server: string; readonly port: number } | undefined {
  const [, client = '', server = '', at = ''] =
    /^\[?([\da-f.:]{2,45}?)\]?:\d{1,5}->\[?([\da-f.:]{2,45}?)\]?:(\d{1,5})$/.exec(text) ?? [];
  return isIP(client) === 0 || isIP(server) === 0 ? undefined : { client, server, port: Number(at) };
}
