import type { Overview } from '../../../../src/server/contract/index.ts';
import { BlindSpots } from '../../parts/blind-spots.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './overview.module.css';

/** What was looked at, and, said as plainly, what was not. */
export function Coverage({ coverage }: { readonly coverage: Overview['coverage'] }) {
  const { overview: texts } = useTexts();
  const format = useFormat();
  return (
    <Section boxed title={texts.coverage} id="coverage">
      <p>{texts.covered(format, coverage)}</p>
      {coverage.checksNotConfigured > 0 && coverage.blindSpots.every(({ code }) => code !== 'not-configured') && (
        <p className={classes.dim}>{texts.notConfigured(format, coverage.checksNotConfigured)}</p>
      )}
      <h3>{texts.blindSpots}</h3>
      <BlindSpots spots={coverage.blindSpots} />
    </Section>
  );
}
