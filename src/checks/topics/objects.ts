import type { InventoryObject } from '../../inventory/index.ts';
import { listOf, re2, recordOf, textOf } from '../../kubernetes/index.ts';
import { containerCheck, inventoryCheck, ParameterError } from '../check.ts';

/**
 * Labels say who owns an object, what it costs and which policies apply to it.
 * Parameter `labels`: names of labels and the regular expression (RE2, over the whole value) that their values match; `annotations`
 * likewise. Asked of workloads and Namespaces, or of the `kinds` given.
 */
export const metaRequiredLabels = inventoryCheck({
  id: 'meta-required-labels',
  of: ['*'],
  scope: 'object',
  severity: 'low',
  profiles: ['security', 'reliability'],
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
  standards: { cis: ['5.7.1'] },
  parameters: {
    labels: {
      default: {},
      description: 'Required labels, each with the regular expression (RE2) that its value must match',
    },
    annotations: { default: {}, description: 'Required annotations, in the same form' },
    kinds: { default: [], description: 'Kinds to check, as group/Kind; empty means workloads and /Namespace' },
  },
  needs: ['labels'],
  run: function* ({ inventory, parameters }) {
    const kinds = listOf(parameters.kinds).map(String);
    const objects =
      kinds.length > 0 ? inventory.ofKind(...kinds) : [...inventory.workloads, ...inventory.ofKind('/Namespace')];
    for (const field of ['labels', 'annotations'] as const) {
      for (const [name, pattern] of Object.entries(recordOf(parameters[field]))) {
        const expression = compilePattern(`${field}.${name}`, pattern);
        for (const object of objects) {
          const value = recordOf(object.object.metadata?.[field])[name];
          const path = ['metadata', field, name];
          if (value === undefined) yield { object, path, message: `${field}-absent`, values: { label: name } };
          else if (!expression.matches(textOf(value))) {
            const values = { label: name, value: textOf(value), pattern: String(pattern) };
            yield { object, path, message: `${field}-malformed`, values };
          }
        }
      }
    }
  },
});

/** @throws ParameterError where a setting is not a regular expression: the call is then wrong. */
function compilePattern(setting: string, pattern: unknown): ReturnType<ReturnType<typeof re2>['compile']> {
  try {
    return re2().compile(String(pattern === '' || pattern === null ? '.*' : pattern));
  } catch (cause) {
    throw new ParameterError(`meta-required-labels: ${setting}`, String(pattern), { cause });
  }
}

/**
 * Of two objects with one name the second replaces the first: which of them holds is an accident of their order.
 * Same group, kind, namespace and name twice: in what one chart or overlay renders to, or among plain manifests of one folder (those of
 * different folders are variants that nobody applies together, such as dev/ and prod/).
 */
export const metaDuplicateObject = inventoryCheck({
  id: 'meta-duplicate-object',
  of: ['*'],
  scope: 'object',
  severity: 'low',
  profiles: ['security', 'reliability'],
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  standards: {},
  run: function* ({ inventory }) {
    const first = new Map<string, InventoryObject>();
    for (const object of inventory.objects) {
      // A configuration file has no name.
      if (object.name === '') continue;
      const { source, groupKind, name, declaredNamespace } = object;
      const identity = [placeOf(object), groupKind, declaredNamespace ?? '', name].join('\n');
      const other = first.get(identity);
      if (other === undefined) first.set(identity, object);
      // Of a name that the API server makes (generateName) there may be many.
      else if (object.object.metadata?.name !== undefined) {
        const line = other.source.locate([])?.line;
        const values = { other: line === undefined ? other.source.file : `${other.source.file}:${line}` };
        yield {
          object,
          path: ['metadata', 'name'],
          values,
          ...(source.file === other.source.file && { message: 'file' }),
        };
      }
    }
  },
});

/** What is applied together: a rendering, or a folder. */
function placeOf({ source }: InventoryObject): string {
  if (source.rendering !== undefined) return `${source.rendering.by}:${source.rendering.root}`;
  return source.file.slice(0, source.file.lastIndexOf('/') + 1);
}

/**
 * Tiller, the server half of Helm 2, gives cluster-admin to whoever reaches its port, without a password. Retired in 2020.
 * Field: image of any container. Allowed: no image whose name is tiller.
 */
export const metaTiller = containerCheck({
  id: 'meta-tiller',
  severity: 'critical',
  source: 'https://helm.sh/blog/helm-v2-deprecation-timeline/',
  standards: { nsa: ['upg'], attack: ['T1610'], owasp: ['K07'] },
  expression: '!has(container.image) || !container.image.matches("(^|/)tiller([:@]|$)")',
  field: 'image',
});

export const objects = [metaRequiredLabels, metaDuplicateObject, metaTiller];
