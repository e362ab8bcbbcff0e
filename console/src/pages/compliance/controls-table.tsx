import { Fragment, useId } from 'react';
import { Link } from 'react-router';
import type { Control } from '../../../../src/server/contract/index.ts';
import { ControlStatus } from '../../parts/control-status.tsx';
import { Icon } from '../../parts/icons.tsx';
import { SeverityCounts } from '../../parts/severity.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './compliance.module.css';
import { ControlDetail } from './control-detail.tsx';
import { evidenceOf } from './evidence.ts';
import type { ControlSection } from './state.ts';

interface Props {
  readonly framework: string;
  readonly sections: readonly ControlSection[];
  readonly expanded: readonly string[];
  readonly onToggle: (control: string) => void;
}

/** One table; each section has a head of its own, each control opens below its row. */
export function ControlsTable({ framework, sections, expanded, onToggle }: Props) {
  const { compliance: texts } = useTexts();
  const format = useFormat();
  return (
    <div className={classes.tableBox}>
      <table className={classes.table} aria-label={texts.controls}>
        <thead>
          <tr>
            <th scope="col">{texts.statusLabel}</th>
            <th scope="col">{texts.control}</th>
            <th scope="col" data-end>
              {texts.findings}
            </th>
          </tr>
        </thead>
        {sections.map(({ name, controls, tally, reason }) => (
          <tbody key={name}>
            <tr className={classes.section}>
              <th colSpan={3} scope="rowgroup">
                <span>
                  <h2>{name}</h2>
                  <span className={classes.note}>{texts.sectionTally(format, tally)}</span>
                </span>
                {reason !== null && <p className={classes.note}>{texts.notCheckedSince(reason)}</p>}
              </th>
            </tr>
            {controls.map((control) => (
              <ControlRow
                key={control.id}
                framework={framework}
                control={control}
                said={reason}
                open={expanded.includes(control.id)}
                onToggle={() => onToggle(control.id)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function ControlRow(props: {
  readonly framework: string;
  readonly control: Control;
  /** The reason that the section says already. */
  readonly said: string | null;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const { compliance: texts } = useTexts();
  const format = useFormat();
  const detail = useId();
  const { framework, control, open } = props;
  const { id, title, status, reason } = control;
  return (
    <Fragment>
      <tr className={classes.control} data-open={open || undefined}>
        <td>
          <ControlStatus status={status} />
        </td>
        <th scope="row">
          <button type="button" aria-expanded={open} aria-controls={open ? detail : undefined} onClick={props.onToggle}>
            <Icon name={open ? 'down' : 'right'} size={14} />
            <code>{id.slice(id.indexOf('/') + 1)}</code>
            <span>
              {title}
              {status === 'pass' && reason !== null && <span className={classes.note}> · {texts.partly}</span>}
            </span>
          </button>
          {status === 'not-checked' && reason !== null && reason !== props.said && (
            <p className={classes.reason}>{reason}</p>
          )}
        </th>
        <td data-end>
          {control.open > 0 ? (
            <Link to={evidenceOf(`${framework}:${id}`)} className={classes.counts}>
              <SeverityCounts counts={control.bySeverity} />
            </Link>
          ) : (
            control.accepted > 0 && (
              <Link to={evidenceOf(`${framework}:${id}`, 'accepted')}>{texts.accepted(format, control.accepted)}</Link>
            )
          )}
        </td>
      </tr>
      {open && (
        <tr className={classes.detailRow} id={detail}>
          <td colSpan={3}>
            <ControlDetail framework={framework} control={control} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}
