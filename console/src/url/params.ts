/**
 * A view's state as it stands in the URL. Each field reads what may be anything, bounded, and writes nothing where it is at its
 * default, so that links are short and two links to the same view are the same.
 */
export interface Field<T> {
  read(values: readonly string[]): T;
  write(value: T): readonly string[];
}
export type Fields = Readonly<Record<string, Field<unknown>>>;
export type State<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

const maxValues = 100;

/** One of a few; what is none of them is the default. */
export function oneOf<const T extends string>(values: readonly T[], fallback: T): Field<T> {
  return {
    read: ([value]) => values.find((one) => one === value) ?? fallback,
    write: (value) => (value === fallback ? [] : [value]),
  };
}

/** Several of a few, in their order. */
export function someOf<const T extends string>(values: readonly T[]): Field<readonly T[]> {
  return {
    read: (given) => values.filter((one) => given.includes(one)),
    write: (chosen) => values.filter((one) => chosen.includes(one)),
  };
}

/** Several names; empty ones, doubles and those too long to be one are left out. */
export function names(maxLength = 253): Field<readonly string[]> {
  const clean = (given: readonly string[]) =>
    [...new Set(given)].filter((name) => name !== '' && name.length <= maxLength).slice(0, maxValues);
  return { read: clean, write: clean };
}

/** Text, cut to its length; empty where there is none. */
export function text(maxLength: number): Field<string> {
  return {
    read: ([value = '']) => value.slice(0, maxLength),
    write: (value) => (value === '' ? [] : [value.slice(0, maxLength)]),
  };
}

export function readState<F extends Fields>(fields: F, search: URLSearchParams): State<F> {
  const entries = Object.entries(fields).map(([name, field]) => [name, field.read(search.getAll(name))]);
  return Object.fromEntries(entries) as State<F>;
}

/** The search with a part of the state changed; parameters that are not the view's stay. */
export function writeState<F extends Fields>(
  fields: F,
  search: URLSearchParams,
  patch: Partial<State<F>>,
): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(patch)) {
    const field = fields[name];
    if (field === undefined) continue;
    next.delete(name);
    for (const one of field.write(value)) next.append(name, one);
  }
  return next;
}
