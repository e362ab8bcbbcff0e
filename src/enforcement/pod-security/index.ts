export { type LabelAnswer, type Standing, setLabels, standingOf } from './api-server.ts';
export { failuresAt } from './failures.ts';
export { type NamespacePlan, podSecurityPlan, podSources, refusesToday, systemNamespaces } from './plan.ts';
export { type Level, levels, type Rung, rungText } from './rung.ts';
