import type { BlindSpot } from '../../../src/server/contract/index.ts';
import { useTexts } from '../texts/language.tsx';
import classes from './blind-spots.module.css';
import { Notice } from './notice.tsx';

/** What can't be seen and so is not judged: never an empty list without a word. */
export function BlindSpots({ spots }: { readonly spots: readonly BlindSpot[] }) {
  const { parts: texts } = useTexts();
  if (spots.length === 0) return <p className={classes.none}>{texts.noBlindSpots}</p>;
  return (
    <ul className={classes.spots}>
      {spots.map((spot) => (
        <li key={`${spot.code} ${spot.kind} ${spot.namespace} ${spot.message}`}>
          <Notice icon="blind">{spot.message}</Notice>
        </li>
      ))}
    </ul>
  );
}
