import { describe, expect, it } from 'vitest';
import type { NetworkEdge, NetworkMap, NetworkNode } from '../../../../src/server/contract/index.ts';
import { edgesOf, openTo, pairEdges } from './connections.ts';
import { svgOf } from './drawing.ts';
import { type Box, layoutOf } from './layout.ts';
import { lineBetween } from './lines.ts';
import { chosen, isPort } from './state.ts';

const node = (id: string, more: Partial<NetworkNode> = {}): NetworkNode => ({
  id,
  kind: id.endsWith('/') ? 'namespace' : id.includes('/') ? 'workload' : 'internet',
  name: id.split('/').at(-1) || id.slice(0, -1),
  namespace: id.split('/')[2] === undefined ? null : (id.split('/')[1] ?? null),
  workload: null,
  members: 1,
  onHosts: 0,
  ingress: { yes: 0, unknown: 0 },
  egress: { yes: 0, unknown: 0 },
  exposed: 0,
  open: false,
  leftOut: 0,
  ...more,
});

const edge = (from: string, to: string, more: Partial<NetworkEdge> = {}): NetworkEdge => ({
  from,
  to,
  state: 'allowed',
  pairs: 1,
  allowed: 1,
  unknown: 0,
  ports: [],
  unknownPorts: [],
  everyPort: true,
  seen: null,
  ...more,
});

/** Everyone but `closed/` may reach `a/`; `closed/` may, on one port. */
const map: Pick<NetworkMap, 'nodes' | 'edges' | 'everyone'> = {
  nodes: ['a/', 'b/', 'closed/', 'internet'].map((id) => node(id)),
  everyone: [{ id: '*0', except: ['closed/'] }],
  edges: [edge('*0', 'a/'), edge('closed/', 'a/', { everyPort: false, ports: ['TCP 443'] }), edge('*0', 'internet')],
};

describe('connections', () => {
  it('between two are drawn, those of everyone are told at their destination', () => {
    expect(pairEdges(map).map(({ from, to }) => [from, to])).toEqual([['closed/', 'a/']]);
    expect([...openTo(map)].map(([to, { except }]) => [to, [...except]])).toEqual([
      ['a/', ['closed/']],
      ['internet', ['closed/']],
    ]);
  });

  it('of one node are each on their own', () => {
    const { incoming, outgoing } = edgesOf(map, 'a/');
    expect(incoming.map(({ from, ports }) => [from, ports.join()])).toEqual([
      ['closed/', 'TCP 443'],
      ['a/', ''],
      ['b/', ''],
      ['internet', ''],
    ]);
    expect(outgoing.map(({ to }) => to)).toEqual(['a/', 'internet']);
    expect(edgesOf(map, 'closed/').outgoing.map(({ to }) => to)).toEqual(['a/']);
    // Outside to outside is nobody's question.
    expect(edgesOf(map, 'internet').outgoing.map(({ to }) => to)).toEqual(['a/']);
  });
});

describe('the layout', () => {
  const overlap = (a: Box, b: Box) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  it.each([
    ['connected and not', 12, 8],
    ['too many for layers', 120, 500],
  ])('has a place of its own for each node: %s', (_, count, lines) => {
    const nodes = Array.from({ length: count }, (_, index) => node(`n${index}/`));
    const edges = Array.from({ length: lines }, (_, index) =>
      edge(`n${(index * 7) % count}/`, `n${(index * 3 + 1) % count}/`),
    );
    const boxes = [...layoutOf(nodes, edges).values()];
    expect(boxes).toHaveLength(count);
    for (const [index, box] of boxes.entries())
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
  });

  it('keeps workloads within their namespace', () => {
    const names = ['web', 'api', 'db', 'cache', 'worker'].map((name) => `Deployment/shop/${name}`);
    const nodes = [node('shop/', { open: true }), ...names.map((id) => node(id)), node('mail/')];
    const boxes = layoutOf(nodes, [edge(names[0] ?? '', names[1] ?? ''), edge('mail/', names[2] ?? '')]);
    const outer = boxes.get('shop/');
    if (outer === undefined) throw new Error('no place for the namespace');
    for (const id of names) {
      const inner = boxes.get(id);
      expect(inner?.x).toBeGreaterThan(outer.x);
      expect(inner?.y).toBeGreaterThan(outer.y);
      expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThan(outer.x + outer.width);
      expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThan(outer.y + outer.height);
    }
  });
});

describe('lines', () => {
  const box = { x: 100, y: 100, width: 200, height: 60 };

  it('end at the left side of their destination', () => {
    const { path, arrow } = lineBetween(box, { ...box, x: 500, y: 300 });
    expect(path).toMatch(/^M300 130C/);
    expect(arrow).toMatch(/^M500 330/);
  });

  it('to the same one go around', () => {
    expect(lineBetween(box, box).path).toMatch(/^M248 100C/);
  });

  it('between a namespace and what is in it are short', () => {
    expect(lineBetween({ x: 0, y: 0, width: 600, height: 400 }, box).isShort).toBe(true);
  });
});

describe('a picture', () => {
  it('is sound XML whatever names are in it', () => {
    const svg = svgOf({
      width: 10,
      height: 10,
      ground: '#fff',
      shapes: [
        {
          type: 'text',
          x: 1,
          y: 2,
          text: '"><script>alert(1)</script>&\u0000\ud800',
          size: 11,
          fill: '#000',
          middle: true,
        },
        { type: 'path', path: 'M0 0h1', stroke: '#000', dash: '2 2' },
      ],
    });
    expect(svg).toContain('>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;</text>');
    expect(svg).not.toContain('style=');
  });
});

describe('choosing', () => {
  it('takes one, then the other, then another first', () => {
    expect(chosen({ from: '', to: '' }, 'a/')).toMatchObject({ from: 'a/', to: '' });
    expect(chosen({ from: 'a/', to: '' }, 'b/')).toMatchObject({ to: 'b/' });
    expect(chosen({ from: 'a/', to: 'b/' }, 'c/')).toMatchObject({ from: 'c/', to: '' });
    expect(chosen({ from: 'a/', to: '' }, 'a/')).toMatchObject({ from: '', to: '' });
  });

  it.each([
    ['443', true],
    ['53/udp', true],
    ['0', false],
    ['65536', false],
    ['http', false],
    ['1/TCP/2', false],
  ])('of port %s: %s', (text, expected) => {
    expect(isPort(text)).toBe(expected);
  });
});
