import type { Visible } from './records.ts';

/** Whose rows are asked for, and which of them may be seen. */
export interface Scope {
  readonly cluster: string;
  readonly visible: Visible;
}

export interface Paging {
  readonly offset: number;
  readonly limit: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Of all pages. */
  readonly total: number;
}

export interface Sorting<T extends string> {
  readonly sort: T;
  readonly order: 'asc' | 'desc';
}

/** A filter's value and how many rows it would show. The value is empty where a row has none (no namespace, no team). */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}
