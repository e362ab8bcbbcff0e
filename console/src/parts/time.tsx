import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormat } from '../texts/language.tsx';

/** A relative time; the exact one on hover, and on focus where `focusable` (not in rows of a table: too many stops). */
export function Time({ at, focusable = false }: { readonly at: string; readonly focusable?: boolean }) {
  const format = useFormat();
  const now = useNow();
  const relative = format.relative(at, now);
  if (!focusable) {
    return (
      <time dateTime={at} title={format.exact(at)}>
        {relative}
      </time>
    );
  }
  return (
    <Tooltip label={format.exact(at)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be reachable without a mouse */}
      <time dateTime={at} tabIndex={0}>
        {relative}
      </time>
    </Tooltip>
  );
}

/** Milliseconds; moves on each half minute. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
