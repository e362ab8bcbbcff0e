import { SegmentedControl } from '@mantine/core';
import type { Trend } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Section } from '../../parts/section.tsx';
import { severities } from '../../parts/severity.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { oneOf } from '../../url/params.ts';
import { useUrlState } from '../../url/use-url-state.ts';
import classes from './overview.module.css';
import { TrendChart } from './trend-chart.tsx';

const ranges = ['7', '30', '90'] as const;
const fields = { days: oneOf(ranges, '30') };

export function TrendSection() {
  const { overview: texts } = useTexts();
  const [{ days }, set] = useUrlState(fields);
  const trend = useRead<Trend>('trend', { days });
  return (
    <Section
      boxed
      title={texts.trend}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={texts.range}
          value={days}
          onChange={(value) => set({ days: ranges.find((one) => one === value) ?? '30' }, { replace: true })}
          data={ranges.map((value) => ({ value, label: texts.days(Number(value)) }))}
        />
      }
    >
      <div
        className={classes.trend}
        data-short={(trend.data?.length ?? 2) < 2 || undefined}
        aria-busy={trend.isPlaceholderData || trend.isPending}
      >
        {trend.error !== null && trend.data === undefined ? (
          <ErrorLine what={texts.trendFailed} error={trend.error} retry={() => void trend.refetch()} />
        ) : trend.data === undefined ? null : trend.data.length < 2 ? (
          <p className={classes.dim}>{texts.trendStarts}</p>
        ) : (
          <>
            <TrendChart trend={trend.data} />
            <TrendTable trend={trend.data} />
          </>
        )}
      </div>
    </Section>
  );
}

function TrendTable({ trend }: { readonly trend: Trend }) {
  const { overview: texts, severity } = useTexts();
  const format = useFormat();
  return (
    <details className={classes.details}>
      <summary>{texts.asTable}</summary>
      <div className={classes.scrolled}>
        <table className={classes.numbers}>
          <thead>
            <tr>
              <th scope="col">{texts.day}</th>
              {severities.map((one) => (
                <th key={one} scope="col">
                  {severity.names[one]}
                </th>
              ))}
              <th scope="col">{texts.opened}</th>
              <th scope="col">{texts.resolved}</th>
            </tr>
          </thead>
          <tbody>
            {trend.toReversed().map((day) => (
              <tr key={day.day}>
                <th scope="row">{format.shortDay(day.day)}</th>
                {severities.map((one) => (
                  <td key={one}>{format.number(day.open[one])}</td>
                ))}
                <td>{format.number(day.opened)}</td>
                <td>{format.number(day.resolved)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
