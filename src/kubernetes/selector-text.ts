/** One condition of a label selector, as the API spells it. */
interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

const key = String.raw`(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?`;
const value = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?`;
const forms: readonly (readonly [RegExp, (key: string, values: string) => Requirement])[] = [
  [new RegExp(`^!(${key})$`), (key) => ({ key, operator: 'DoesNotExist' })],
  [new RegExp(`^(${key})$`), (key) => ({ key, operator: 'Exists' })],
  [new RegExp(`^(${key}) *!= *(${value})$`), (key, one) => ({ key, operator: 'NotIn', values: [one] })],
  [new RegExp(`^(${key}) *==? *(${value})$`), (key, one) => ({ key, operator: 'In', values: [one] })],
  [
    new RegExp(`^(${key}) +notin +\\(( *${value}(?: *, *${value})* *)\\)$`),
    (key, list) => ({ key, operator: 'NotIn', values: valuesOf(list) }),
  ],
  [
    new RegExp(`^(${key}) +in +\\(( *${value}(?: *, *${value})* *)\\)$`),
    (key, list) => ({ key, operator: 'In', values: valuesOf(list) }),
  ],
];

/**
 * A label selector as kubectl takes it (`team=shop,env in (prod, live),!legacy`) in the shape of the API; undefined for anything else.
 * Source: Kubernetes documentation, "Labels and Selectors".
 */
export function parseSelector(text: string): { readonly matchExpressions: readonly Requirement[] } | undefined {
  const found: Requirement[] = [];
  // Commas inside parentheses separate values, not conditions.
  for (const part of text.split(/,(?![^(]*\))/)) {
    const requirement = requirementOf(part.trim());
    if (requirement === undefined) return undefined;
    found.push(requirement);
  }
  return { matchExpressions: found };
}

function requirementOf(text: string): Requirement | undefined {
  for (const [form, make] of forms) {
    const match = form.exec(text);
    if (match !== null) return make(match[1] ?? '', match[2] ?? '');
  }
  return undefined;
}

function valuesOf(list: string): readonly string[] {
  return list.split(',').map((one) => one.trim());
}
