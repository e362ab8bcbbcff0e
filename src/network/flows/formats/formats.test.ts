import { describe, expect, it } from 'vitest';
import { conntrackLine } from './conntrack.ts';
import { falcoLine } from './falco.ts';
import { hubbleLine } from './hubble.ts';
import { ownLine } from './own.ts';
import { tetragonLine } from './tetragon.ts';

const web = { namespace: 'shop', name: 'web-7d9f8b6c5d-x2x4z' };
const at = Date.parse('2026-11-20T10:00:00.123Z');

describe('Hubble', () => {
  const flow = (more: object = {}) =>
    JSON.stringify({
      flow: {
        time: '2026-11-20T10:00:00.123456789Z',
        verdict: 'FORWARDED',
        IP: { source: '10.244.1.4', destination: '10.244.2.9', ipVersion: 'IPv4' },
        l4: { TCP: { source_port: 43210, destination_port: 5432, flags: { SYN: true } } },
        source: {
          ID: 7,
          namespace: 'shop',
          pod_name: web.name,
          labels: ['k8s:app=web'],
          workloads: [{ name: 'web', kind: 'Deployment' }],
        },
        destination: { namespace: 'pay', pod_name: 'db-0', labels: ['k8s:app=db'] },
        Type: 'L3_L4',
        is_reply: false,
        ...more,
      },
      node_name: 'worker-1',
    });

  it('names pods, workloads and addresses', () => {
    expect(hubbleLine(flow())).toEqual({
      time: at,
      from: {
        address: '10.244.1.4',
        pod: web,
        workload: { kind: 'Deployment', namespace: 'shop', name: 'web' },
        isNode: false,
      },
      to: { address: '10.244.2.9', pod: { namespace: 'pay', name: 'db-0' }, workload: undefined, isNode: false },
      protocol: 'TCP',
      port: 5432,
      isDenied: false,
      count: 1,
    });
  });

  it('shows answers, too: they are turned around', () => {
    const l4 = { TCP: { source_port: 5432, destination_port: 43210, flags: { ACK: true } } };
    const reply = {
      source: { namespace: 'pay', pod_name: 'db-0' },
      destination: { namespace: 'shop', pod_name: web.name },
      l4,
      is_reply: true,
    };
    expect(hubbleLine(flow(reply))).toMatchObject({ from: { pod: web }, to: { pod: { name: 'db-0' } }, port: 5432 });
    expect(hubbleLine(flow({ is_reply: null }))).toMatchObject({ from: { pod: web } });
    expect(
      hubbleLine(flow({ is_reply: null, l4: { TCP: { ...l4.TCP, flags: { SYN: true, ACK: true } } } })),
    ).toMatchObject({ to: { pod: web } });
    // Which end began can't be told.
    expect(hubbleLine(flow({ is_reply: null, l4 }))).toBe('other');
  });

  it('tells what a policy dropped, and who is a node', () => {
    expect(hubbleLine(flow({ verdict: 'DROPPED' }))).toMatchObject({ isDenied: true });
    expect(hubbleLine(flow({ verdict: 'TRACED' }))).toBe('other');
    expect(hubbleLine(flow({ source: { labels: ['reserved:remote-node'] } }))).toMatchObject({
      from: { isNode: true },
    });
    expect(hubbleLine('{"lost_events":{"num_events_lost":3}}')).toBe('other');
    expect(hubbleLine(flow({ l4: { ICMPv4: { type: 8 } } }))).toBe('other');
  });
});

