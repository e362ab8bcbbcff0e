import type { Inventory, InventoryObject } from '../inventory/index.ts';
import type { ContainerType, FieldPath, Json, MinorVersion } from '../kubernetes/index.ts';
import type { Fix } from './fix.ts';
import type { Severity } from './severity.ts';
import type { Subject } from './subjects.ts';

/** Ids of the standards that a check answers; the keys are those of the JSON report. */
export interface Standards {
  /** Pod Security Standards: `level/check`. */
  readonly pss?: readonly string[];
  /** CIS Kubernetes Benchmark v1.10 sections. */
  readonly cis?: readonly string[];
  /** NSA/CISA Kubernetes Hardening Guide v1.2 parts. */
  readonly nsa?: readonly ('pod' | 'net' | 'auth' | 'log' | 'upg')[];
  /** MITRE ATT&CK techniques. */
  readonly attack?: readonly string[];
  /** OWASP Kubernetes Top 10 2025 (`2022:K02` for rows that only the older list has). */
  readonly owasp?: readonly string[];
}

export const profiles = ['security', 'reliability', 'all', 'pss-baseline', 'pss-restricted', 'cis', 'nsa'] as const;
export type Profile = (typeof profiles)[number];

/** A value that users may set in `.breakwater.yaml`; its type is that of the default. */
export interface Parameter {
  readonly default: Json;
  /** What it does, in English; the docs and `checks show` print it. */
  readonly description: string;
}

interface CheckBase {
  /** As in the catalogue, e.g. `pod-privileged`. */
  readonly id: string;
  readonly severity: Severity;
  readonly standards: Standards;
  /**
   * Profiles that ask it, besides `all` (every check), `cis` (every check with a CIS section) and `nsa` (with an NSA part).
   * Absent: `security`.
   */
  readonly profiles?: readonly ('security' | 'reliability' | 'pss-baseline' | 'pss-restricted')[];
  /** Where the rule comes from: a title or an address. */
  readonly source: string;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** Parameters without which there is nothing to ask (an empty allow-list): the check then reports itself as not configured. */
  readonly needs?: readonly string[];
  /**
   * Ids of checks that say the same, and more, of a place: where one of them, asked in the same run, has a finding at the same
   * path or inside it, this check's finding would only repeat it and is dropped (covered.ts).
   */
  readonly coveredBy?: readonly string[];
  /** The place holds a secret: no message or report may show its value. */
  readonly sensitive?: boolean;
  /** Findings that rest on the absence of others, which is no absence where those can't be seen (absence.ts). */
  readonly absence?: readonly Absence[];
}

/** What has to be seen for some findings of a check to hold. */
export interface Absence {
  /** As `group/Kind`; in the namespace of the finding's object, or in the one that it is. */
  readonly of: readonly string[];
  /** In all namespaces. */
  readonly everywhere?: boolean;
  /** Of which of the check's messages; absent: of all. */
  readonly messages?: readonly string[];
}

/**
 * One question of a CEL check. `expression` is true where all is well. Variables by scope:
 * container: `container`, `containerType` ('init', 'regular', 'ephemeral'), `podSpec`, `podMetadata`, `object`;
 * pod: `podSpec`, `podMetadata`, `object`; object: `object`. In all: `params` (the check's parameters), and `item` with `each`.
 */
export interface Rule {
  /** Asked of something else than the check's scope: the pod's own security context beside that of its containers, its annotations. */
  readonly scope?: 'pod' | 'podMetadata';
  /** A list below the scope (`volumes`, `securityContext.capabilities.add`): the question is asked of each `item` of it. */
  readonly each?: string;
  readonly expression: string;
  /** The field that a finding points at, from the item (with `each`) or the scope; its nearest existing parent is shown where it is absent. */
  readonly field: string;
  /** Pod Security versions (`1.34`) from which and before which the question is asked. */
  readonly since?: string;
  readonly until?: string;
  /** Which of the check's messages it gives, where the text has several. */
  readonly message?: string;
  readonly fix?: Fix;
}

export interface CelCheck extends CheckBase {
  readonly type: 'cel';
  readonly scope: 'container' | 'pod' | 'object';
  /** Scope `object`: the kinds asked, as `group/Kind` (`/Service`, `networking.k8s.io/Ingress`). */
  readonly kinds?: readonly string[];
  /** Scope `container`: absent means all three types. */
  readonly containerTypes?: readonly ContainerType[];
  /** Scope `container` and `pod`: only these kinds of workload, as `group/Kind`. Absent: all. */
  readonly workloads?: readonly string[];
  readonly rules: readonly Rule[];
}

