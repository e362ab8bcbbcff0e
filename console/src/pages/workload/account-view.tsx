import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './workload.module.css';

/** As whom its pods act, and what binds rights to it. */
export function AccountView({ workload }: { readonly workload: WorkloadDetail }) {
  const { workload: texts } = useTexts();
  const { name, mounted, bindings } = workload.serviceAccountDetail;
  return (
    <Section title={texts.serviceAccount}>
      <p className={classes.account}>
        <code>{name}</code> <span className={classes.note}>{texts.mounted(mounted)}</span>
      </p>
      {bindings.length === 0 ? (
        <p className={classes.dim}>{texts.noBindings}</p>
      ) : (
        <ul className={classes.list}>
          {bindings.map(({ role, binding, scope }) => (
            <li key={`${binding} ${role}`}>
              <span>
                <code>{role}</code> <span className={classes.note}>{texts.scopes[scope]}</span>
              </span>
              <span className={classes.note}>
                {texts.columns.binding} <code>{binding}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
