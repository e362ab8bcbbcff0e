import type { InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';
import { credentialIn, credentialInCommand, isNamedCredential } from '../credentials.ts';

const source = 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/';

/**
 * Whoever can read the workload, its history in the repository, or `kubectl describe` output has the credential.
 * Fields: env values of every container. Judged by the issuer's form, or by a name that says so and a value that looks like it.
 */
export const secEnvLiteral = inventoryCheck({
  id: 'sec-env-literal',
  of: ['workloads'],
  scope: 'object',
  severity: 'high',
  sensitive: true,
  source,
  standards: { nsa: ['net'], attack: ['T1552.001'], owasp: ['K03'] },
  run: literalVariables,
});

function* literalVariables({ inventory }: CheckContext): Generator<Violation> {
  for (const object of inventory.workloads) {
    for (const { container, path, name } of object.podTemplates.flatMap((template) => template.containers)) {
      for (const [index, entry] of listOf(container.env).entries()) {
        const { name: variable, value } = recordOf(entry);
        if (typeof variable !== 'string' || typeof value !== 'string') continue;
        const found = credentialIn(variable, value);
        if (found !== undefined)
          yield {
            object,
            path: [...path, 'env', index, 'value'],
            container: name,
            values: { variable, credential: found.kind },
          };
      }
    }
  }
}

/**
 * ConfigMaps are read by more people and programs than Secrets, and are not encrypted at rest.
 * Fields: data and binaryData of ConfigMaps. Judged by the issuer's form, or by a name that says so (the key, or one inside the text) and a value
 * that looks like it; a name alone is never enough.
 */
export const secConfigmap = inventoryCheck({
  id: 'sec-configmap',
  of: ['/ConfigMap'],
  scope: 'object',
  severity: 'high',
  sensitive: true,
  source,
  standards: { nsa: ['net'], attack: ['T1552.001'], owasp: ['K03'] },
  run: configMaps,
});

function* configMaps({ inventory }: CheckContext): Generator<Violation> {
  for (const object of inventory.ofKind('/ConfigMap')) {
    for (const [field, key, text] of textsOf(object)) {
      const found = credentialIn(key, text);
      if (found !== undefined) yield { object, path: [field, key], values: { key, credential: found.kind } };
    }
  }
}

function* textsOf({ object }: InventoryObject): Generator<readonly [field: string, key: string, text: string]> {
  for (const [key, value] of Object.entries(recordOf(object.data)))
    if (typeof value === 'string') yield ['data', key, value];
  for (const [key, value] of Object.entries(recordOf(object.binaryData)))
    if (typeof value === 'string') yield ['binaryData', key, Buffer.from(value, 'base64').toString('latin1')];
}

/** Kinds whose annotations are looked at, besides workloads: those that tools are configured by. */
const annotatedKinds = ['/Service', '/ServiceAccount', 'networking.k8s.io/Ingress'];

/** Copies of the whole object, whose places are judged where they stand. */
const copies = new Set(['kubectl.kubernetes.io/last-applied-configuration']);

/**
 * Arguments show in the process list of the node and in every description of the pod; annotations and labels are read by everyone who may list.
 * Fields: command and args of every container, annotations and labels of workloads, their pods, Services, ServiceAccounts and Ingresses.
 */
export const secArgs = inventoryCheck({
  id: 'sec-args',
  of: ['workloads', ...annotatedKinds],
  scope: 'object',
  severity: 'high',
  sensitive: true,
  source,
  standards: { nsa: ['net'], attack: ['T1552.001'], owasp: ['K03'] },
  *run({ inventory }: CheckContext) {
    for (const object of inventory.workloads) {
      for (const template of object.podTemplates) {
        for (const { container, path, name } of template.containers)
          for (const field of ['command', 'args'])
            yield* argumentsWithCredentials(object, [...path, field], name, container[field]);
        if (template.metadataPath.length > 1)
          yield* metadataWithCredentials(object, template.metadataPath, template.metadata);
      }
      yield* metadataWithCredentials(object, ['metadata'], recordOf(object.object.metadata));
    }
    for (const object of inventory.ofKind(...annotatedKinds))
      yield* metadataWithCredentials(object, ['metadata'], recordOf(object.object.metadata));
  },
});

function* argumentsWithCredentials(
  object: InventoryObject,
  path: FieldPath,
  container: string,
  list: unknown,
): Generator<Violation> {
  let flag = '';
  for (const [index, item] of listOf(list).entries()) {
    const argument = stringOf(item) ?? '';
    const kind = credentialInCommand(argument)?.kind ?? (isNamedCredential(flag, argument) ? 'password' : undefined);
    if (kind !== undefined)
      yield { object, path: [...path, index], container, message: 'argument', values: { credential: kind } };
    flag = /^--?[A-Za-z][\w.-]*$/.test(argument) ? argument : '';
  }
}

function* metadataWithCredentials(
  object: InventoryObject,
  path: FieldPath,
  metadata: Readonly<Record<string, unknown>>,
): Generator<Violation> {
  for (const field of ['annotations', 'labels']) {
    for (const [key, value] of Object.entries(recordOf(metadata[field]))) {
      if (typeof value !== 'string' || copies.has(key)) continue;
      const found = credentialIn(key, value);
      if (found !== undefined)
        yield { object, path: [...path, field, key], message: field, values: { key, credential: found.kind } };
    }
  }
}

export const secretLiterals = [secEnvLiteral, secConfigmap, secArgs];
