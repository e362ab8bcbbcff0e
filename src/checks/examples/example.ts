/** Manifests that a check must pass or must fail; read by the tests, the docs and the comparison with a real API server. */
export interface Example {
  /** What it shows, in a few words. */
  readonly title: string;
  /** One or more YAML documents, complete objects. */
  readonly yaml: string;
  /** How many findings of the check a failing example gives; 1 where absent. */
  readonly count?: number;
  /** Settings it needs. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly kubernetesVersion?: string;
  readonly pssVersion?: string;
}

/** By check id. Every check has at least one of each. */
export type Examples = Readonly<
  Record<string, { readonly pass: readonly Example[]; readonly fail: readonly Example[] }>
>;
