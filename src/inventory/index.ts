export type { Diagnostic, DiagnosticCode } from './diagnostic.ts';
export { type Said, saidText, say } from './diagnostic-texts.ts';
export {
  Inventory,
  InventoryObject,
  type Position,
  type Rendering,
  type Sight,
  type TextPlace,
  unknownNamespace,
} from './inventory.ts';
export { defaultLimits } from './limits.ts';
export { counted, grouped } from './numbers.ts';
export { readInventory } from './read.ts';
export { inventoryFromText } from './read-text.ts';
export { reasonText } from './reason-texts.ts';
export { TextFile } from './text-file.ts';
export {
  type ConstraintStatus,
  constraintGroup,
  isToolReport,
  type PolicyReport,
  policyReportKinds,
  type ReportReference,
  readConstraint,
  readPolicyReport,
  readTrivyReport,
  type TrivyReport,
  trivyKinds,
} from './tool-reports/index.ts';
export { kubernetesYaml } from './yaml-schema.ts';
