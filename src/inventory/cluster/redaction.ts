import { groupOf, isRecord, type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { Masks } from './masks.ts';
import type { PodsLine, RecordingHeader } from './recording-format.ts';
import {
  choiceField,
  droppedFields,
  keptFields,
  nameFields,
  noUid,
  ownKey,
  publicWords,
  technicalFields,
  technicalLists,
  userMaps,
} from './redaction-words.ts';
import { definitionKind } from './trim.ts';

/** What stays readable in a redacted recording. */
export interface RedactionRules {
  /** Words that settings, commands and configuration files are made of: those that checks look for. They don't stay in names. */
  readonly words: ReadonlySet<string>;
  /** Texts that already stand for others. */
  readonly isStandIn: (text: string) => boolean;
}

/** Annotations that end in the name of a container. */
const perContainer = /^container\.(?:apparmor|seccomp)\.security\.[^/]+\//;
/** Calico's selectors are texts: `app == 'web'`. */
const selectorFields = new Set(['selector', 'namespaceSelector', 'serviceAccountSelector']);
const quotedOrNot = /'[^']*'|"[^"]*"|[^'"]+/g;

/** Kinds whose names say what they define. */
const definingKinds = new Set([definitionKind, 'apiregistration.k8s.io/APIService']);

/**
 * Masks what says whose cluster it is: names of objects, namespaces, hosts, images and users, labels, annotations, settings, addresses. The same
 * name becomes the same mask everywhere, so that what refers to each other still does. What kinds are that nobody else has, too, and then
 * only their metadata is kept. The key is thrown away.
 */
export class Redaction {
  readonly #rules: RedactionRules;
  readonly #masks: Masks;
  readonly #staysInName = (word: string): boolean => publicWords.has(word);
  readonly #staysInText: (word: string) => boolean;

  constructor(rules: RedactionRules) {
    this.#rules = rules;
    this.#staysInText = (word) => publicWords.has(word) || rules.words.has(word);
    this.#masks = new Masks(this.#staysInText);
  }

  object(object: KubernetesObject): KubernetesObject {
    const apiVersion = this.#text(object.apiVersion);
    const kind = this.#text(object.kind);
    const groupKind = `${groupOf(object.apiVersion)}/${object.kind}`;
    const metadata = this.#metadata(recordOf(object.metadata), definingKinds.has(groupKind));
    if (apiVersion !== object.apiVersion || kind !== object.kind) return { apiVersion, kind, metadata };
    const { apiVersion: _, kind: __, metadata: ___, ...rest } = object;
    const body = groupKind === definitionKind ? this.#definition(rest) : this.#fields(rest, false);
    return { apiVersion, kind, metadata, ...body };
  }

