export {
  type Action,
  type NotExported,
  type PolicyOptions,
  parametersNamespace,
  policyObjects,
} from './export/index.ts';
