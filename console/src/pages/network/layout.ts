import { Graph, layout } from '@dagrejs/dagre';
import type { NetworkEdge, NetworkNode } from '../../../../src/server/contract/index.ts';

/** Where a node stands, from the map's top left; in pixels at the map's own size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Item = { readonly id: string; readonly width: number; readonly height: number };
type Link = readonly [from: string, to: string];

const namespaceSize = { width: 216, height: 70 };
const workloadSize = { width: 196, height: 60 };
/** Above the workloads of an opened namespace. */
const headHeight = 52;
const padding = 16;
const gap = 20;

/** More than these are laid out as a grid: the layered layout takes seconds for them, and shows nothing any more. */
const mostLayered = 90;
const mostLinks = 350;

/** Where everything stands: connected things in layers from left to right, the rest in rows below. */
export function layoutOf(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]): ReadonlyMap<string, Box> {
  const inside = Map.groupBy(
    nodes.filter(({ kind }) => kind === 'workload'),
    ({ namespace }) => `${namespace}/`,
  );
  const blockOf = new Map<string, string>();
  for (const [block, members] of inside) for (const { id } of members) blockOf.set(id, block);
  const outer = (id: string) => blockOf.get(id) ?? id;

  const children = new Map<string, ReadonlyMap<string, Box>>();
  const blocks = nodes
    .filter(({ kind }) => kind !== 'workload')
    .map((node): Item => {
      const members = inside.get(node.id);
      if (members === undefined) return { id: node.id, ...namespaceSize };
      const ids = new Set(members.map(({ id }) => id));
      const own = edges.flatMap(({ from, to }): Link[] => (ids.has(from) && ids.has(to) ? [[from, to]] : []));
      const { boxes, width, height } = arrange(
        members.map(({ id }) => ({ id, ...workloadSize })),
        own,
      );
      children.set(node.id, boxes);
      return {
        id: node.id,
        width: Math.max(width, namespaceSize.width) + 2 * padding,
        // A line below for what is left out.
        height: height + headHeight + padding + (node.leftOut > 0 ? padding : 0),
      };
    });
  const links = edges.map(({ from, to }): Link => [outer(from), outer(to)]);
  const { boxes } = arrange(blocks, links);
  const all = new Map(boxes);
  for (const [block, members] of children) {
    const { x, y } = boxes.get(block) ?? { x: 0, y: 0 };
    for (const [id, box] of members) all.set(id, { ...box, x: box.x + x + padding, y: box.y + y + headHeight });
  }
  return all;
}

interface Arranged {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly width: number;
  readonly height: number;
}

function arrange(items: readonly Item[], links: readonly Link[]): Arranged {
  const ids = new Set(items.map(({ id }) => id));
  const distinct = new Map(
    links.filter(([from, to]) => from !== to && ids.has(from) && ids.has(to)).map((link) => [link.join('\n'), link]),
  );
  const connected = new Set([...distinct.values()].flat());
  const isLayered = connected.size <= mostLayered && distinct.size <= mostLinks;
  const layers = isLayered
    ? layered(
        items.filter(({ id }) => connected.has(id)),
        [...distinct.values()],
      )
    : { boxes: new Map<string, Box>(), width: 0, height: 0 };
  const rest = inRows(
    items.filter(({ id }) => !layers.boxes.has(id)),
    layers.width,
  );
  const top = layers.boxes.size === 0 ? 0 : layers.height + 2 * gap;
  const boxes = new Map(layers.boxes);
  for (const [id, box] of rest.boxes) boxes.set(id, { ...box, y: box.y + top });
  return {
    boxes,
    width: Math.max(layers.width, rest.width),
    height: rest.boxes.size === 0 ? layers.height : top + rest.height,
  };
}

function layered(items: readonly Item[], links: readonly Link[]): Arranged {
  if (items.length === 0) return { boxes: new Map(), width: 0, height: 0 };
  const graph = new Graph();
  // Greedy: few lines are turned round where they go in circles, so that there are few layers.
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 96, acyclicer: 'greedy' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of items) graph.setNode(id, { width, height });
  for (const [from, to] of links) graph.setEdge(from, to);
  layout(graph);
  const boxes = new Map<string, Box>();
  const size = { width: 0, height: 0 };
  for (const { id, width, height } of items) {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    boxes.set(id, { x: x - width / 2, y: y - height / 2, width, height });
    size.width = Math.max(size.width, x + width / 2);
    size.height = Math.max(size.height, y + height / 2);
  }
  return { boxes, ...size };
}

/** Side by side, in rows about twice as wide as all of them are high. */
function inRows(items: readonly Item[], atLeast: number): Arranged {
  const area = items.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = items.reduce((most, { width }) => Math.max(most, width), 0);
  const limit = Math.max(atLeast, widest, Math.sqrt(area * 2));
  const boxes = new Map<string, Box>();
  const size = { width: 0, height: 0 };
  let [x, y, rowHeight] = [0, 0, 0];
  for (const { id, width, height } of items) {
    if (x > 0 && x + width > limit) [x, y, rowHeight] = [0, y + rowHeight + gap, 0];
    boxes.set(id, { x, y, width, height });
    x += width + gap;
    rowHeight = Math.max(rowHeight, height);
    size.width = Math.max(size.width, x - gap);
    size.height = Math.max(size.height, y + height);
  }
  return { boxes, ...size };
}
