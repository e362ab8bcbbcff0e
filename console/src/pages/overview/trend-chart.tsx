import { type PointerEvent, useState } from 'react';
import type { Trend } from '../../../../src/server/contract/index.ts';
import { severities } from '../../parts/severity.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { totalOf } from '../../texts/counts.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './overview.module.css';
import { labelled, slicesOf, ticksUpTo } from './trend-scale.ts';

const height = 172;
const inset = { top: 8, right: 4, bottom: 22, left: 44 };

/** Open findings of each day as stacked columns. The legend carries the numbers of the day pointed at, else of the last. */
export function TrendChart({ trend }: { readonly trend: Trend }) {
  const { overview: texts, severity } = useTexts();
  const format = useFormat();
  const [box, width] = useWidth();
  const [pointed, setPointed] = useState<number>();
  const last = trend.length - 1;
  const shown = trend[Math.min(pointed ?? last, last)];
  const first = trend[0];
  if (shown === undefined || first === undefined) return null;

  const ticks = ticksUpTo(Math.max(...trend.map(({ open }) => totalOf(open))));
  const top = ticks.at(-1) ?? 1;
  const step = Math.max(1, (width - inset.left - inset.right) / trend.length);
  const bar = Math.max(1, Math.min(step - 1.5, 28));
  const x = (index: number) => inset.left + index * step;
  const y = (value: number) => inset.top + (1 - value / top) * (height - inset.top - inset.bottom);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const index = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - inset.left) / step);
    setPointed(index >= 0 && index <= last ? index : undefined);
  };
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.legend}>
        <strong>{format.day(shown.day)}</strong>
        {severities.map((one) => (
          <span key={one} className={classes.legendItem} data-zero={shown.open[one] === 0 || undefined}>
            <span className={classes.swatch} data-severity={one} aria-hidden="true" />
            {severity.names[one]} <b>{format.number(shown.open[one])}</b>
          </span>
        ))}
      </figcaption>
      <div ref={box}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={texts.trendSays(format, first, trend[last] ?? first)}
          onPointerMove={point}
          onPointerLeave={() => setPointed(undefined)}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={classes.grid} x1={inset.left} x2={width - inset.right} y1={y(tick)} y2={y(tick)} />
              <text className={classes.axis} x={inset.left - 8} y={y(tick) + 4} textAnchor="end">
                {format.number(tick)}
              </text>
            </g>
          ))}
          {trend.map(({ day, open }, index) => (
            <g key={day} className={classes.day} data-dim={(pointed !== undefined && pointed !== index) || undefined}>
              {slicesOf(open).map(({ severity: one, from, to }) => (
                <rect
                  key={one}
                  data-severity={one}
                  x={x(index) + (step - bar) / 2}
                  width={bar}
                  y={y(to)}
                  height={Math.max(0, y(from) - y(to))}
                />
              ))}
            </g>
          ))}
          {labelled(trend.length, Math.floor(width / 110)).map((index) => (
            <text
              key={index}
              className={classes.axis}
              x={x(index) + step / 2}
              y={height - 4}
              textAnchor={index === 0 ? 'start' : index === last ? 'end' : 'middle'}
            >
              {format.shortDay(trend[index]?.day ?? '')}
            </text>
          ))}
        </svg>
      </div>
    </figure>
  );
}
