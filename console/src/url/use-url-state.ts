import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Fields, readState, type State, writeState } from './params.ts';

export type SetState<F> = (patch: Partial<State<F>>, options?: { readonly replace?: boolean }) => void;

/** State of a view in the URL. A change is a step that Back undoes, unless `replace` (typing). `fields` must be a constant. */
export function useUrlState<F extends Fields>(fields: F): readonly [State<F>, SetState<F>] {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readState(fields, search), [fields, search]);
  const set = useCallback<SetState<F>>(
    (patch, { replace = false } = {}) => setSearch((before) => writeState(fields, before, patch), { replace }),
    [fields, setSearch],
  );
  return [state, set];
}

/** The address of this view with a part of its state changed, for links. */
export function useHref<F extends Fields>(fields: F): (patch: Partial<State<F>>) => { readonly search: string } {
  const [search] = useSearchParams();
  return useCallback((patch) => ({ search: `?${writeState(fields, search, patch)}` }), [fields, search]);
}
