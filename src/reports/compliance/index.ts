export {
  type ComplianceCheck,
  type ComplianceControl,
  type ComplianceInput,
  type ComplianceReport,
  type ComplianceStatus,
  complianceOf,
} from './compliance.ts';
export { type ComplianceFile, complianceCsv, complianceHtml } from './files.ts';
