import type { Json } from '../kubernetes/index.ts';
import { valueLines } from './layout.ts';
import type { Addition } from './plan.ts';

/** The objects as a YAML file of several documents. */
export function additionsText(additions: readonly Addition[]): string {
  const documents = additions.map(({ object }) =>
    valueLines(object as unknown as Json, 0, { eol: '\n', step: 2, dash: 2 }).join('\n'),
  );
  return `${documents.join('\n---\n')}\n`;
}
