import { Link } from 'react-router';
import { Icon } from '../../parts/icons.tsx';
import { RiskScore } from '../../parts/risk-score.tsx';
import { SeverityCounts } from '../../parts/severity.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './findings.module.css';
import type { ListRow } from './rows.ts';

/** A group's head: what it is of, how many, how bad. */
export function GroupRow(props: { readonly row: Extract<ListRow, { type: 'group' }>; readonly onToggle: () => void }) {
  const { findings: texts } = useTexts();
  const format = useFormat();
  const { group, expanded, expandable } = props.row;
  const label = group.label === '' ? texts.ungrouped : group.label;
  return (
    <div className={classes.group}>
      {expandable ? (
        <button type="button" aria-expanded={expanded} onClick={props.onToggle} title={label}>
          <Icon name={expanded ? 'down' : 'right'} size={14} />
          <span>{label}</span>
        </button>
      ) : (
        <span className={classes.fixedGroup}>{label}</span>
      )}
      <span className={classes.groupCount}>{texts.count(format, group.count)}</span>
      <span className={classes.groupObjects}>{texts.objects(format, group.objects)}</span>
      <span className={classes.groupCounts}>
        <SeverityCounts counts={group.bySeverity} />
      </span>
      <RiskScore risk={group.risk} />
    </div>
  );
}

export function MoreRow({ count, to }: { readonly count: number; readonly to: { readonly search: string } }) {
  const { findings: texts } = useTexts();
  const format = useFormat();
  return (
    <div className={classes.group}>
      <Link to={to}>{texts.showAll(format, count)}</Link>
    </div>
  );
}