/** A question about many objects at once. What it looks at is declared, so that a change asks again only what depends on it. */
export interface InventoryCheck extends CheckBase {
  readonly type: 'inventory';
  /** The objects that it is asked of: those at which it may find something. */
  readonly of: readonly Subject[];
  /** What else it looks at. Among nothing but `of` and `reads` it finds the same. */
  readonly reads?: readonly Subject[];
  /**
   * How far what it finds at an object depends on others. object: on none but CustomResourceDefinitions. namespace: on those of the same
   * namespace, those elsewhere that name something in it (routes, bindings), and those outside of namespaces. access: on the roles
   * and bindings that it is joined with. Absent: on any.
   */
  readonly scope?: 'object' | 'namespace' | 'access';
  /**
   * What it reads of an object that it is not asked of, where that is little: a change of something else changes nothing that it finds.
   * Absent: everything.
   */
  readonly part?: (object: InventoryObject) => unknown;
  readonly run: (context: CheckContext) => Iterable<Violation>;
}

export type Check = CelCheck | InventoryCheck;

export interface CheckContext {
  readonly inventory: Inventory;
  /** The check's parameters, defaults filled in. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly kubernetesVersion: MinorVersion;
  /** Ids of the checks of this run: a check may leave to another, where that one is asked, what it would only repeat elsewhere. */
  readonly asked: ReadonlySet<string>;
  /** Whether a workload of the input would be refused at level baseline of Pod Security; worked out for all at the first question. */
  readonly failsBaseline: (workload: InventoryObject) => boolean;
}

/** A parameter that a check can't use: the settings are wrong, not the input. */
export class ParameterError extends Error {
  override name = 'ParameterError';
  readonly parameter: string;
  readonly value: string;

  /** `parameter`: with its check's id; it is not a regular expression. */
  constructor(parameter: string, value: string, options: ErrorOptions) {
    super(`${parameter} is not a regular expression (RE2): ${value}`, options);
    this.parameter = parameter;
    this.value = value;
  }
}

/** A check that does not hold at a place. */
export interface Violation {
  readonly object: InventoryObject;
  /** From the object's root. */
  readonly path: FieldPath;
  /** The container's name, where the place is in one. */
  readonly container?: string;
  /** Which of the check's messages, where its text has several. */
  readonly message?: string;
  /** Values for the message's `{placeholders}`; `{value}`, `{field}`, `{item}`, `{container}`, `{kind}`, `{name}` are always there. Never a secret. */
  readonly values?: Readonly<Record<string, string>>;
  /** Overrides the check's severity for this place. */
  readonly severity?: Severity;
  /** Tells what is said from what else is said of the same place, for the fingerprint. */
  readonly key?: string;
  /** Another tool's rule that was broken, `kyverno/require-labels/team`: the finding goes by this id instead of the check's. */
  readonly rule?: string;
  /** Ids of checks that say the same: where one of them has found something at the object, this would count it twice and is dropped. */
  readonly sameAs?: readonly string[];
  readonly fix?: Fix;
}

/** A question of one expression, or of several rules. */
type Flat<T extends CelCheck> = Omit<T, 'type' | 'scope' | 'rules'> &
  ({ readonly rules: readonly Rule[] } | (Rule & { readonly rules?: never }));

function celCheck(scope: CelCheck['scope'], flat: Flat<CelCheck>): CelCheck {
  if (flat.rules !== undefined) return { ...flat, type: 'cel', scope };
  const {
    scope: ruleScope,
    each,
    expression,
    field,
    since,
    until,
    message,
    fix,
    ...base
  } = flat as Omit<CelCheck, 'type' | 'scope' | 'rules'> & Rule;
  const rule: Rule = {
    expression,
    field,
    ...(ruleScope !== undefined && { scope: ruleScope }),
    ...(each !== undefined && { each }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(message !== undefined && { message }),
    ...(fix !== undefined && { fix }),
  };
  return { ...base, type: 'cel', scope, rules: [rule] };
}

/** A question asked of every container (init, regular, ephemeral) of every pod and pod template. */
export function containerCheck(check: Flat<CelCheck>): CelCheck {
  return celCheck('container', check);
}

/** A question asked of every pod and pod template. */
export function podCheck(check: Flat<CelCheck>): CelCheck {
  return celCheck('pod', check);
}

/** A question asked of every object of some kinds. */
export function objectCheck(check: Flat<CelCheck> & { readonly kinds: readonly string[] }): CelCheck {
  return celCheck('object', check);
}

/** A question about many objects, answered by TypeScript. */
export function inventoryCheck(check: Omit<InventoryCheck, 'type'>): InventoryCheck {
  return { ...check, type: 'inventory' };
}
