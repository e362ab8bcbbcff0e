import { Button } from '@mantine/core';
import { useParams } from 'react-router';
import type { Framework } from '../../../../src/server/contract/index.ts';
import { ApiError } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { Page } from '../../app/page.tsx';
import { SearchField } from '../../filters/search-field.tsx';
import { StatusTabs } from '../../filters/status-tabs.tsx';
import { BackLink } from '../../parts/detail.tsx';
import { Icon } from '../../parts/icons.tsx';
import { ErrorView, LoadingView, NoneFitView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { useUrlState } from '../../url/use-url-state.ts';
import classes from './compliance.module.css';
import { ControlsTable } from './controls-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ShareBar } from './share-bar.tsx';
import { fields, sectionsOf, statuses } from './state.ts';

/** The controls of a framework: which pass, which fail, which were not checked, and why. */
export function FrameworkPage() {
  const { framework: id = '' } = useParams();
  const { compliance: texts, frameworks } = useTexts();
  const enabled = Object.hasOwn(frameworks, id);
  const framework = useRead<Framework>(`compliance/${id}`, {}, { keep: false, enabled });
  const error = enabled ? framework.error : new ApiError(404, 'no such framework');
  const above = <BackLink to="/compliance">{texts.all}</BackLink>;
  if (framework.data === undefined) {
    return (
      <Page title={frameworks[id as keyof typeof frameworks] ?? texts.title} above={above}>
        {error === null ? (
          <LoadingView lines={12} />
        ) : (
          <ErrorView what={texts.frameworkFailed} error={error} retry={() => void framework.refetch()} />
        )}
      </Page>
    );
  }
  const { title, version } = framework.data;
  return (
    <Page
      title={title}
      above={above}
      heading={
        <>
          {title} <span className={classes.version}>{version}</span>
        </>
      }
      actions={<ExportMenu framework={id} />}
    >
      <Controls framework={framework.data} />
    </Page>
  );
}

function Controls({ framework }: { readonly framework: Framework }) {
  const { compliance: texts } = useTexts();
  const format = useFormat();
  const [state, set] = useUrlState(fields);
  const { tally, controls, source, assessedAt } = framework;
  const sections = sectionsOf(controls, state);
  const shown = sections.flatMap((section) => section.controls.map((control) => control.id));
  const counts = {
    all: controls.length,
    fail: tally.fail,
    pass: tally.pass,
    'not-checked': tally.notChecked,
  };
  const allOpen = shown.length > 0 && shown.every((control) => state.expanded.includes(control));
  return (
    <>
      <p className={classes.lead}>
        <strong>{texts.sentence(format, tally)}</strong>
        {assessedAt !== null && (
          <span>
            {texts.assessed} <Time at={assessedAt} focusable />
          </span>
        )}
        <a href={source} target="_blank" rel="noreferrer" className={classes.external}>
          {texts.source}
          <Icon name="external" size={14} />
        </a>
      </p>
      <ShareBar tally={tally} />
      <div className={classes.controlsBar}>
        <SearchField value={state.q} label={texts.search} onChange={(q) => set({ q }, { replace: true })} />
        <StatusTabs
          label={texts.statusLabel}
          statuses={statuses}
          value={state.status}
          textOf={(value) =>
            texts.statusTab(format, value === 'all' ? texts.everything : texts.status[value], counts[value])
          }
          onChange={(status) => set({ status })}
        />
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          disabled={shown.length === 0}
          onClick={() => set({ expanded: allOpen ? [] : shown }, { replace: true })}
        >
          {allOpen ? texts.collapseAll : texts.expandAll}
        </Button>
      </div>
      {sections.length === 0 ? (
        <NoneFitView
          title={texts.noneFit}
          what={texts.noneFitWhat}
          clear={texts.showAll}
          onClear={() => set({ q: '', status: 'all' })}
        />
      ) : (
        <ControlsTable
          framework={framework.id}
          sections={sections}
          expanded={state.expanded}
          onToggle={(control) =>
            set(
              {
                expanded: state.expanded.includes(control)
                  ? state.expanded.filter((one) => one !== control)
                  : [...state.expanded, control],
              },
              { replace: true },
            )
          }
        />
      )}
    </>
  );
}
