import { en } from './en/index.ts';
import type { Language } from './format.ts';
import { zhCN } from './zh-CN/index.ts';

/** English is the measure: what it has, the other must have, or the types don't fit. */
export type Texts = Worded<typeof en>;

/** Any words in place of the English ones, which `typeof` may know by the letter. */
type Worded<T> = T extends (...values: infer Values) => string
  ? (...values: Values) => string
  : T extends string
    ? string
    : { readonly [Key in keyof T]: Worded<T[Key]> };

export const catalogues: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN };
