/** Why a pod would be refused; amounts as texts, so that it is said as it is written. */
export type Refusal =
  /** A container asks for more than it may use: with a LimitRange the limit may be its default. */
  | { readonly code: 'request-above-limit'; readonly resource: string; readonly values: RefusalValues }
  /** The containers' requests, or a container's limit, are above what the pod as a whole is given. */
  | { readonly code: 'above-pod'; readonly resource: string; readonly values: RefusalValues }
  /** LimitRange. */
  | { readonly code: 'below-min' | 'above-max' | 'ratio'; readonly resource: string; readonly values: RefusalValues }
  /** LimitRange: a bound needs an amount, and there is none. */
  | { readonly code: 'no-request' | 'no-limit'; readonly resource: string; readonly values: RefusalValues }
  /** ResourceQuota: what it counts must be set. */
  | { readonly code: 'must-specify'; readonly resource: string; readonly values: RefusalValues }
  /** ResourceQuota: used up. */
  | { readonly code: 'quota-exceeded'; readonly resource: string; readonly values: RefusalValues };

export interface RefusalValues {
  /** The LimitRange or ResourceQuota; absent: the API server's own rule. */
  readonly by?: string;
  /** Absent: the pod as a whole. */
  readonly container?: string;
  /** What the pod has. */
  readonly has?: string;
  /** What is allowed. */
  readonly allowed?: string;
}
