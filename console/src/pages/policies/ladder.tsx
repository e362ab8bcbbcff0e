import { Link, type To } from 'react-router';
import type { Rung } from '../../../../src/server/contract/index.ts';
import { Icon } from '../../parts/icons.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';
import { rungs } from './state.ts';

/** The four rungs, small: which one a policy stands on. */
export function SmallLadder({ on }: { readonly on: Rung }) {
  const { policies: texts } = useTexts();
  return (
    <span className={classes.small} role="img" aria-label={texts.standsOn(texts.rungs[on])}>
      {rungs.map((rung) => (
        <span
          key={rung}
          className={classes.smallStep}
          data-on={rung === on || undefined}
          data-below={rungs.indexOf(rung) < rungs.indexOf(on) || undefined}
          data-rung={rung}
          aria-hidden="true"
        >
          {rung === on ? texts.rungs[rung] : ''}
        </span>
      ))}
    </span>
  );
}

/** The ladder: each step a link to what it would do. */
export function Ladder(props: {
  readonly name: string;
  /** In force. */
  readonly on: Rung;
  /** What the policy itself asks for. */
  readonly asked: Rung;
  readonly shown: Rung;
  readonly to: (rung: Rung) => To;
  /** What is said beside each step. */
  readonly says: (rung: Rung) => string;
}) {
  const { policies: texts } = useTexts();
  const { on, asked, shown } = props;
  return (
    <nav aria-label={texts.ladder(props.name)}>
      <ol className={classes.ladder}>
        {rungs.map((rung) => {
          const mark = rung === on ? texts.inForce : rung === asked ? texts.asked : undefined;
          return (
            <li key={rung}>
              <Link
                to={props.to(rung)}
                className={classes.step}
                data-rung={rung}
                data-on={rung === on || undefined}
                data-below={rungs.indexOf(rung) < rungs.indexOf(on) || undefined}
                aria-current={rung === shown ? 'step' : undefined}
                preventScrollReset
              >
                <span className={classes.stepName}>
                  {texts.rungs[rung]}
                  {mark !== undefined && (
                    <span className={classes.stepMark} data-on={rung === on || undefined}>
                      {rung === on && <Icon name="check" size={12} />}
                      {mark}
                    </span>
                  )}
                </span>
                <span className={classes.stepIs}>{texts.rungIs[rung]}</span>
                <span className={classes.stepSays}>{props.says(rung)}</span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
