import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { endpointsOf } from '../reachability/index.ts';
import { wholeInventory } from '../reachability/testing/inventory.ts';
import { EdgeBook, surenessOf } from './edges.ts';
import type { Flow } from './flow.ts';
import { ownLine } from './formats/own.ts';
import { Places, type PodSeen } from './places.ts';
import { readFlows } from './read.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-flows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const workload = (kind: string, name: string, more = '') => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { ${more} containers: [{ name: a, image: a, ports: [{ name: http, containerPort: 8080 }] }] } } }
---`;
const text = `${workload('Deployment', 'web')}${workload('Deployment', 'web-admin')}${workload('StatefulSet', 'db')}${workload('DaemonSet', 'agent', 'hostNetwork: true,')}
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: 10.0.0.20, selector: { app: db }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: names, namespace: shop }
spec: { clusterIP: 10.0.0.10, selector: { app: db }, ports: [{ port: 53, targetPort: 5353, protocol: UDP }, { port: 53, targetPort: 5353 }] }
---
apiVersion: v1
kind: Service
metadata: { name: kubernetes, namespace: default }
spec: { clusterIP: 10.0.0.1, ports: [{ port: 443, targetPort: 6443 }] }
---
apiVersion: v1
kind: Node
metadata: { name: n1 }
status: { addresses: [{ type: InternalIP, address: 192.168.0.1 }] }
`;
const inventory = wholeInventory(inventoryFromText(text, 'a.yaml').objects.map(({ object }) => object));
const day = (text: string) => Date.parse(`2026-11-${text}:00Z`);

function book() {
  const endpoints = endpointsOf(inventory, new Map());
  const object = inventory.objects.find(({ name, kind }) => name === 'web' && kind === 'Deployment');
  if (object === undefined) throw new Error('no web');
  const pods: PodSeen[] = [
    { namespace: 'shop', name: 'web-7d9f8b6c5d-x2x4z', address: '10.244.1.4', started: day('20T12:00'), object },
  ];
  return new EdgeBook(new Places(inventory, endpoints, pods), endpoints);
}

function edgesOf(...lines: readonly string[]) {
  const made = book();
  for (const line of lines) {
    const flow = ownLine(`{${line}}`);
    if (flow === 'other' || flow === 'unreadable') throw new Error(line);
    made.add(flow);
  }
  const { edges, ...rest } = made.edges();
  return {
    rest,
    edges: edges.map(({ from, to, protocol, port }) => {
      const name = (end: typeof from) =>
        end.kind === 'workload' ? end.endpoint.name : end.kind === 'nodes' ? 'nodes' : (end.address ?? 'outside');
      return `${name(from)} > ${name(to)} ${protocol} ${port}`;
    }),
  };
}

describe('ends of flows', () => {
  it.each([
    ['a pod that is there', '"pod":"shop/web-7d9f8b6c5d-x2x4z"', 'Deployment/shop/web'],
    ['a pod that is gone, by its name', '"pod":"shop/web-5c8d9b7f6d-bbbbb"', 'Deployment/shop/web'],
    ['the longest name that fits', '"pod":"shop/web-admin-5c8d9b7f6d-bbbbb"', 'Deployment/shop/web-admin'],
    ['a workload', '"workload":"Deployment/shop/web"', 'Deployment/shop/web'],
    ['a ReplicaSet’s Deployment', '"workload":"ReplicaSet/shop/web"', 'Deployment/shop/web'],
    ['an address', '"address":"10.244.1.4"', 'Deployment/shop/web'],
    ['a node', '"address":"192.168.0.1"', 'nodes'],
    ['a pod in its node’s network', '"pod":"shop/agent-bbbbb"', 'nodes'],
  ])('%s', (_, end, name) => {
    expect(edgesOf(`"from":{${end}},"to":{"pod":"shop/db-0"},"port":5432`).edges).toEqual([
      `${name} > StatefulSet/shop/db TCP 5432`,
    ]);
  });

  it('of a Service are the pods behind it, at their port', () => {
    expect(edgesOf('"from":{"pod":"shop/web-5c8d9b7f6d-bbbbb"},"to":{"address":"10.0.0.20"},"port":80').edges).toEqual([
      'Deployment/shop/web > StatefulSet/shop/db TCP 8080',
    ]);
    expect(
      edgesOf('"from":{"pod":"shop/web-5c8d9b7f6d-bbbbb"},"to":{"address":"10.0.0.20"},"port":81').rest.unanswered,
    ).toBe(1);
  });

  it('of a Service for two protocols are counted once, and those of the API server at its own port', () => {
    const from = '"from":{"pod":"shop/web-5c8d9b7f6d-bbbbb"}';
    const names = `${from},"to":{"address":"10.0.0.10"},"port":53,"protocol":"UDP"`;
    expect(edgesOf(names).edges).toEqual(['Deployment/shop/web > StatefulSet/shop/db UDP 5353']);
    expect(edgesOf(`${from},"to":{"address":"10.0.0.1"},"port":443`).edges).toEqual([
      'Deployment/shop/web > nodes TCP 6443',
    ]);
  });

  it('that had another’s address then are not guessed', () => {
    const at = (time: string) =>
      edgesOf(`"time":"2026-11-20T${time}:00Z","from":{"address":"10.244.1.4"},"to":{"pod":"shop/db-0"},"port":1`);
    expect(at('13:00').edges).toHaveLength(1);
    expect(at('11:00')).toMatchObject({ edges: [], rest: { unplaced: { reused: 1 } } });
  });

  it('that are not in the input are counted by why', () => {
    const from = (end: string) => edgesOf(`"from":{${end}},"to":{"pod":"shop/db-0"},"port":1,"count":3`).rest.unplaced;
    expect(from('"pod":"shop/gone-1"')).toEqual({ gone: 3, reused: 0, unnamed: 0 });
    expect(from('"address":"10.244.7.7"')).toEqual({ gone: 3, reused: 0, unnamed: 0 });
    expect(from('')).toEqual({ gone: 0, reused: 0, unnamed: 3 });
  });

  it('outside are nobody in particular where they come in, and few addresses where something connects to them', () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) => `"from":{"address":"203.0.113.${index}"},"to":{"pod":"shop/db-0"},"port":1`,
    );
    expect(edgesOf(...lines).edges).toEqual(['outside > StatefulSet/shop/db TCP 1']);
    const out = Array.from(
      { length: 40 },
      (_, index) => `"from":{"pod":"shop/db-0"},"to":{"address":"203.0.113.${index}"},"port":1`,
    );
    expect(edgesOf(...out).edges).toHaveLength(17);
    expect(edgesOf('"from":{"address":"203.0.113.1"},"to":{"address":"192.168.0.1"},"port":1')).toMatchObject({
      edges: [],
      rest: { unconcerned: 1 },
    });
  });
});

describe('how sure a connection is', () => {
  const seen = (...times: readonly string[]) => {
    const made = book();
    for (const time of times) {
      const flow = ownLine(
        `{"time":"2026-11-${time}:00Z","from":{"pod":"shop/db-0"},"to":{"pod":"shop/db-0"},"port":1}`,
      );
      if (flow === 'other' || flow === 'unreadable') throw new Error(time);
      made.add(flow);
    }
    const other: Flow = {
      ...(ownLine('{"from":{"pod":"shop/db-0"},"to":{"pod":"shop/db-0"},"port":2}') as Flow),
      time: day('22T10:00'),
    };
    made.add(other);
    const { edges, days } = made.edges();
    const [edge] = edges.filter(({ port }) => port === 1);
    return edge && surenessOf(edge, days);
  };

  it('depends on how often and on how many of the days it was seen', () => {
    expect(seen('20T10:00')).toBe('once');
    expect(seen('20T10:00', '20T11:00')).toBe('sometimes');
    expect(seen('20T10:00', '22T11:00')).toBe('daily');
  });
});

describe('files of flows', () => {
  const read = async (content: string | Buffer, name = 'flows.json', limits?: Parameters<typeof readFlows>[2]) => {
    writeFileSync(join(folder, name), content);
    const flows: Flow[] = [];
    return { flows, read: await readFlows(join(folder, name), (flow) => flows.push(flow), limits) };
  };
  const own = '{"from":{"pod":"a/b"},"to":{"pod":"c/d"},"port":1}';
  const tracked =
    'tcp 6 1 ESTABLISHED src=10.1.1.1 dst=10.1.1.2 sport=1 dport=2 src=10.1.1.2 dst=10.1.1.1 sport=2 dport=1';

  it('may be joined, and compressed; what can’t be read is counted, with its lines', async () => {
    const content = `${own}\n\n${tracked}\nnonsense\n{"from":7,"to":8}\n{"lost_events":{}}\n${own}`;
    const expected = { format: 'breakwater', flows: 3, others: 1, unreadable: 2, unreadableAt: [4, 5], cut: undefined };
    expect((await read(content)).read).toMatchObject(expected);
    expect((await read(gzipSync(content), 'flows.json.gz')).read).toMatchObject(expected);
  });

  it('are read up to a bound, and that is said', async () => {
    const many = `${own}\n`.repeat(1000);
    expect((await read(many, 'a', { lineLength: 1000, lines: 10, bytes: 1e9 })).read).toMatchObject({
      flows: 10,
      cut: 'lines',
    });
    expect((await read(many, 'b', { lineLength: 1000, lines: 1e9, bytes: 100 })).read).toMatchObject({ cut: 'bytes' });
    const long = `{"from":${' '.repeat(100_000)}\n${own}\n`;
    expect((await read(long, 'c', { lineLength: 1000, lines: 1e9, bytes: 1e9 })).read).toMatchObject({
      flows: 1,
      unreadable: 1,
      unreadableAt: [1],
    });
  });

  it('that are broken or missing are an error', async () => {
    await expect(readFlows(join(folder, 'none'), () => {})).rejects.toThrow('ENOENT');
    await expect(read('not gzip', 'x.gz')).rejects.toThrow();
  });
});
