import type { Control } from '../../../src/server/contract/index.ts';
import { useTexts } from '../texts/language.tsx';
import classes from './control-status.module.css';
import { Icon, type IconName } from './icons.tsx';

const icons: Readonly<Record<Control['status'], IconName>> = { pass: 'check', fail: 'close', 'not-checked': 'minus' };

/** Pass, fail or not checked: a sign in its colour, and the word. */
export function ControlStatus({ status }: { readonly status: Control['status'] }) {
  const { compliance: texts } = useTexts();
  return (
    <span className={classes.status} data-status={status}>
      <span className={classes.sign} aria-hidden="true">
        <Icon name={icons[status]} size={12} />
      </span>
      <span className={classes.word}>{texts.status[status]}</span>
    </span>
  );
}
