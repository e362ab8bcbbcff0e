import { Link } from 'react-router';
import type { FindingRow } from '../../../../src/server/contract/index.ts';
import { Icon } from '../../parts/icons.tsx';
import { Name } from '../../parts/names.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { RiskScore } from '../../parts/risk-score.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { Time } from '../../parts/time.tsx';
import type { Column } from '../../table/column.ts';
import { CompactRow } from '../../table/compact-row.tsx';
import type { Texts } from '../../texts/catalogues.ts';
import classes from './findings.module.css';
import type { ListRow } from './rows.ts';

type To = (fingerprint: string) => { readonly search: string };

export function findingColumns(texts: Texts, resolved: boolean, to: To): readonly Column<ListRow>[] {
  const { columns, fixReady } = texts.findings;
  const column = (
    rest: Omit<Column<ListRow>, 'cell'> & {
      readonly cell: (finding: FindingRow) => ReturnType<Column<ListRow>['cell']>;
    },
  ): Column<ListRow> => ({ ...rest, cell: (row) => (row.type === 'finding' ? rest.cell(row.finding) : null) });
  return [
    column({
      id: 'severity',
      header: columns.severity,
      width: '104px',
      sort: 'severity',
      cell: ({ severity }) => <SeverityMark severity={severity} word />,
    }),
    column({
      id: 'title',
      header: columns.finding,
      sort: 'check',
      cell: ({ fingerprint, title, tool }) => (
        <span className={classes.named}>
          <Link to={to(fingerprint)} className={classes.title} title={title}>
            {title}
          </Link>
          {tool !== null && <code className={classes.kind}>{tool}</code>}
        </span>
      ),
    }),
    column({
      id: 'object',
      header: columns.object,
      sort: 'name',
      cell: ({ resource }) => (
        <span className={classes.object}>
          <span className={classes.kind}>{resource.kind}</span>
          <code>
            <Name>{resource.name}</Name>
          </code>
        </span>
      ),
    }),
    column({
      id: 'namespace',
      header: columns.namespace,
      width: '132px',
      sort: 'namespace',
      from: 960,
      cell: ({ resource }) => (resource.namespace === null ? null : <Name>{resource.namespace}</Name>),
    }),
    column({
      id: 'team',
      header: columns.team,
      width: '112px',
      from: 1080,
      cell: ({ team }) => (team === null ? null : <Name>{team}</Name>),
    }),
    column({
      id: 'fix',
      header: columns.fix,
      width: '56px',
      from: 860,
      cell: ({ hasFix }) =>
        hasFix && (
          <span className={classes.fix} role="img" aria-label={fixReady} title={fixReady}>
            <Icon name="fix" />
          </span>
        ),
    }),
    column({
      id: 'seen',
      header: resolved ? columns.resolved : columns.firstSeen,
      width: '132px',
      end: true,
      ...(resolved ? {} : { sort: 'firstSeen' }),
      from: 820,
      cell: ({ firstSeen, resolvedAt }) => <Time at={resolved ? (resolvedAt ?? firstSeen) : firstSeen} />,
    }),
    column({
      id: 'risk',
      header: columns.risk,
      width: '104px',
      end: true,
      sort: 'risk',
      cell: ({ risk }) => <RiskScore risk={risk} />,
    }),
  ];
}

/** A finding as two lines, where there is no room for columns. */
export function CompactFinding({ row, to }: { readonly row: ListRow; readonly to: To }) {
  if (row.type !== 'finding') return null;
  const { finding } = row;
  return (
    <CompactRow mark={<SeverityMark severity={finding.severity} />} end={<RiskScore risk={finding.risk} bar={false} />}>
      <Link to={to(finding.fingerprint)}>{finding.title}</Link>
      <ResourceName resource={{ ...finding.resource, container: null }} />
    </CompactRow>
  );
}
