import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

type State = 'good' | 'bad' | 'warn' | 'plain';

/** Ways that the sentence names; all of them stand below. */
const namedAtMost = 3;

/** What matters most about it, in three sentences: who reaches it, what limits it, what it may do. */
export function Facts({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  const format = useFormat();
  const { exposures, isolation, serviceAccountDetail: account } = workload;
  const ways = (internal: boolean) =>
    format.all([
      ...new Set(
        exposures
          .filter((way) => way.internal === internal)
          .slice(0, namedAtMost)
          .map(({ by, hosts: [host] }) => texts.way(texts.wayWords[by] ?? by, host)),
      ),
    ]);
  const outside = exposures.some(({ internal }) => !internal);
  const { ingress, egress } = isolation;
  const known = ingress !== 'unknown' && egress !== 'unknown';
  const roles = account.bindings.length;
  const facts: readonly { readonly icon: IconName; readonly state: State; readonly says: string }[] = [
    outside
      ? { icon: 'world', state: 'bad', says: texts.reached(ways(false)) }
      : exposures.length > 0
        ? { icon: 'world', state: 'warn', says: texts.reachedInside(ways(true)) }
        : { icon: 'inside', state: 'plain', says: texts.notReached },
    known
      ? {
          icon: 'filter',
          state: ingress === 'no' ? 'warn' : 'plain',
          says: texts.isolated[`${ingress}-${egress}`],
        }
      : { icon: 'blind', state: 'warn', says: texts.isolated.unknown },
    {
      icon: 'user',
      state: account.mounted && roles > 0 ? 'warn' : 'plain',
      says: texts.account(account.name, account.mounted, roles, format),
    },
  ];
  return (
    <ul className={classes.facts} aria-label={texts.facts}>
      {facts.map(({ icon, state, says }) => (
        <li key={icon} data-state={state}>
          <Icon name={icon} />
          <span>{says}</span>
        </li>
      ))}
    </ul>
  );
}
