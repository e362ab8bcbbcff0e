import { Link } from 'react-router';
import type { WorkloadRow } from '../../../../src/server/contract/index.ts';
import { ExposureMark } from '../../parts/exposure.tsx';
import { Name } from '../../parts/names.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { RiskScore } from '../../parts/risk-score.tsx';
import { SeverityCounts } from '../../parts/severity.tsx';
import type { Column } from '../../table/column.ts';
import { CompactRow } from '../../table/compact-row.tsx';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import classes from './workloads.module.css';

type To = (row: WorkloadRow) => { readonly search: string };

export function workloadColumns({ workloads: texts }: Texts, format: Format, to: To): readonly Column<WorkloadRow>[] {
  const { columns } = texts;
  return [
    {
      id: 'workload',
      header: columns.workload,
      sort: 'name',
      cell: (row) => (
        <span className={classes.workload}>
          <span className={classes.kind}>{row.kind}</span>
          <Link to={to(row)} className={classes.name}>
            <code>
              <Name>{row.name}</Name>
            </code>
          </Link>
        </span>
      ),
    },
    {
      id: 'namespace',
      header: columns.namespace,
      width: '148px',
      sort: 'namespace',
      cell: ({ namespace }) => <Name>{namespace}</Name>,
    },
    {
      id: 'team',
      header: columns.team,
      width: '160px',
      from: 980,
      cell: ({ team }) => (team === null ? null : <Name>{team}</Name>),
    },
    {
      id: 'exposure',
      header: columns.exposure,
      width: '148px',
      cell: ({ exposure }) => <ExposureMark exposure={exposure} />,
    },
    {
      id: 'images',
      header: columns.images,
      from: 1360,
      cell: ({ images: [first, ...more] }) =>
        first === undefined ? null : (
          <span className={classes.images}>
            <code>
              <Name>{first}</Name>
            </code>
            {more.length > 0 && <span className={classes.kind}>{texts.moreImages(format, more.length)}</span>}
          </span>
        ),
    },
    {
      id: 'pods',
      header: columns.pods,
      width: '84px',
      end: true,
      sort: 'pods',
      from: 780,
      cell: ({ pods, replicas }) => texts.pods(format, pods, replicas),
    },
    {
      id: 'findings',
      header: columns.findings,
      width: '212px',
      sort: 'findings',
      from: 880,
      cell: ({ open }) => <SeverityCounts counts={open} />,
    },
    {
      id: 'risk',
      header: columns.risk,
      width: '104px',
      end: true,
      sort: 'risk',
      cell: ({ risk }) => <RiskScore risk={risk} />,
    },
  ];
}

/** A workload as two lines, where there is no room for columns. */
export function CompactWorkload({ row, to }: { readonly row: WorkloadRow; readonly to: To }) {
  return (
    <CompactRow end={<RiskScore risk={row.risk} bar={false} />}>
      <Link to={to(row)}>
        <ResourceName resource={{ ...row, container: null }} />
      </Link>
      <span className={classes.second}>
        <ExposureMark exposure={row.exposure} />
        <SeverityCounts counts={row.open} />
      </span>
    </CompactRow>
  );
}
