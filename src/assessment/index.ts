export { Around } from './around.ts';
export { Assessor, type AssessorOptions } from './assessor.ts';
export type { AssessmentResult, Coverage, ObjectAssessment } from './result.ts';
