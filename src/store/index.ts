export type {
  AssessmentBatch,
  BatchResult,
  FindingStatus,
  ObjectFindings,
  SeverityCounts,
  Visible,
  WorkloadRecord,
} from './records.ts';
