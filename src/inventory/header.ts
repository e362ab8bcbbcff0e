import { isRecord, type KubernetesObject } from '../kubernetes/index.ts';
import { type Source, unknownNamespace } from './inventory.ts';
import type { TextDocument } from './split.ts';

/** What an object is called, without its body. */
export interface Header {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/**
 * Configuration files (KubeletConfiguration, AuditPolicy, …) have no metadata: they are called as their file.
 * A namespace that a chart has only from a release whose namespace nobody named is none that was declared.
 */
export function headerOf(object: KubernetesObject, { file, rendering }: Source): Header {
  const metadata: Record<string, unknown> = isRecord(object.metadata) ? object.metadata : {};
  const name = textOf(metadata.name) ?? textOf(metadata.generateName) ?? baseName(file);
  const namespace = textOf(metadata.namespace);
  const declared = namespace === unknownNamespace && rendering?.namespace === unknownNamespace ? undefined : namespace;
  return { apiVersion: object.apiVersion, kind: object.kind, name, namespace: declared };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.(?:ya?ml|json)$/, '');
}

const field = /([a-zA-Z]+):[ \t]*(?![ \t])([^\s#'"&*!|>{[%@`][^\s#]*)?[ \t]*(?:#.*)?\r?(?:\n|$)/y;
const definitionKind = 'CustomResourceDefinition';
const definitionVersion = /^apiextensions\.k8s\.io\/v1(?:beta1)?$/;
/** Kubernetes' longest name. Longer texts would also be more than a regular expression with a repeated group has stack for. */
const longestName = 253;
const definitionName = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/;

/**
 * The header of a CustomResourceDefinition, read off its lines: nine tenths of many trees are CRDs, and nothing asks for their bodies
 * unless the tree has objects of theirs. Trusted only where the document cannot mean anything else: block style, each field of the root
 * in the first column, named once, plain values. Undefined for everything else, which is then parsed.
 */
export function definitionHeader(text: string, document: TextDocument): Header | undefined {
  if (document.fields === undefined) return undefined;
  const values = new Map<string, string>();
  let metadata: { start: number; end: number } | undefined;
  for (const [index, offset] of document.fields.entries()) {
    field.lastIndex = offset;
    const match = field.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined || values.has(name)) return undefined;
    values.set(name, match[2] ?? '');
    if (name === 'kind' && match[2] !== definitionKind) return undefined;
    if (name === 'metadata') metadata = { start: field.lastIndex, end: document.fields[index + 1] ?? document.end };
  }
  const apiVersion = values.get('apiVersion') ?? '';
  if (values.get('kind') !== definitionKind || !definitionVersion.test(apiVersion) || metadata === undefined)
    return undefined;
  const name = nameIn(text, metadata.start, metadata.end);
  return name === undefined ? undefined : { apiVersion, kind: definitionKind, name, namespace: undefined };
}

/** The value of `name:` among the direct fields of a block mapping; undefined where it is not there exactly once and plain. */
function nameIn(text: string, start: number, end: number): string | undefined {
  const lines = text.slice(start, end).split('\n');
  const indent = /^ +/.exec(lines.find((line) => /^ +[^ #\r]/.test(line)) ?? '')?.[0];
  if (indent === undefined) return undefined;
  const names = lines.filter((line) => line.startsWith(`${indent}name:`));
  const name = /^ +name:[ \t]+([^\s]+)[ \t]*\r?$/.exec(names[0] ?? '')?.[1];
  if (names.length !== 1 || name === undefined || name.length > longestName) return undefined;
  return definitionName.test(name) ? name : undefined;
}
