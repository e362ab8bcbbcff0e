import { Link } from 'react-router';
import type { Control } from '../../../../src/server/contract/index.ts';
import { ControlStatus } from '../../parts/control-status.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './compliance.module.css';
import { evidenceOf } from './evidence.ts';

/** Why a control stands as it does: its checks, what each was asked of, and the evidence. */
export function ControlDetail({ framework, control }: { readonly framework: string; readonly control: Control }) {
  const { compliance: texts } = useTexts();
  const format = useFormat();
  const standard = `${framework}:${control.id}`;
  return (
    <div className={classes.detail}>
      {control.reason !== null && <p>{control.reason}</p>}
      {control.objects > 0 && <p className={classes.note}>{texts.checkedOf(format, control.objects)}</p>}
      {(control.open > 0 || control.accepted > 0) && (
        <p className={classes.links}>
          {control.open > 0 && <Link to={evidenceOf(standard)}>{texts.evidence(format, control.open)}</Link>}
          {control.accepted > 0 && (
            <Link to={evidenceOf(standard, 'accepted')}>{texts.acceptedEvidence(format, control.accepted)}</Link>
          )}
        </p>
      )}
      {control.checks.length === 0 ? (
        <p className={classes.note}>{texts.noChecks}</p>
      ) : (
        <ul className={classes.checks} aria-label={texts.checks}>
          {control.checks.map(({ id, title, severity, status, reason, open, accepted }) => (
            <li key={id}>
              <ControlStatus status={status} />
              <SeverityMark severity={severity} />
              <span className={classes.check}>
                <Link to={`/checks/${id}`}>{title}</Link>
                {reason !== null && <span className={classes.note}>{reason}</span>}
              </span>
              <span className={classes.links}>
                {open > 0 && (
                  <Link to={{ pathname: '/findings', search: `?${new URLSearchParams({ check: id })}` }}>
                    {texts.evidence(format, open)}
                  </Link>
                )}
                {accepted > 0 && (
                  <Link
                    to={{ pathname: '/findings', search: `?${new URLSearchParams({ status: 'accepted', check: id })}` }}
                  >
                    {texts.acceptedEvidence(format, accepted)}
                  </Link>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
