import type { celObjects } from './objects.ts';

/** Expressions by what they give: one a line that are true, one a line that are false, and those with messages. */
export type Answers = {
  /** The object they are asked of; the Pod when it is absent. */
  readonly object?: keyof typeof celObjects;
  readonly holds: string;
  readonly fails?: string;
  readonly messages?: readonly (readonly [expression: string, message: string])[];
};

/** The expressions of a text, one a line. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

export function expressionsOf({ holds, fails = '', messages = [] }: Answers): readonly string[] {
  return [...linesOf(holds), ...linesOf(fails), ...messages.map(([expression]) => expression)];
}
