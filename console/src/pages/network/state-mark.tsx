import type { NetworkState } from '../../../../src/server/contract/index.ts';
import { useTexts } from '../../texts/language.tsx';
import classes from './network.module.css';

/** A connection's state as a word, with the colour of its line. */
export function StateMark({ state }: { readonly state: NetworkState }) {
  const { network: texts } = useTexts();
  return (
    <span className={classes.state} data-state={state}>
      {texts.states[state]}
    </span>
  );
}
