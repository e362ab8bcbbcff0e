import { useQueries } from '@tanstack/react-query';
import { useReading } from '../../api/queries.ts';
import type { statuses } from './state.ts';

type Status = (typeof statuses)[number];
const asked = ['active', 'expired', 'unmatched'] as const;

/** How many exceptions there are of each status; undefined while that is not known. */
export function useStatusCounts(): Readonly<Record<Status, number | undefined>> {
  const reading = useReading();
  const answers = useQueries({
    queries: asked.map((status) => reading<{ total: number }>('exceptions', { status, limit: 1 })),
  });
  const [active, expired, unmatched] = answers.map(({ data }) => data?.total);
  const all = [active, expired, unmatched].reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
  return { all, active, expired, unmatched };
}
