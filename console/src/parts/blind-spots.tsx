import type { BlindSpot } from '../../../src/server/contract/index.ts';
import { useTexts } from '../texts/language.tsx';
import classes from './blind-spots.module.css';
import { Icon } from './icons.tsx';

/** What can't be seen and so is not judged: never an empty list without a word. */
export function BlindSpots({ spots }: { readonly spots: readonly BlindSpot[] }) {
  const { parts: texts } = useTexts();
  if (spots.length === 0) return <p className={classes.none}>{texts.noBlindSpots}</p>;
  return (
    <ul className={classes.spots}>
      {spots.map((spot) => (
        <li key={`${spot.code} ${spot.kind} ${spot.namespace} ${spot.message}`}>
          <Icon name="blind" />
          <span>{spot.message}</span>
        </li>
      ))}
    </ul>
  );
}
