import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PolicyPrediction, PredictedRow, Rung } from '../../../../src/server/contract/index.ts';
import type { Query } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { SearchField } from '../../filters/search-field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { objectKey, ResourceName } from '../../parts/resource.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { Counts } from './counts.tsx';
import { MoreRows } from './more-rows.tsx';
import classes from './policies.module.css';

export interface PredictionFilter {
  readonly q: string;
  readonly namespace: readonly string[];
  readonly check: readonly string[];
}

const firstRows = 20;
const mostRows = 500;

/** Objects that are named before something is done. */
export const firstFew = 5;

/** What a rung would do to what is there: in a sentence, and as a list with whose it is and the way out. */
export function PredictionView(props: {
  readonly path: string;
  readonly query: Query;
  readonly rung: Rung;
  readonly filter: PredictionFilter;
  readonly onFilter: (filter: PredictionFilter, options?: { readonly replace?: boolean }) => void;
}) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { filter, onFilter, rung } = props;
  const [limit, setLimit] = useState(firstRows);
  const read = useRead<PolicyPrediction>(props.path, { ...props.query, ...filter, limit });
  const { data } = read;
  if (data === undefined) {
    return read.error === null ? (
      <LoadingView lines={4} />
    ) : (
      <ErrorLine what={texts.predictionFailed} error={read.error} retry={() => void read.refetch()} />
    );
  }
  const { facets, items, total, refused } = data;
  const option = (name: string, count: number) => texts.withCount(format, name, count);
  return (
    <>
      <Said prediction={data} rung={rung} />
      {refused > 0 && (
        <>
          <div className={classes.bar}>
            <SearchField
              value={filter.q}
              label={texts.search}
              onChange={(q) => onFilter({ ...filter, q }, { replace: true })}
            />
            <NativeSelect
              size="xs"
              aria-label={texts.anyNamespace}
              value={filter.namespace[0] ?? ''}
              onChange={({ currentTarget: { value } }) =>
                onFilter({ ...filter, namespace: value === '' ? [] : [value] })
              }
              data={[
                { value: '', label: texts.anyNamespace },
                ...facets.namespace
                  .filter(({ value }) => value !== '')
                  .map(({ value, label, count }) => ({ value, label: option(label, count) })),
              ]}
            />
            <NativeSelect
              size="xs"
              aria-label={texts.anyCheck}
              value={filter.check[0] ?? ''}
              onChange={({ currentTarget: { value } }) => onFilter({ ...filter, check: value === '' ? [] : [value] })}
              data={[
                { value: '', label: texts.anyCheck },
                ...facets.check.map(({ value, label, count }) => ({ value, label: option(label, count) })),
              ]}
            />
          </div>
          {items.length === 0 ? <p className={classes.note}>{texts.noneFit}</p> : <PredictedTable rows={items} />}
          <MoreRows shown={items.length} total={total} limit={limit} most={mostRows} onLimit={setLimit} />
        </>
      )}
    </>
  );
}

/** The sentence, by which checks and of whom, and the first of the list with the way out: before something is done. */
export function ShortPrediction({ prediction, rung }: { readonly prediction: PolicyPrediction; readonly rung: Rung }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { facets, items, total } = prediction;
  return (
    <>
      <Said prediction={prediction} rung={rung} />
      <Counts title={texts.predictedColumns.owner} items={facets.team} none={texts.anyTeam} />
      <Counts title={texts.predictedColumns.why} items={facets.check} />
      <Counts title={texts.inNamespaces} items={facets.namespace} none={texts.noNamespace} />
      {items.length > 0 && <PredictedTable short rows={items} />}
      {total > items.length && <p className={classes.note}>{texts.more(format, items.length, total)}</p>}
    </>
  );
}

/** The sentence, and everything that makes it less than certain. */
export function Said({ prediction, rung }: { readonly prediction: PolicyPrediction; readonly rung: Rung }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { refused, asked, excepted, unanswered, failsClosed, unseen, unplaced, faults, at } = prediction;
  const doubts = [
    ...(unanswered > 0 ? [texts.unanswered(format, unanswered, failsClosed)] : []),
    ...(unseen.length > 0 ? [texts.unseen(format.all(unseen))] : []),
    ...(unplaced.length > 0 ? [texts.unplaced(format.all(unplaced))] : []),
    ...faults,
  ];
  return (
    <div className={classes.said}>
      <p>
        <strong>
          {refused === 0 ? texts.predictionNone(format, asked) : texts.prediction(format, rung, refused, asked)}
        </strong>{' '}
        {excepted > 0 && texts.excepted(format, excepted)}
      </p>
      {doubts.map((doubt) => (
        <Notice key={doubt} icon="blind">
          {doubt}
        </Notice>
      ))}
      <p className={classes.note}>
        {texts.runs} {texts.asOf} <Time at={at} />
      </p>
    </div>
  );
}

/** @param short leaves out whose they are: that is counted above */
function PredictedTable({ rows, short = false }: { readonly rows: readonly PredictedRow[]; readonly short?: boolean }) {
  const { policies: texts } = useTexts();
  const columns = texts.predictedColumns;
  return (
    <PlainTable
      label={texts.preview}
      rows={rows}
      keyOf={({ resource }) => objectKey(resource)}
      columns={[
        { header: columns.object, head: true, cell: (row) => <PredictedObject row={row} /> },
        ...(short ? [] : [{ header: columns.owner, cell: (row: PredictedRow) => <Owner row={row} /> }]),
        { header: columns.why, cell: (row) => <Reasons row={row} /> },
      ]}
    />
  );
}

function PredictedObject({ row: { resource, workload } }: { readonly row: PredictedRow }) {
  const { policies: texts } = useTexts();
  return (
    <div className={classes.stack}>
      <ResourceName resource={{ ...resource, container: null }} />
      {workload !== null && <span className={classes.note}>{texts.ofWorkload(workload.kind, workload.name)}</span>}
    </div>
  );
}

function Owner({ row: { team, managedBy } }: { readonly row: PredictedRow }) {
  const { policies: texts } = useTexts();
  if (team === null && managedBy === null) return <span className={classes.note}>{texts.noOwner}</span>;
  return (
    <div className={classes.stack}>
      {team !== null && <span>{texts.team(team)}</span>}
      {managedBy !== null && <span className={classes.note}>{managedBy}</span>}
    </div>
  );
}

/** Each check that fails with its way out: the finding where the server asks it too, else the check's page. */
function Reasons({ row: { reasons, resource, workload } }: { readonly row: PredictedRow }) {
  const { policies: texts, parts } = useTexts();
  const byCheck = [...Map.groupBy(reasons, ({ check }) => check)];
  return (
    <ul className={classes.reasons}>
      {byCheck.map(([check, [first, ...more]]) => {
        if (first === undefined) return null;
        const containers = [first, ...more].flatMap(({ container }) => container ?? []);
        const object = objectKey(workload ?? resource);
        const search = `?${new URLSearchParams({ check, object })}`;
        return (
          <li key={check}>
            <SeverityMark severity={first.severity} />
            <div className={classes.stack}>
              <span>
                {first.title}
                {containers.length > 0 && (
                  <span className={classes.note}> · {parts.container([...new Set(containers)].join(', '))}</span>
                )}
              </span>
              <span className={classes.note}>
                {texts.sentence(first.action)}
                {first.finding ? (
                  <Link to={{ pathname: '/findings', search }} className={classes.inline}>
                    {texts.fix}
                  </Link>
                ) : (
                  <Link to={`/checks/${check}`} className={classes.inline}>
                    {texts.seeCheck}
                  </Link>
                )}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
