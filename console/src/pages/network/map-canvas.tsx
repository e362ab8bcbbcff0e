import '@xyflow/react/dist/base.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Edge,
  type EdgeProps,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react';
import { createContext, memo, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { NetworkEdge, NetworkMap, NetworkNode } from '../../../../src/server/contract/index.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { type crowdsOf, edgesOf, openTo } from './connections.ts';
import type { Box } from './layout.ts';
import { lineBetween, lineStyles } from './lines.ts';
import { MapNode } from './map-node.tsx';
import classes from './network.module.css';
import { edgeWords, fullName, opennessWords } from './words.ts';

/** More lines than this have no room for their ports, and hovering draws nothing anew. */
const mostLabels = 30;
const mostHovered = 200;
/** More nodes than this are in the document only while the window shows them. */
const mostWalked = 60;
/** Lines of one chosen node. */
const mostOfChosen = 300;
const panStep = 80;

export interface MapCanvasProps {
  readonly map: NetworkMap;
  /** What is drawn while nothing is chosen. */
  readonly edges: readonly NetworkEdge[];
  /** By destination: what is drawn only when one of its ends is looked at. */
  readonly crowds: ReturnType<typeof crowdsOf>;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly from: string;
  readonly to: string;
  /** The map has every connection: nothing is filtered, and none left out. */
  readonly isWhole: boolean;
  readonly onChoose: (id: string) => void;
  readonly onEdge: (edge: NetworkEdge) => void;
  readonly onToggle: (namespace: string, open: boolean) => void;
}

interface NodeData extends Record<string, unknown> {
  readonly node: NetworkNode;
  readonly openness: string | undefined;
  readonly chosen: boolean;
  readonly dim: boolean;
}

interface EdgeData extends Record<string, unknown> {
  readonly edge: NetworkEdge;
  readonly from: Box;
  readonly to: Box;
  readonly label: string | undefined;
  readonly dim: boolean;
}

interface Actions extends Pick<MapCanvasProps, 'onChoose' | 'onToggle'> {
  /** Where the keyboard has come to. */
  readonly onFocus: (id: string) => void;
}

const ActionsContext = createContext<Actions>({ onChoose: () => {}, onToggle: () => {}, onFocus: () => {} });

const nodeTypes = { node: memo(NodeOfMap) };
const edgeTypes = { line: memo(LineOfMap) };

/** The map itself: only what the window shows of it is in the document. */
export function MapCanvas(props: MapCanvasProps) {
  const { map, edges, crowds, boxes, from, to, isWhole, onChoose, onToggle } = props;
  const { network: texts } = useTexts();
  const format = useFormat();
  const [hovered, setHovered] = useState<string>();
  const [flow, setFlow] = useState<ReactFlowInstance<Node<NodeData>, Edge<EdgeData>>>();

  // What is chosen may stand in a namespace that is not opened.
  const [first, second] = [nodeFor(from, boxes), nodeFor(to, boxes)];
  const active = first !== '' ? first : map.nodes.length <= mostHovered ? hovered : undefined;
  const drawn = useMemo(() => linesFor(map, edges, active, second, isWhole), [map, edges, active, second, isWhole]);
  const nodes = useMemo(() => {
    const open = openTo(map);
    const near = new Set(active === undefined ? [] : drawn.flatMap((edge) => [edge.from, edge.to]));
    return map.nodes.flatMap((node): Node<NodeData>[] => {
      const box = boxes.get(node.id);
      if (box === undefined) return [];
      const openness = opennessWords(open.get(node.id), crowds.get(node.id)?.length, texts, format);
      const chosen = node.id === first || node.id === second;
      const inside = node.kind === 'namespace' && [...near].some((id) => id.split('/')[1] === node.name);
      const dim = active !== undefined && !chosen && node.id !== active && !near.has(node.id) && !inside;
      return [nodeAt(node.id, box, { node, openness, chosen, dim })];
    });
  }, [map, crowds, boxes, drawn, active, first, second, texts, format]);
  const names = useMemo(() => new Map(map.nodes.map((node) => [node.id, fullName(node, texts)])), [map, texts]);
  const lines = useMemo(
    () =>
      drawn.flatMap((edge): Edge<EdgeData>[] => {
        const [source, target] = [boxes.get(edge.from), boxes.get(edge.to)];
        if (source === undefined || target === undefined) return [];
        const dim = active !== undefined && !isOf(edge, active, second);
        const isRead = active === undefined ? drawn.length <= mostLabels : !dim && drawn.length <= mostHovered;
        const label = isRead ? edgeWords(edge, texts, format, 2) : undefined;
        const data = { edge, from: source, to: target, label, dim };
        const ends = texts.between(names.get(edge.from) ?? edge.from, names.get(edge.to) ?? edge.to);
        const ariaLabel = texts.select(ends, texts.states[edge.state]);
        return [{ id: `${edge.from}\n${edge.to}`, source: edge.from, target: edge.to, type: 'line', data, ariaLabel }];
      }),
    [drawn, boxes, names, active, second, texts, format],
  );

  // What was opened or chosen comes into view; at first, the beginning of all.
  const [box, width] = useWidth();
  const look = useCallback(
    (places: readonly (Box | undefined)[]) => {
      const [first, ...rest] = places.filter((place) => place !== undefined);
      if (flow === undefined || first === undefined) return;
      bringIntoView(flow, rest.reduce(around, first), width);
    },
    [flow, width],
  );
  const shown = useRef<ReadonlySet<string>>(new Set());
  const openNow = useMemo(() => map.nodes.filter(({ open }) => open).map(({ id }) => id), [map]);
  useEffect(() => {
    const opened = openNow.find((id) => !shown.current.has(id));
    shown.current = new Set(openNow);
    if (opened !== undefined) look([boxes.get(opened)]);
  }, [openNow, boxes, look]);
  const actions = useMemo(
    () => ({ onChoose, onToggle, onFocus: (id: string) => look([boxes.get(id)]) }),
    [onChoose, onToggle, look, boxes],
  );
  useEffect(() => look([first, second].map((id) => boxes.get(id))), [first, second, boxes, look]);

  const pan = (x: number, y: number) => {
    const view = flow?.getViewport();
    if (view !== undefined) void flow?.setViewport({ ...view, x: view.x + x, y: view.y + y });
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => pan(panStep, 0),
    ArrowRight: () => pan(-panStep, 0),
    ArrowUp: () => pan(0, panStep),
    ArrowDown: () => pan(0, -panStep),
    '+': () => void flow?.zoomIn(),
    '-': () => void flow?.zoomOut(),
  };

  return (
    <ActionsContext value={actions}>
      <section
        ref={box}
        className={classes.canvas}
        aria-label={texts.graphLabel}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved with the arrow keys
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
          const does = keys[event.key];
          if (does === undefined) return;
          event.preventDefault();
          does();
        }}
      >
        <ReactFlow
          nodes={nodes}
          edges={lines}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onInit={setFlow}
          onNodeMouseEnter={(_, { id }) => setHovered(id)}
          onNodeMouseLeave={() => setHovered(undefined)}
          onEdgeClick={(_, { data }) => data !== undefined && props.onEdge(data.edge)}
          // Of a few, all are there for whoever walks through them with Tab.
          onlyRenderVisibleElements={nodes.length > mostWalked}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnDoubleClick={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          minZoom={0.05}
          maxZoom={2}
          fitView
          fitViewOptions={{ minZoom: 0.5, maxZoom: 1, padding: 0.04 }}
          proOptions={{ hideAttribution: true }}
          ariaLabelConfig={{
            'node.a11yDescription.default': texts.nodeHelp,
            'node.a11yDescription.keyboardDisabled': texts.nodeHelp,
            'edge.a11yDescription.default': texts.nodeHelp,
          }}
        />
        <div className={classes.zoom}>
          <ZoomButton icon="plus" label={texts.zoomIn} onClick={() => void flow?.zoomIn()} />
          <ZoomButton icon="minus" label={texts.zoomOut} onClick={() => void flow?.zoomOut()} />
          <ZoomButton icon="expand" label={texts.fit} onClick={() => void flow?.fitView({ padding: 0.06 })} />
        </div>
      </section>
    </ActionsContext>
  );
}

function ZoomButton(props: { readonly icon: IconName; readonly label: string; readonly onClick: () => void }) {
  return (
    <Tooltip label={props.label} position="left">
      <ActionIcon variant="default" aria-label={props.label} onClick={props.onClick}>
        <Icon name={props.icon} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Lines between two, and of the active node also those that are told once for everyone. */
function linesFor(
  map: NetworkMap,
  edges: readonly NetworkEdge[],
  active: string | undefined,
  to: string,
  isWhole: boolean,
): readonly NetworkEdge[] {
  if (active === undefined) return edges;
  const { incoming, outgoing } = edgesOf(map, active);
  const own = [...outgoing, ...incoming.filter(({ from }) => from !== active)];
  const between = own.filter((edge) => isOf(edge, active, to));
  const wanted = to === '' ? own.slice(0, mostOfChosen) : between;
  // Nothing filtered, nothing left out: what isn't there may not be.
  if (isWhole && to !== '' && !between.some((edge) => edge.from === active)) wanted.push(deniedEdge(active, to));
  return [...edges.filter((edge) => edge.from !== active && edge.to !== active), ...wanted];
}

function deniedEdge(from: string, to: string): NetworkEdge {
  const none = { pairs: 1, allowed: 0, unknown: 0, ports: [], unknownPorts: [], everyPort: false, seen: null };
  return { from, to, state: 'denied', ...none };
}

function isOf({ from, to }: NetworkEdge, active: string, other: string): boolean {
  return other === ''
    ? from === active || to === active
    : (from === active && to === other) || (from === other && to === active);
}

/** The node that shows something: of a workload that isn't drawn, its namespace. */
function nodeFor(id: string, boxes: ReadonlyMap<string, Box>): string {
  const namespace = `${id.split('/')[1] ?? ''}/`;
  return boxes.has(id) || !boxes.has(namespace) ? id : namespace;
}

function around(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Around what is brought into view, in pixels. */
const margin = 40;

/** Moves the map only where it must: what is in view stays where it is. */
function bringIntoView(flow: ReactFlowInstance<Node<NodeData>, Edge<EdgeData>>, place: Box, width: number): void {
  const { x, y, zoom } = flow.getViewport();
  const height = document.querySelector('.react-flow')?.clientHeight ?? 0;
  const [left, top] = [place.x * zoom + x, place.y * zoom + y];
  const [right, bottom] = [left + place.width * zoom, top + place.height * zoom];
  if (left >= 0 && top >= 0 && right <= width && bottom <= height) return;
  const fits = place.width * zoom + 2 * margin <= width && place.height * zoom + 2 * margin <= height;
  if (fits) void flow.setCenter(place.x + place.width / 2, place.y + place.height / 2, { zoom });
  else void flow.fitBounds(place, { padding: 0.1 });
}

function nodeAt(id: string, { x, y, width, height }: Box, data: NodeData): Node<NodeData> {
  return {
    id,
    type: 'node',
    position: { x, y },
    width,
    height,
    // Said, not measured: what is not in the document has lines, too.
    handles: [
      { type: 'target', position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
      { type: 'source', position: Position.Right, x: width, y: height / 2, width: 1, height: 1 },
    ],
    // Lines below an opened namespace stay within reach.
    ...(data.node.open && { style: { pointerEvents: 'none' as const }, zIndex: -1 }),
    data,
  };
}

function NodeOfMap({ data }: NodeProps<Node<NodeData>>) {
  const { onChoose, onToggle, onFocus } = use(ActionsContext);
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className={classes.handle} />
      <MapNode {...data} onChoose={onChoose} onToggle={onToggle} onFocus={onFocus} />
      <Handle type="source" position={Position.Right} isConnectable={false} className={classes.handle} />
    </>
  );
}

function LineOfMap({ data }: EdgeProps<Edge<EdgeData>>) {
  const { network: texts } = useTexts();
  if (data === undefined) return null;
  const { edge, from, to, label, dim } = data;
  const { path, arrow, x, y, isShort } = lineBetween(from, to);
  const { width, dash, color } = lineStyles[edge.state];
  const words = edge.state === 'unknown' || edge.state === 'denied' ? texts.states[edge.state] : label;
  return (
    <g className={classes.line} data-state={edge.state} data-dim={dim || undefined}>
      <path d={path} fill="none" stroke={`var(${color})`} strokeWidth={width} strokeDasharray={dash} />
      <path d={arrow} fill={`var(${color})`} />
      {/* Wide enough to be hit. */}
      <path d={path} fill="none" stroke="transparent" strokeWidth={14} className="react-flow__edge-interaction" />
      {label !== undefined && !isShort && (
        <text x={x} y={y} className={classes.lineLabel}>
          {words}
        </text>
      )}
    </g>
  );
}