describe('Tetragon', () => {
  const pod = {
    namespace: 'shop',
    name: web.name,
    workload: 'web',
    workload_kind: 'Deployment',
    container: { name: 'app' },
  };
  const event = (probe: object) =>
    JSON.stringify({
      process_kprobe: { process: { binary: '/app', arguments: '--password hunter2', pod }, ...probe },
      node_name: 'n',
      time: '2026-11-20T10:00:00.123Z',
    });
  const sock = {
    family: 'AF_INET',
    type: 'SOCK_STREAM',
    protocol: 'IPPROTO_TCP',
    saddr: '10.244.1.4',
    daddr: '10.0.0.20',
    sport: 43210,
    dport: 5432,
  };

  it('shows connections as the kernel begins them', () => {
    const line = tetragonLine(event({ function_name: 'tcp_connect', args: [{ sock_arg: sock }] }));
    expect(line).toMatchObject({
      time: at,
      from: { pod: web, workload: { name: 'web' } },
      to: { address: '10.0.0.20', pod: undefined },
      protocol: 'TCP',
      port: 5432,
    });
    expect(JSON.stringify(line)).not.toContain('hunter2');
    const address = event({
      function_name: 'security_socket_connect',
      args: [{ int_arg: 1 }, { sockaddr_arg: { family: 'AF_INET', addr: '10.0.0.20', port: 5432 } }],
    });
    expect(tetragonLine(address)).toMatchObject({ to: { address: '10.0.0.20' }, port: 5432 });
    expect(
      tetragonLine(event({ function_name: 'udp_sendmsg', args: [{ sock_arg: { ...sock, dport: 53 } }] })),
    ).toMatchObject({ protocol: 'UDP', port: 53 });
  });

  it('shows much else', () => {
    expect(tetragonLine(event({ function_name: 'security_file_open', args: [] }))).toBe('other');
    expect(
      tetragonLine(
        event({ function_name: 'security_socket_connect', args: [{ sockaddr_arg: { family: 'AF_UNIX' } }] }),
      ),
    ).toBe('other');
    expect(tetragonLine('{"process_exec":{"process":{}},"time":"2026-11-20T10:00:00Z"}')).toBe('other');
  });

  it('has an event of its own for them in the enterprise edition', () => {
    const line = {
      process_connect: {
        process: { pod },
        source_ip: '10.88.0.7',
        source_port: 49168,
        destination_ip: '203.0.113.4',
        destination_port: 80,
        protocol: 'TCP',
      },
      time: '2026-11-20T10:00:00.123Z',
    };
    expect(tetragonLine(JSON.stringify(line))).toMatchObject({
      from: { pod: web, address: '10.88.0.7' },
      to: { address: '203.0.113.4' },
      port: 80,
    });
  });
});

describe('Falco', () => {
  const event = (fields: object) =>
    JSON.stringify({
      time: '2026-11-20T10:00:00.123Z',
      rule: 'Outbound connection',
      output: 'x',
      output_fields: { 'k8s.ns.name': 'shop', 'k8s.pod.name': web.name, ...fields },
    });

  it('tells client and server apart', () => {
    const fields = {
      'evt.type': 'connect',
      'fd.sip': '10.244.2.9',
      'fd.sport': 5432,
      'fd.cip': '10.244.1.4',
      'fd.l4proto': 'tcp',
    };
    expect(falcoLine(event(fields))).toMatchObject({
      time: at,
      from: { pod: web },
      to: { address: '10.244.2.9', pod: undefined },
      port: 5432,
    });
    expect(falcoLine(event({ ...fields, 'evt.type': 'accept4' }))).toMatchObject({
      from: { address: '10.244.1.4', pod: undefined },
      to: { pod: web },
    });
  });

  it('joins them in the name of the socket', () => {
    expect(falcoLine(event({ 'fd.name': '10.244.1.4:43210->10.244.2.9:5432' }))).toMatchObject({
      to: { address: '10.244.2.9' },
      port: 5432,
    });
    expect(falcoLine(event({ 'fd.name': '[fd00::4]:43210->[fd00::9]:5432' }))).toMatchObject({
      to: { address: 'fd00::9' },
    });
    expect(falcoLine(event({ 'fd.name': '/etc/shadow' }))).toBe('other');
    const host = { 'fd.name': '192.168.0.1:43210->10.244.2.9:5432', 'k8s.ns.name': '<NA>', 'k8s.pod.name': '' };
    expect(falcoLine(event(host))).toMatchObject({ from: { address: '192.168.0.1', pod: undefined } });
    expect(falcoLine(event({ 'fd.name': null, 'fd.sip': '<NA>' }))).toBe('other');
  });
});

