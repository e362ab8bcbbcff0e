import type { Exposure, FindingFacts } from '../findings/index.ts';
import type { Diagnostic } from '../inventory/index.ts';

/** All that holds of one object now, in place of what was said of it before. */
export interface ObjectAssessment {
  /** `apps/Deployment/shop/web` */
  readonly key: string;
  /** Of a pod that stands for those of a workload: that workload's key. */
  readonly workload: string | undefined;
  readonly findings: readonly FindingFacts[];
}

/** What was asked, so that "no finding" can be told from "nothing to ask". */
export interface Coverage {
  /** Ids of the checks that are asked. */
  readonly asked: readonly string[];
  /** Ids of the checks that need parameters which nobody set. */
  readonly notConfigured: readonly string[];
  /** How many objects of the cluster each check is asked of, by its id. */
  readonly objectsByCheck: ReadonlyMap<string, number>;
}

/** What an update changed. */
export interface AssessmentResult {
  /** Objects whose findings are others than before; at first all that have some. */
  readonly objects: readonly ObjectAssessment[];
  /** Keys of objects that are gone. */
  readonly removed: readonly string[];
  /** Of workloads that changed themselves, or by what is around them; by key. */
  readonly exposures: ReadonlyMap<string, Exposure>;
  /** Everything that has no answer now, not only what is new. */
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
}
