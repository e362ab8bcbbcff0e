import { type Expression, sql } from 'kysely';
import type { SeverityCounts } from './records.ts';

/** How many rows of a group have each severity; optionally only those of a status. */
export function severitySums(severity: Expression<number>, where: Expression<unknown> = sql`1 = 1`) {
  const sum = (rank: number) =>
    sql<number>`coalesce(sum(case when ${severity} = ${sql.lit(rank)} and ${where} then 1 else 0 end), 0)`;
  return [sum(5).as('critical'), sum(4).as('high'), sum(3).as('medium'), sum(2).as('low'), sum(1).as('info')] as const;
}

export function sumsOf({ critical, high, medium, low, info }: SeverityCounts): SeverityCounts {
  return { critical, high, medium, low, info };
}