describe('conntrack', () => {
  const tuple = 'src=10.244.1.4 dst=10.0.0.20 sport=43210 dport=80';
  const answer = 'src=10.244.2.9 dst=10.244.1.4 sport=8080 dport=43210';

  it.each([
    `tcp      6 431999 ESTABLISHED ${tuple} ${answer} [ASSURED] mark=0 use=1`,
    `ipv4     2 tcp      6 431999 ESTABLISHED ${tuple} packets=5 bytes=400 ${answer} packets=4 bytes=900 [ASSURED] mark=0 zone=0 use=2`,
    `[1795168800.000123]	    [NEW] ipv4     2 tcp      6 120 SYN_SENT ${tuple} ${answer}`,
  ])('shows who was reached behind a Service’s address: %s', (line) => {
    expect(conntrackLine(line)).toMatchObject({
      from: { address: '10.244.1.4' },
      to: { address: '10.244.2.9' },
      protocol: 'TCP',
      port: 8080,
    });
  });

  it('has times only where it was asked for them', () => {
    expect(conntrackLine(`[1795168800.000123] tcp 6 1 ESTABLISHED ${tuple} ${answer}`)).toMatchObject({
      time: 1_795_168_800_000,
    });
    expect(conntrackLine(`tcp 6 1 ESTABLISHED ${tuple} ${answer}`)).toMatchObject({ time: undefined });
  });

  it('shows much else', () => {
    expect(conntrackLine(`udp 17 29 ${tuple} [UNREPLIED] ${answer}`)).toBe('other');
    expect(
      conntrackLine(
        'icmp 1 29 src=10.1.1.1 dst=10.1.1.2 type=8 code=0 id=1 src=10.1.1.2 dst=10.1.1.1 type=0 code=0 id=1',
      ),
    ).toBe('other');
    expect(conntrackLine('conntrack v1.4.8 (conntrack-tools): 12 flow entries have been shown.')).toBe('other');
    expect(conntrackLine('tcp 6 src=nobody dst=10.0.0.1')).toBe('unreadable');
  });
});

describe('our own format', () => {
  it('names ends by pod, workload, address or node', () => {
    const line = {
      time: '2026-11-20T10:00:00.123Z',
      from: { pod: 'shop/web-7d9f8b6c5d-x2x4z' },
      to: { workload: 'StatefulSet/pay/db' },
      port: 5432,
      count: 12,
    };
    expect(ownLine(JSON.stringify(line))).toMatchObject({
      time: at,
      from: { pod: web },
      to: { workload: { kind: 'StatefulSet', namespace: 'pay', name: 'db' } },
      protocol: 'TCP',
      count: 12,
    });
    expect(
      ownLine('{"from":{"node":"n1"},"to":{"address":"10.1.1.1"},"port":53,"protocol":"UDP","verdict":"denied"}'),
    ).toMatchObject({ from: { isNode: true }, isDenied: true, time: undefined });
  });

  it.each([
    '{"from":{},"to":{},"port":0}',
    '{"from":{"pod":"web"},"to":{},"port":1}',
    '{"from":{},"to":{},"port":1,"more":1}',
    '{"from":{},"to":{},"port":1,"time":"soon"}',
  ])('refuses %s', (line) => {
    expect(ownLine(line)).toBe('unreadable');
  });
});

describe('hostile lines', () => {
  const readers = { hubbleLine, tetragonLine, falcoLine, conntrackLine, ownLine };
  const values = [
    '',
    '{',
    '[]',
    'null',
    '7',
    '"x"',
    '{}',
    '{"flow":7}',
    '{"flow":{"l4":{"TCP":{"destination_port":1e99}}}}',
    '{"output_fields":[],"rule":"x"}',
    '{"process_kprobe":{"function_name":"tcp_connect","args":[{"sock_arg":{"daddr":"x"}}]}}',
    '['.repeat(20_000),
    ' src= '.repeat(10_000),
  ];
  it.each(Object.entries(readers))('never end %s', (_, reader) => {
    for (const value of values) expect(['other', 'unreadable']).toContain(reader(value));
  });
});
