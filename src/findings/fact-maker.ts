import { type CheckedViolation, type CheckTexts, placeholdersOf, type Severity } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { type FieldPath, formatPath, isRecord, valueAt } from '../kubernetes/index.ts';
import { type Baseline, baselineOrigin } from './baseline.ts';
import type { Exceptions } from './exceptions.ts';
import type { FindingFacts } from './facts.ts';
import type { ResourceReference } from './finding.ts';
import { Fingerprints, stablePath } from './fingerprint.ts';
import { RiskScale, type Surroundings } from './risk.ts';

export interface FactOptions {
  /** Of every check asked, in any language: what a message doesn't name isn't kept. */
  readonly texts: CheckTexts;
  /** Severities that users set, by check id. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly surroundings: Surroundings;
  readonly exceptions: Exceptions;
  readonly baseline: Baseline | undefined;
}

/** Makes findings of violations. All violations of an object must go through one maker, in the order in which they were found. */
export class FactMaker {
  readonly #options: FactOptions;
  readonly #fingerprints = new Fingerprints();
  readonly #risk: RiskScale;
  readonly #resources = new Map<InventoryObject, Map<string | undefined, ResourceReference>>();

  constructor(options: FactOptions) {
    this.#options = options;
    this.#risk = new RiskScale(options.surroundings);
  }

  make(violation: CheckedViolation): FindingFacts {
    const { check, object, path, fix } = violation;
    const { severities } = this.#options;
    // Another tool's rule counts as a check of its own.
    const id = violation.rule ?? check.id;
    const set = Object.hasOwn(severities, id) ? severities[id] : severities[check.id];
    const severity = set ?? violation.severity ?? check.severity;
    const resource = this.#resourceOf(object, violation.container);
    const fingerprint = this.#fingerprints.of([
      id,
      object.groupKind,
      (resource.namespace === undefined ? undefined : object.declaredNamespace) ?? '',
      object.name,
      violation.container ?? '',
      stablePath(object.object, path, check.sensitive ?? false),
      violation.key === undefined ? (violation.message ?? '') : `${violation.message ?? ''}\n${violation.key}`,
    ]);
    const position = object.source.locate(path);
    return {
      fingerprint,
      check: id,
      severity,
      message: {
        ...(violation.message !== undefined && { variant: violation.message }),
        values: this.#values(violation),
      },
      resource,
      path: shortened(formatPath(path), longestPath),
      location: {
        file: object.source.file,
        ...position,
        ...(object.source.rendering !== undefined && { renderedBy: object.source.rendering.by }),
      },
      standards: violation.standards,
      risk: this.#risk.of(severity, object),
      fix: fix ?? null,
      exception: this.#exceptionFor({ fingerprint, check: id, resource }, object),
    };
  }

  /** The same one for all findings: most of them are of few objects, or there are very many of them. */
  #resourceOf(object: InventoryObject, container: string | undefined): ResourceReference {
    let known = this.#resources.get(object);
    if (known === undefined) {
      known = new Map();
      this.#resources.set(object, known);
    }
    let resource = known.get(container);
    if (resource === undefined) {
      resource = resourceOf(object, container);
      known.set(container, resource);
    }
    return resource;
  }

  /** What accepts a finding, if anything does. */
  #exceptionFor(
    { fingerprint, check, resource }: Pick<FindingFacts, 'fingerprint' | 'check' | 'resource'>,
    object: InventoryObject,
  ): FindingFacts['exception'] {
    const known = this.#options.exceptions.for(check, resource, object);
    if (known !== null) return known;
    const { baseline } = this.#options;
    if (baseline === undefined || !Object.hasOwn(baseline.findings, fingerprint)) return null;
    return { reason: '', from: baselineOrigin };
  }

  /** Values of the placeholders that the message names, but for what the finding says anyway (see `inWords`). */
  #values({ check, object, path, message, values, rule }: CheckedViolation): Record<string, string> {
    if (rule !== undefined)
      return Object.fromEntries(
        Object.entries(values ?? {}).map(([name, value]) => [name, shortened(value, longestPath)]),
      );
    const text = this.#options.texts[check.id];
    if (text === undefined) throw new Error(`check ${check.id} has no text`);
    const kept: Record<string, string> = {};
    for (const name of placeholdersOf(text, message)) {
      const given = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
      if (given !== undefined) kept[name] = shortened(given, longestPath);
      else if (name === 'item') kept.item = itemOf(object.object, path);
      // A place that holds a secret has no value to print.
      else if (name === 'value' && !check.sensitive) kept.value = brief(valueAt(object.object, path));
    }
    return kept;
  }
}

/** Longest name that findings quote, in characters: Kubernetes takes none that is longer. */
const longestName = 253;
/** Longest path, and longest list of names: keys have no bound but the size of an object. */
const longestPath = 1000;

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function resourceOf(object: InventoryObject, container: string | undefined): ResourceReference {
  return {
    apiVersion: shortened(object.apiVersion, longestName),
    kind: shortened(object.kind, longestName),
    ...(object.namespace !== undefined &&
      object.declaredNamespace !== undefined && { namespace: shortened(object.declaredNamespace, longestName) }),
    name: shortened(object.name, longestName),
    ...(container !== undefined && { container: shortened(container, longestName) }),
  };
}

/** What tells the innermost list item of a place from its neighbours: a volume's name, a mount's path; nothing outside of lists. */
function itemOf(root: unknown, path: FieldPath): string {
  const index = path.findLastIndex((step) => typeof step === 'number');
  const item = index < 0 ? undefined : valueAt(root, path.slice(0, index + 1));
  return isRecord(item) ? brief(item.mountPath ?? item.name ?? item.key) : '';
}

/** Longest value that a message quotes, in characters. */
const briefLength = 80;

function brief(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return shortened(text, briefLength);
}
