export { type LabelAnswer, type Standing, setLabels, standingOf } from './api-server.ts';
export { failuresAt } from './failures.ts';
export { type NamespacePlan, podSecurityPlan, podSources, refusesToday } from './plan.ts';
export { rungText } from './rung.ts';
