import { en } from './en/index.ts';
import type { Language } from './format.ts';
import { zhCN } from './zh-CN/index.ts';

/** English is the measure: what it has, the other must have, or the types don't fit. */
export type Texts = typeof en;

export const catalogues: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN };
