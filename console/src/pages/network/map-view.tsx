import { Button, Menu } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { NetworkEdge, NetworkMap } from '../../../../src/server/contract/index.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Icon } from '../../parts/icons.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { EmptyView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import type { SetState } from '../../url/use-url-state.ts';
import { crowdsOf, pairEdges } from './connections.ts';
import { pngOf, svgOf } from './drawing.ts';
import { layoutOf } from './layout.ts';
import { lineStyles } from './lines.ts';
import { MapCanvas } from './map-canvas.tsx';
import { MapFacts } from './map-facts.tsx';
import classes from './network.module.css';
import { pictureOf } from './picture.ts';
import { type fields, type NetworkPageState, states } from './state.ts';

interface Props {
  readonly map: NetworkMap;
  /** It answers the question before; the next answer is on its way. */
  readonly stale: boolean;
  readonly state: NetworkPageState;
  readonly set: SetState<typeof fields>;
  readonly onChoose: (id: string) => void;
}

const noCrowds: ReturnType<typeof crowdsOf> = new Map();

/** More workloads than this are not opened at once. */
const mostOpened = 300;

/** Namespaces as groups, opened into workloads; lines for who may connect, or was seen to. */
export function MapView({ map, stale, state, set, onChoose }: Props) {
  const { network: texts } = useTexts();
  const format = useFormat();
  const isFiltered = state.namespace.length > 0 || state.state.length > 0 || state.port !== '' || state.q !== '';
  // Who asked for some connections is to see each of them.
  const crowds = useMemo(() => (isFiltered ? noCrowds : crowdsOf(map)), [map, isFiltered]);
  const edges = useMemo(
    () => pairEdges(map).filter((edge) => crowds.get(edge.to)?.includes(edge) !== true),
    [map, crowds],
  );
  const boxes = useMemo(() => layoutOf(map.nodes, edges), [map, edges]);
  const onToggle = useCallback(
    (namespace: string, open: boolean) =>
      set({ open: open ? [...state.open, namespace] : state.open.filter((one) => one !== namespace) }),
    [set, state.open],
  );
  const onEdge = useCallback(({ from, to }: NetworkEdge) => set({ from, to, at: '' }), [set]);
  if (map.counts.workloads === 0)
    return (
      <EmptyView icon="network" title={texts.nothing}>
        {texts.nothingWhat}
      </EmptyView>
    );
  if (map.nodes.length === 0)
    return (
      <EmptyView icon="filter" title={texts.noneFit}>
        {texts.noneFitWhat}
      </EmptyView>
    );
  const { workloads } = map.counts;
  const isWhole = !isFiltered && map.total <= map.edges.length;
  return (
    <div className={classes.map} aria-busy={stale} data-stale={stale || undefined}>
      <div className={classes.toolbar}>
        <MapFacts map={map} />
        <div className={classes.tools}>
          {state.open.length > 0 ? (
            <Button variant="default" size="xs" onClick={() => set({ open: [] })}>
              {texts.closeAll}
            </Button>
          ) : (
            workloads <= mostOpened && (
              <Button
                variant="default"
                size="xs"
                onClick={() => set({ open: map.namespaces.map(({ name }) => name).slice(0, 100) })}
              >
                {texts.openAll}
              </Button>
            )
          )}
          <PictureMenu map={map} edges={edges} crowds={crowds} boxes={boxes} />
        </div>
      </div>
      <MapCanvas
        map={map}
        edges={edges}
        crowds={crowds}
        boxes={boxes}
        from={state.from}
        to={state.to}
        isWhole={isWhole}
        onChoose={onChoose}
        onEdge={onEdge}
        onToggle={onToggle}
      />
      <div className={classes.foot}>
        <ul className={classes.legend} aria-label={texts.legend}>
          {states.map((one) => (
            <li key={one}>
              <LineSample state={one} />
              {texts.states[one]}
            </li>
          ))}
        </ul>
        {map.total > map.edges.length && <span>{texts.notDrawn(format, map.total - map.edges.length)}</span>}
      </div>
    </div>
  );
}

function LineSample({ state }: { readonly state: keyof typeof lineStyles }) {
  const { width, dash, color } = lineStyles[state];
  return (
    <svg width="36" height="10" aria-hidden="true" focusable="false">
      <path d="M0 5h36" fill="none" stroke={`var(${color})`} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
}

function PictureMenu(props: {
  readonly map: NetworkMap;
  readonly edges: readonly NetworkEdge[];
  readonly crowds: ReturnType<typeof crowdsOf>;
  readonly boxes: ReturnType<typeof layoutOf>;
}) {
  const { network: texts } = useTexts();
  const format = useFormat();
  const announce = useAnnounce();
  const save = async (kind: 'svg' | 'png') => {
    const style = getComputedStyle(document.documentElement);
    const drawing = pictureOf({ ...props, texts, format, color: (name) => style.getPropertyValue(name).trim() });
    try {
      const file = kind === 'svg' ? new Blob([svgOf(drawing)], { type: 'image/svg+xml' }) : await pngOf(drawing);
      saveFile(file, `network.${kind}`);
    } catch {
      // More than this browser draws at once.
      announce(texts.pictureFailed);
    }
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<Icon name="download" />}>
          {texts.picture}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['svg', 'png'] as const).map((kind) => (
          <Menu.Item key={kind} onClick={() => void save(kind)}>
            {kind.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
