import { z } from 'zod';
import type { PolicyDetail } from '../../contract/index.ts';

/** Most conditions that are shown. */
const mostConditions = 20;

const conditionsSchema = z.array(
  z.object({
    type: z.string().max(316),
    status: z.string().max(20),
    reason: z.string().max(1024).default(''),
    message: z.string().max(32_768).default(''),
    lastTransitionTime: z.string().max(40).optional(),
  }),
);

/** The conditions in an object's status; what doesn't look like conditions is none. */
export function conditionsOf({ conditions }: Readonly<Record<string, unknown>>): PolicyDetail['conditions'] {
  const read = conditionsSchema.safeParse(conditions);
  return (read.data ?? []).slice(0, mostConditions).map(({ type, status, reason, message, lastTransitionTime }) => ({
    type,
    status,
    reason,
    message: message.slice(0, 1000),
    since: lastTransitionTime ?? null,
  }));
}
