import { Link } from 'react-router';
import type { LeftAlone, PolicyControlView } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Icon } from '../../parts/icons.tsx';
import { Name } from '../../parts/names.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';

/** How often it is asked, in milliseconds. */
const every = 15_000;

/** Whether somebody brings the cluster to what its policies say, who, since when, and what they left alone. */
export function ControlState() {
  const { policies: texts } = useTexts();
  const read = useRead<PolicyControlView>('policy-control', {}, { every });
  const { data } = read;
  if (data === undefined) {
    if (read.error === null) return null;
    return <ErrorLine what={texts.controlFailed} error={read.error} retry={() => void read.refetch()} />;
  }
  return (
    <>
      {isFine(data) ? <Leading control={data} /> : <Doubt control={data} />}
      {data.left.length > 0 && <Left left={data.left} />}
    </>
  );
}

/** The same before a change, and only where the change would not come into force. */
export function ControlDoubt() {
  const { data } = useRead<PolicyControlView>('policy-control');
  // Of a recording it is said already that nothing is written to it.
  return data === undefined || isFine(data) || data.leader === 'recording' ? null : <Doubt control={data} />;
}

function isFine({ leader, work }: PolicyControlView): boolean {
  return leader === 'elsewhere' || (leader === 'here' && (work === 'in-force' || work === 'waiting'));
}

function Leading({ control: { leader, holder, since } }: { readonly control: PolicyControlView }) {
  const { policies: texts } = useTexts();
  return (
    <p className={classes.control}>
      <Icon name="check" size={14} />
      <span>
        {texts.controlled[leader === 'here' ? 'here' : 'elsewhere']}{' '}
        {since !== null && (
          <span className={classes.note}>
            {texts.tookOver} <Time at={since} focusable />
          </span>
        )}
        {holder !== null && (
          <span className={classes.note}>
            {' · '}
            <code>
              <Name>{holder}</Name>
            </code>
          </span>
        )}
      </span>
    </p>
  );
}

function Doubt({ control: { leader, work, trouble, renewed } }: { readonly control: PolicyControlView }) {
  const { policies: texts } = useTexts();
  if (leader === 'recording') return <p className={classes.note}>{texts.controlDoubts.recording}</p>;
  return (
    <Notice icon="blind">
      {texts.controlDoubts[leader === 'here' ? (work ?? 'failing') : leader]}
      {trouble !== null && ` ${trouble}`}
      {leader === 'silent' && renewed !== null && (
        <>
          {' '}
          {texts.lastSeen} <Time at={renewed} focusable />
        </>
      )}
    </Notice>
  );
}

function Left({ left }: { readonly left: readonly LeftAlone[] }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  return (
    <Section boxed title={texts.left}>
      <ul className={classes.list}>
        {left.map(({ policy, reason, message, objects }) => (
          <li key={`${policy}/${reason}`}>
            {objects === null ? (
              <Link to={`/policies/${policy}`}>
                <Name>{policy}</Name>
              </Link>
            ) : (
              <code>
                <Name>{policy}</Name>
              </code>
            )}
            <span className={classes.note}>
              {objects !== null && `${texts.leftObjects(format, objects)} `}
              {texts.leftWhy[reason]} {message}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
