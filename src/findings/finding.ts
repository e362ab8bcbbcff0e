import type { Edit, Severity, Standards } from '../checks/index.ts';
import type { KubernetesObject } from '../kubernetes/index.ts';

export interface ResourceReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly container?: string;
}

export interface RiskFactor {
  /** In the report's language. */
  readonly name: string;
  /** Points added to the score, negative where it lowers it. */
  readonly weight: number;
}

/** What is said of a place, in the shape of the JSON report (docs/report.schema.json). */
export interface Finding {
  /** Stable while check, object, container and named place are the same: 32 hexadecimal digits. */
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly resource: ResourceReference;
  /** `spec.template.spec.containers[0].securityContext.privileged` */
  readonly path: string;
  /** For rendered objects: the template, without a line where that can't be known. */
  readonly location: {
    readonly file: string;
    readonly line?: number;
    readonly column?: number;
    readonly renderedBy?: string;
  };
  readonly standards: Standards;
  /** 0 to 100. */
  readonly risk: { readonly score: number; readonly factors: readonly RiskFactor[] };
  /** Edits with paths from the object's root. */
  readonly fix: {
    readonly title: string;
    readonly edits: readonly Edit[];
    readonly objects?: readonly KubernetesObject[];
    readonly risky?: boolean;
  } | null;
  readonly exception: {
    readonly reason: string;
    readonly owner?: string;
    readonly expires?: string;
    readonly from: string;
  } | null;
}
