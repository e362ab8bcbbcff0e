import { isRecord, listOf, recordOf } from './object.ts';

export type Labels = Readonly<Record<string, unknown>>;

/**
 * Whether a label selector (`matchLabels`, `matchExpressions`) selects these labels.
 * An absent selector selects nothing, an empty one everything (k8s.io/apimachinery, LabelSelectorAsSelector).
 * An expression with an operator that Kubernetes doesn't have selects nothing: such an object is refused by the API server.
 */
export function selectorMatches(selector: unknown, labels: Labels): boolean {
  if (!isRecord(selector)) return false;
  if (!labelsMatch(recordOf(selector.matchLabels), labels)) return false;
  return listOf(selector.matchExpressions).every((expression) => expressionMatches(recordOf(expression), labels));
}

/** Whether every pair of a plain map selector (a Service's `spec.selector`) is among the labels. An empty map matches all. */
export function labelsMatch(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function expressionMatches(expression: Labels, labels: Labels): boolean {
  const key = typeof expression.key === 'string' ? expression.key : '';
  const present = Object.hasOwn(labels, key);
  const values = listOf(expression.values);
  switch (expression.operator) {
    case 'In':
      return present && values.includes(labels[key]);
    case 'NotIn':
      return !present || !values.includes(labels[key]);
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return false;
  }
}
