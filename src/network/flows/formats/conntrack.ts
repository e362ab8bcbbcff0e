import { isIP } from 'node:net';
import { type Line, nobody } from '../flow.ts';

const protocols: Readonly<Record<string, 'TCP' | 'UDP' | 'SCTP'>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };

/**
 * A line of `conntrack -L`, with `-o extended` or `-o timestamp` or not, or of /proc/net/nf_conntrack. The first of its two directions
 * says who connected, the second (the answer) who was reached behind a Service's address. Source: conntrack(8).
 */
export function conntrackLine(text: string): Line {
  const words = text.trim().split(/\s+/).slice(0, 60);
  const stamp = /^\[(\d{9,11})\.\d+\]$/.exec(words[0] ?? '')?.[1];
  const rest = words.filter((word) => !/^\[\d/.test(word));
  const protocol = rest
    .slice(0, 4)
    .map((word) => protocols[word])
    .find((one) => one !== undefined);
  const of = (key: string) => rest.flatMap((word) => (word.startsWith(`${key}=`) ? [word.slice(key.length + 1)] : []));
  const [sources, ports] = [of('src'), of('sport')];
  const [client, server] = sources;
  if (client === undefined || server === undefined || isIP(client) === 0 || isIP(server) === 0)
    // `conntrack v1.4.8: 120 flow entries have been shown.`
    return /flow entries have been shown/.test(text) ? 'other' : 'unreadable';
  if (protocol === undefined)
    return /\b(?:icmp|icmpv6|gre|unknown|dccp|udplite|igmp)\b/.test(text) ? 'other' : 'unreadable';
  const port = Number(ports[1]);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return 'unreadable';
  // Nobody has answered: it may never have arrived. Ends are said once more when the entry goes.
  if (rest.includes('[UNREPLIED]') || rest.includes('[DESTROY]')) return 'other';
  return {
    time: stamp === undefined ? undefined : Number(stamp) * 1000,
    from: { ...nobody, address: client },
    to: { ...nobody, address: server },
    protocol,
    port,
    isDenied: false,
    count: 1,
  };
}
