import type { NetworkEdge, NetworkMap, NetworkState } from '../../../../src/server/contract/index.ts';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import { type crowdsOf, openTo } from './connections.ts';
import type { Drawing, Shape } from './drawing.ts';
import type { Box } from './layout.ts';
import { lineBetween, lineStyles } from './lines.ts';
import { states } from './state.ts';
import { edgeWords, nodeName, nodeWhat, opennessWords } from './words.ts';

/** Wide enough for lines that go back to the left. */
const margin = 72;
const legendHeight = 40;
/** Left and right of what is written in a node. */
const inset = 12;
/** More lines than this have no room for their ports. */
const mostLabels = 40;

export interface PictureInput {
  readonly map: NetworkMap;
  readonly edges: readonly NetworkEdge[];
  readonly crowds: ReturnType<typeof crowdsOf>;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly texts: Texts['network'];
  readonly format: Format;
  /** A variable of the theme, as its colour. */
  readonly color: (variable: string) => string;
}

/** The map as it is drawn, with its legend: all of it, not what the window shows. */
export function pictureOf({ map, edges, crowds, boxes, texts, format, color }: PictureInput): Drawing {
  const all = [...boxes.values()];
  const right = Math.max(880, ...all.map(({ x, width }) => x + width));
  const bottom = Math.max(0, ...all.map(({ y, height }) => y + height));
  const place = (id: string): Box | undefined => {
    const box = boxes.get(id);
    return box === undefined ? undefined : { ...box, x: box.x + margin, y: box.y + margin };
  };
  const ground = color('--surface-sunken');
  const open = openTo(map);
  // Lines go below what they pass, and above the namespaces that hold it.
  const [grounds, shapes]: [Shape[], Shape[]] = [[], []];
  for (const node of map.nodes) {
    const box = place(node.id);
    if (box === undefined) continue;
    const openness = opennessWords(open.get(node.id), crowds.get(node.id)?.length, texts, format);
    const x = box.x + inset;
    const room = box.width - 2 * inset;
    (node.open ? grounds : shapes).push({
      type: 'box',
      ...box,
      fill: node.open ? ground : color('--surface'),
      stroke: color('--mantine-color-default-border'),
    });
    shapes.push(
      {
        type: 'text',
        x,
        y: box.y + 24,
        text: cut(nodeName(node, texts), room, 14),
        size: 14,
        fill: color('--mantine-color-text'),
        bold: true,
      },
      {
        type: 'text',
        x,
        y: box.y + 42,
        text: cut(nodeWhat(node, texts, format), room, 12),
        size: 12,
        fill: color('--mantine-color-dimmed'),
      },
    );
    if (openness !== undefined && !node.open)
      shapes.push({
        type: 'text',
        x,
        y: box.y + (node.kind === 'workload' ? 55 : 60),
        text: cut(openness, room, 11),
        size: 11,
        fill: color('--warn'),
      });
  }
  const lines: Shape[] = [];
  const labels: Shape[] = [];
  for (const edge of edges) {
    const [from, to] = [place(edge.from), place(edge.to)];
    if (from === undefined || to === undefined) continue;
    const line = lineBetween(from, edge.from === edge.to ? from : to);
    lines.push(...lineShapes(line.path, line.arrow, edge.state, color));
    if (edges.length <= mostLabels && !line.isShort)
      labels.push({
        type: 'text',
        x: line.x,
        y: line.y,
        text: edgeWords(edge, texts, format, 2),
        size: 11,
        fill: color('--mantine-color-dimmed'),
        middle: true,
        halo: ground,
      });
  }
  return {
    width: Math.ceil(right + 2 * margin),
    height: Math.ceil(bottom + 2 * margin + legendHeight),
    ground,
    shapes: [...grounds, ...lines, ...shapes, ...labels, ...legend(bottom + margin + legendHeight, texts, color)],
  };
}

function lineShapes(path: string, arrow: string, state: NetworkState, color: PictureInput['color']): Shape[] {
  const { width, dash, color: variable } = lineStyles[state];
  return [
    { type: 'path', path, stroke: color(variable), width, dash },
    { type: 'path', path: arrow, fill: color(variable) },
  ];
}

function legend(y: number, texts: Texts['network'], color: PictureInput['color']): Shape[] {
  return states.flatMap((state, index): Shape[] => {
    const x = margin + index * 176;
    return [
      ...lineShapes(`M${x} ${y}h34`, `M${x + 42} ${y}l-8 -4v8z`, state, color),
      { type: 'text', x: x + 48, y: y + 4, text: texts.states[state], size: 11, fill: color('--mantine-color-dimmed') },
    ];
  });
}

/** What fits: letters are about six tenths as wide as they are high, Chinese signs as wide. */
function cut(text: string, room: number, size: number): string {
  const letters = [...text];
  const widths = letters.map((letter) => size * (letter > '\u2e80' ? 1 : 0.6));
  let width = widths.reduce((sum, one) => sum + one, 0);
  if (width <= room) return text;
  while (width > room - size && letters.length > 1) {
    letters.pop();
    width -= widths[letters.length] ?? 0;
  }
  return `${letters.join('')}…`;
}
