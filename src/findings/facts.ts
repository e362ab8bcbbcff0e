import type { Severity, Standards } from '../checks/index.ts';
import type { Finding, ResourceReference } from './finding.ts';

export type Exposure = 'internet' | 'node-port' | 'host-network' | 'none';

export type RiskFactorCode =
  | 'severity'
  | 'internet'
  | 'node-port'
  | 'host-network'
  | 'every-node'
  | 'escape'
  | 'token'
  | 'system-namespace'
  | 'production'
  | 'test'
  | 'isolated'
  | 'open';

/** A finding before it is put into words: the same in every language, so that it is kept once and shown in any. */
export interface FindingFacts {
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  /** Which of the check's messages, and the values of those placeholders that the finding does not say anyway. Never a secret. */
  readonly message: { readonly variant?: string; readonly values: Readonly<Record<string, string>> };
  readonly resource: ResourceReference;
  /** `spec.template.spec.containers[0].securityContext.privileged`, at most 1,000 characters. */
  readonly path: string;
  readonly location: Finding['location'];
  readonly standards: Standards;
  readonly risk: {
    /** 0 to 100. */
    readonly score: number;
    readonly factors: readonly { readonly code: RiskFactorCode; readonly weight: number }[];
  };
  /** Without its title, which is the check's action. */
  readonly fix: Omit<NonNullable<Finding['fix']>, 'title'> | null;
  /** `from` is `baseline` (the reason is then empty), `annotation`, the settings file, or a rule's own origin. */
  readonly exception: Finding['exception'];
}
