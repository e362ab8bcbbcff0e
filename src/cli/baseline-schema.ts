import { z } from 'zod';
import type { Language } from '../checks/index.ts';
import type { Baseline } from '../findings/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { schemaProblems } from './schema-texts.ts';

const schema = z.object({
  version: z.literal(1),
  findings: z.record(z.string().regex(/^[0-9a-f]{32}$/), z.object({ check: z.string(), resource: z.string() })),
});

/** @throws CallError that says where the text is not a baseline */
export function parseBaseline(text: string, file: string, language: Language): Baseline {
  const words = callTexts[language];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CallError(words.notABaseline(file, words.notJson), { cause: error });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [problem = ''] = schemaProblems(result.error.issues, language);
  throw new CallError(words.notABaseline(file, problem));
}