  /** `group/Kind/namespace/name` */
  key(key: string): string {
    const [group = '', kind = '', namespace = '', ...name] = key.split('/');
    return [this.#text(group), this.#text(kind), this.#name(namespace), this.#name(name.join('/'))].join('/');
  }

  pods({ pods, instances }: PodsLine): PodsLine {
    return {
      pods: this.key(pods),
      instances: instances.map((instance) => ({
        ...instance,
        name: this.#name(instance.name),
        namespace: this.#name(instance.namespace),
        ...(instance.node !== undefined && { node: this.#name(instance.node) }),
        ...(instance.ip !== undefined && { ip: this.#name(instance.ip) }),
        runs: instance.runs.map(({ container, image }) => ({
          container: this.#name(container),
          image: this.#image(image),
        })),
      })),
    };
  }

  header(header: RecordingHeader): RecordingHeader {
    const { facts, kinds, blindSpots } = header;
    return {
      ...header,
      redacted: true,
      facts: {
        ...facts,
        id: this.#masks.id(facts.id),
        name: this.#name(facts.name),
        ...(facts.apiServer !== undefined && {
          apiServer: { ...facts.apiServer, addresses: facts.apiServer.addresses.map((one) => this.#name(one)) },
        }),
      },
      kinds: kinds.map(({ error: _, groupKind, apiVersion, namespaces, ...kind }) => ({
        ...kind,
        groupKind: this.#text(groupKind),
        apiVersion: this.#text(apiVersion),
        ...(namespaces !== undefined && { namespaces: namespaces.map((name) => this.#name(name)) }),
      })),
      blindSpots: blindSpots.map(({ code, groupKind, namespace }) => ({
        code,
        ...(groupKind !== undefined && { groupKind: this.#text(groupKind) }),
        ...(namespace !== undefined && { namespace: this.#name(namespace) }),
        detail: 'why is left out of a redacted recording',
      })),
    };
  }

  #metadata(
    metadata: Readonly<Record<string, unknown>>,
    isDefining: boolean,
  ): Record<string, unknown> & { name: string } {
    const { name, ...rest } = metadata;
    return {
      name: isDefining ? this.#text(String(name)) : this.#name(String(name)),
      ...this.#fields(rest, false),
    };
  }

  /** Of a kind that is known to nobody else only that there is one. */
  #definition(rest: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const spec = recordOf(rest.spec);
    const group = String(spec.group);
    if (this.#text(group) === group) return rest;
    const { names, scope, versions } = spec;
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    return {
      spec: {
        group: this.#text(group),
        scope,
        names: this.#texts(names),
        versions: (Array.isArray(versions) ? versions : []).map(recordOf).map(({ name, served, storage }) => ({
          name,
          served,
          storage,
          schema,
        })),
      },
    };
  }

  #texts(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((item) => this.#texts(item));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, this.#texts(of)]));
  }

  /** `isTechnical`: its `name` is none of somebody's. */
  #fields(fields: Readonly<Record<string, unknown>>, isTechnical: boolean): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(fields).map(([field, value]) => {
        const kind = Object.hasOwn(userMaps, field) ? userMaps[field] : undefined;
        if (
          kind !== undefined &&
          isRecord(value) &&
          Object.values(value).every((of) => typeof of !== 'object' || of === null)
        )
          return [field, this.#userMap(value, kind)];
        return [this.#fieldName(field), this.#value(field, value, isTechnical)];
      }),
    );
  }

  /** A field that isn't spelt like one is a key that somebody chose. */
  #fieldName(field: string): string {
    return /^[a-z][A-Za-z0-9]*$/.test(field) ? field : this.#text(field);
  }

  #userMap(map: Readonly<Record<string, unknown>>, kind: 'names' | 'texts'): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(map).map(([key, value]) => {
        const isName = kind === 'names' && !ownKey.test(key);
        const masked = typeof value !== 'string' ? value : isName ? this.#name(value) : this.#text(value);
        return [this.#key(key), masked];
      }),
    );
  }

  /** The registry is somebody's; what it serves is mostly known to all. */
  #image(image: string): string {
    const first = image.includes('/') ? image.slice(0, image.indexOf('/')) : '';
    const registry = /[.:]/.test(first) ? first : '';
    return `${this.#name(registry)}${this.#text(image.slice(registry.length))}`;
  }

  #selectorPart(part: string): string {
    return /^['"]/.test(part) ? this.#name(part) : this.#text(part);
  }

  #key(key: string): string {
    const [prefix] = perContainer.exec(key) ?? [''];
    return `${prefix}${prefix === '' ? this.#text(key) : this.#name(key.slice(prefix.length))}`;
  }

  #value(field: string, value: unknown, isTechnical: boolean): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#value(field, item, isTechnical));
    if (isRecord(value)) return this.#fields(value, technicalLists.has(field));
    if (typeof value !== 'string' || keptFields.has(field)) return value;
    if (droppedFields.has(field)) return '';
    if (field === 'uid') return noUid;
    if (field === 'image') return this.#image(value);
    if (choiceField.test(field) && /^[A-Z][A-Za-z0-9]*$/.test(value)) return value;
    if (selectorFields.has(field)) return value.replace(quotedOrNot, (part) => this.#selectorPart(part));
    const isName = nameFields.has(field) || (/[a-z]Name$/.test(field) && !technicalFields.has(field));
    return isName && !(isTechnical && field === 'name') ? this.#name(value) : this.#text(value);
  }

  /** Kubernetes' own users and roles (`system:…`) are the same in every cluster, but for those that are named after an object. */
  #name(text: string): string {
    if (this.#rules.isStandIn(text)) return text;
    const isOwn = text.startsWith('system:') && !/^system:(?:serviceaccounts?|node):/.test(text);
    return isOwn ? text : this.#masks.text(text, this.#staysInName);
  }

  #text(text: string): string {
    return this.#rules.isStandIn(text) ? text : this.#masks.text(text, this.#staysInText);
  }
}
