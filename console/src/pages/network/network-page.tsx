import { TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { NetworkMap } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { codeOf, Lazy } from '../../app/lazy.tsx';
import { Page } from '../../app/page.tsx';
import { FilterBar } from '../../filters/filter-bar.tsx';
import { useKeys } from '../../parts/keys.ts';
import { WithPanel } from '../../parts/side-panel.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useLanguage } from '../../texts/language.tsx';
import { useHref, useUrlState } from '../../url/use-url-state.ts';
import { ConnectionsTable } from './connections-table.tsx';
import { ExposureTable } from './exposure-table.tsx';
import { networkFilters } from './filters.ts';
import { MapFacts } from './map-facts.tsx';
import classes from './network.module.css';
import { NetworkPanel } from './network-panel.tsx';
import { PolicyTrial } from './policy-trial.tsx';
import { chosen, cleared, fields, filtersOf, isPort, type View, views } from './state.ts';

/** In windows no wider than this the table comes first. */
const mapFrom = 700;
const mapCode = codeOf(async () => (await import('./map-view.tsx')).MapView);

/** Who can talk to whom, and what is exposed? */
export function NetworkPage() {
  const { texts: all, format } = useLanguage();
  const { network: texts } = all;
  const [state, set] = useUrlState(fields);
  const href = useHref(fields);
  const isNarrow = useMediaQuery(`(max-width: ${mapFrom}px)`, false, { getInitialValueInEffect: false });
  const view: View = state.view === 'auto' ? (isNarrow ? 'table' : 'map') : state.view;
  const query = filtersOf(state);
  const isList = view === 'map' || view === 'table';
  const map = useRead<NetworkMap>('network/map', query);
  const filters = networkFilters(state, map.data, all, format, set);
  const close = () => set({ from: '', to: '', at: '' });
  const chosenAny = isList && (state.from !== '' || state.to !== '');
  useKeys(chosenAny ? { Escape: () => (state.to === '' ? close() : set({ to: '', at: '' })) } : {});

  return (
    <WithPanel
      panel={
        chosenAny
          ? {
              label: texts.panel,
              of: `${state.from} ${state.to}`,
              content: <NetworkPanel state={state} map={map.data} set={set} />,
              onClose: close,
            }
          : null
      }
    >
      <Page fill={view !== 'policy'} title={`${texts.views[view]} · ${texts.title}`} heading={texts.title}>
        <Tabs
          label={texts.viewsLabel}
          names={views}
          current={view}
          to={(one) => href({ view: one })}
          texts={texts.views}
        />
        {isList && (
          <>
            <FilterBar
              subject={texts.subject}
              filters={filters}
              search={{ value: state.q, label: texts.search, onChange: (q) => set({ q }, { replace: true }) }}
              onClear={() => set(cleared)}
            >
              <PortField value={state.port} onChange={(port) => set({ port })} />
            </FilterBar>
            {map.data === undefined && map.error !== null ? (
              <ErrorView what={texts.failed} error={map.error} retry={() => void map.refetch()} />
            ) : map.data === undefined ? (
              <LoadingView />
            ) : view === 'map' ? (
              <Lazy
                code={mapCode}
                meanwhile={<LoadingView />}
                props={{
                  map: map.data,
                  stale: map.isPlaceholderData,
                  state,
                  set,
                  onChoose: (id: string) => set(chosen(state, id)),
                }}
              />
            ) : (
              <>
                <MapFacts map={map.data} />
                <ConnectionsTable map={map.data} state={state} set={set} />
              </>
            )}
          </>
        )}
        {view === 'exposure' && <ExposureTable state={state} set={set} />}
        {view === 'policy' && <PolicyTrial />}
      </Page>
    </WithPanel>
  );
}

/** Says what was typed once it is a port, or nothing. */
function PortField({ value, onChange }: { readonly value: string; readonly onChange: (port: string) => void }) {
  const { texts: all } = useLanguage();
  const { network: texts } = all;
  const [typed, setTyped] = useState(value);
  const [said, setSaid] = useState(value);
  // Changed elsewhere: a chip removed, Back.
  if (value !== said) {
    setSaid(value);
    setTyped(value);
  }
  const say = () => {
    const port = typed.trim().toUpperCase();
    if (port === value || (port !== '' && !isPort(port))) return;
    setSaid(port);
    onChange(port);
  };
  return (
    <TextInput
      className={classes.port ?? ''}
      size="xs"
      value={typed}
      maxLength={9}
      placeholder={texts.portExample}
      aria-label={texts.port}
      leftSection={<span className={classes.portWord}>{texts.port}</span>}
      leftSectionWidth={48}
      error={typed.trim() !== '' && !isPort(typed.trim())}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={say}
      onKeyDown={(event) => event.key === 'Enter' && say()}
    />
  );
}
