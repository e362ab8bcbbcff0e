export interface FacetValue {
  readonly value: string;
  readonly label: string;
  /** How many it would show; absent where that is not known before it is asked. */
  readonly count?: number;
}

export interface Filter {
  readonly name: string;
  /** `Severity`, in the menu. */
  readonly label: string;
  readonly values: readonly string[];
  /** Values with their counts; undefined while they load. Empty where they can only be taken away. */
  readonly facet: readonly FacetValue[] | undefined;
  /** `severity critical or high`, given the labels of the values. */
  readonly phrase: (labels: readonly string[]) => string;
  /** How a value is written; by its facet, else as it is. */
  readonly labelOf?: (value: string) => string;
  readonly onChange: (values: readonly string[]) => void;
}

export function labelsOf(filter: Pick<Filter, 'values' | 'facet' | 'labelOf'>): readonly string[] {
  return filter.values.map(
    (value) => filter.labelOf?.(value) ?? filter.facet?.find((one) => one.value === value)?.label ?? value,
  );
}
