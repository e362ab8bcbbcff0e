import type { Json, KubernetesObject } from '../../kubernetes/index.ts';
import { celLiteral, celString } from './rewrite.ts';

/** Where the parameters of exported policies live: editable in the cluster, without exporting again. */
export const parametersNamespace = 'breakwater-system';

/** How a check's parameters get into its policy. */
export interface PolicyParameters {
  /** The variable `params`: what a ConfigMap says, and as literals what a ConfigMap can't hold (maps). */
  readonly expression: string;
  /** The ConfigMap's data; empty where all parameters are literals. */
  readonly data: Readonly<Record<string, string>>;
}

/** Parameters as a variable of a policy: lists stand in the ConfigMap one entry a line, all else as text. */
export function policyParameters(values: Readonly<Record<string, Json>>): PolicyParameters {
  const data: Record<string, string> = {};
  const entries = Object.entries(values).map(([name, value]) => {
    const read = `params.?data[?${celString(name)}]`;
    const entry = (expression: string) => `${celString(name)}: dyn(${expression})`;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes('\n'))) {
      data[name] = value.join('\n');
      return entry(`${read}.orValue('').split('\\n').map(entry, entry.trim()).filter(entry, entry != '')`);
    }
    if (typeof value === 'boolean') {
      data[name] = String(value);
      return entry(`${read}.orValue('') == 'true'`);
    }
    if (typeof value === 'string') {
      data[name] = value;
      return entry(`${read}.orValue('')`);
    }
    return entry(celLiteral(value));
  });
  return { expression: `{${entries.join(', ')}}`, data };
}

export function parametersConfigMap(
  name: string,
  data: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: parametersNamespace, labels }, data };
}
