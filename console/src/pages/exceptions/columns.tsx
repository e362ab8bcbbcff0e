import { Link } from 'react-router';
import type { Exception } from '../../../../src/server/contract/index.ts';
import { Name } from '../../parts/names.tsx';
import type { Column } from '../../table/column.ts';
import { CompactRow } from '../../table/compact-row.tsx';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import { useTexts } from '../../texts/language.tsx';
import { ExceptionStatus } from './exception-status.tsx';
import classes from './exceptions.module.css';

type To = (row: Exception) => { readonly search: string };

export function exceptionColumns({ exceptions: texts }: Texts, format: Format, to: To): readonly Column<Exception>[] {
  const { columns } = texts;
  return [
    {
      id: 'status',
      header: columns.status,
      width: '124px',
      cell: ({ status }) => <ExceptionStatus status={status} />,
    },
    {
      id: 'check',
      header: columns.check,
      cell: (row) => (
        <Link to={to(row)} className={classes.title} title={row.title}>
          {row.title}
        </Link>
      ),
    },
    { id: 'where', header: columns.where, cell: (row) => <Where exception={row} format={format} /> },
    {
      id: 'reason',
      header: columns.reason,
      from: 980,
      cell: ({ reason }) => <span title={reason}>{reason}</span>,
    },
    {
      id: 'owner',
      header: columns.owner,
      width: '120px',
      from: 1080,
      cell: ({ owner, createdBy }) => {
        const name = owner ?? createdBy;
        return name === null ? null : <Name>{name}</Name>;
      },
    },
    {
      id: 'from',
      header: columns.from,
      width: '112px',
      from: 1400,
      cell: ({ from }) => texts.from[from],
    },
    {
      id: 'until',
      header: columns.until,
      width: '148px',
      from: 720,
      cell: ({ expires }) =>
        expires === null ? <span className={classes.note}>{texts.noEnd}</span> : format.day(expires),
    },
    {
      id: 'findings',
      header: columns.findings,
      width: '92px',
      end: true,
      from: 680,
      cell: ({ matches }) => format.number(matches),
    },
  ];
}

/** What it is about: the first of its globs, one finding, or everything. */
function Where({ exception, format }: { readonly exception: Exception; readonly format: Format }) {
  const { exceptions: texts } = useTexts();
  const {
    resources: [first, ...more],
    fingerprint,
    from,
  } = exception;
  if (fingerprint !== null) return <span className={classes.note}>{texts.oneFinding}</span>;
  if (from === 'annotation') return <span className={classes.note}>{texts.onObject}</span>;
  if (first === undefined) return <span className={classes.note}>{texts.everywhere}</span>;
  return (
    <span className={classes.where}>
      <code>
        <Name>{first}</Name>
      </code>
      {more.length > 0 && (
        <span className={classes.note} title={more.join('\n')}>
          {texts.moreGlobs(format, more.length)}
        </span>
      )}
    </span>
  );
}

/** An exception as two lines, where there is no room for columns. */
export function CompactException({ row, to }: { readonly row: Exception; readonly to: To }) {
  return (
    <CompactRow end={<ExceptionStatus status={row.status} />}>
      <Link to={to(row)}>{row.title}</Link>
      <span className={classes.reasonLine}>{row.reason}</span>
    </CompactRow>
  );
}
