import { useTexts } from '../texts/language.tsx';
import { Hidden } from './hidden.tsx';
import classes from './risk-score.module.css';

/** 0 to 100, with a bar as long where there is room. */
export function RiskScore({ risk, bar = true }: { readonly risk: number; readonly bar?: boolean }) {
  const { parts: texts } = useTexts();
  const length = Math.max(0, Math.min(100, risk));
  return (
    <span className={classes.score} title={texts.riskOf(risk)}>
      <Hidden>{texts.risk} </Hidden>
      <span className={classes.value}>{risk}</span>
      {bar && (
        <span className={classes.track} aria-hidden="true">
          <span className={classes.bar} style={{ width: `${length}%` }} />
        </span>
      )}
    </span>
  );
}
