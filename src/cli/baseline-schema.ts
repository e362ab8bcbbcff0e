import { z } from 'zod';
import type { Baseline } from '../findings/index.ts';

const schema = z.object({
  version: z.literal(1),
  findings: z.record(z.string().regex(/^[0-9a-f]{32}$/), z.object({ check: z.string(), resource: z.string() })),
});

/** @throws Error that says where the text is not a baseline */
export function parseBaseline(text: string): Baseline {
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${issue?.path.join('.') || 'top'}: ${issue?.message}`);
}
