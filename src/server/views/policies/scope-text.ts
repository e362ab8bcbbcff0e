import { listOf, recordOf, textOf } from '../../../kubernetes/index.ts';

/** A label selector as kubectl writes it: `env=prod,tier in (a,b),!legacy`. */
export function selectorText(selector: Readonly<Record<string, unknown>>): string {
  const labels = Object.entries(recordOf(selector.matchLabels)).map(([key, value]) => `${key}=${textOf(value)}`);
  const expressions = listOf(selector.matchExpressions)
    .map(recordOf)
    .map(({ key, operator, values }) => {
      const name = textOf(key);
      const list = listOf(values).map(textOf);
      switch (operator) {
        case 'Exists':
          return name;
        case 'DoesNotExist':
          return `!${name}`;
        case 'NotIn':
          return list.length === 1 ? `${name}!=${list.join()}` : `${name} notin (${list.join(',')})`;
        default:
          return list.length === 1 ? `${name}=${list.join()}` : `${name} in (${list.join(',')})`;
      }
    });
  return [...labels, ...expressions].join(',');
}
