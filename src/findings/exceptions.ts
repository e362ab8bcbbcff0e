import type { InventoryObject } from '../inventory/index.ts';
import type { Finding } from './finding.ts';
import { globMatches } from './glob.ts';
import { builtInOrigin, isNeededByKubernetes } from './known-parts.ts';
import type { Notice } from './notice.ts';

/** A finding that someone has decided to live with: an entry of `exceptions` in `.breakwater.yaml`. */
export interface ExceptionRule {
  readonly check: string;
  /** Globs `Kind/namespace/name`, `Kind/name` for cluster-scoped kinds; `*` stands for any run of characters but `/`. Absent: every resource. */
  readonly resources?: readonly string[] | undefined;
  /** Glob of the container's name. Absent: every container. */
  readonly container?: string | undefined;
  readonly reason: string;
  readonly owner?: string | undefined;
  /** Last day on which it holds, `2027-01-31`, in UTC. */
  readonly expires?: string | undefined;
  /** When on that day it ends, ISO 8601 in UTC with milliseconds. Absent: with the day. */
  readonly expiresAt?: string | undefined;
  /** Where the rule was made, for `exception.from` of a finding. Absent: the settings file. */
  readonly origin?: string | undefined;
}

export interface ExceptionSettings {
  readonly rules: readonly ExceptionRule[];
  /** Whether an object may except itself by the annotation `exceptions.breakwater.dev/<check>: reason`. */
  readonly byAnnotation: boolean;
  /** Where the rules stand, for reports. */
  readonly file: string;
}

/** Whether a rule holds no longer. @param now ISO 8601 in UTC; where it is only a day, what ends on it still holds */
export function hasExpired({ expires, expiresAt }: ExceptionRule, now: string): boolean {
  if (expiresAt !== undefined) return expiresAt <= now;
  return expires !== undefined && expires < now.slice(0, 10);
}

const annotationPrefix = 'exceptions.breakwater.dev/';

/** Applies exceptions to findings and remembers which of them matched. */
export class Exceptions {
  readonly #rules: readonly AppliedRule[];
  readonly #byCheck: ReadonlyMap<string, readonly AppliedRule[]>;
  readonly #settings: ExceptionSettings;

  /** @param now ISO 8601 in UTC, or only the day */
  constructor(settings: ExceptionSettings, now: string) {
    this.#settings = settings;
    this.#rules = settings.rules.map((rule) => ({
      rule,
      expired: hasExpired(rule, now),
      matched: false,
    }));
    this.#byCheck = Map.groupBy(this.#rules, ({ rule }) => rule.check);
  }

  /** The exception that holds for a finding, if any: the first of several. An expired one holds no longer but counts as matched. */
  for(check: string, resource: Finding['resource'], object: InventoryObject): Finding['exception'] {
    let holding: ExceptionRule | undefined;
    for (const applied of this.#byCheck.get(check) ?? []) {
      if (!matches(applied.rule, resource)) continue;
      applied.matched = true;
      if (!applied.expired) holding ??= applied.rule;
    }
    if (holding !== undefined) {
      const { reason, owner, expires, origin } = holding;
      return {
        reason,
        ...(owner !== undefined && { owner }),
        ...(expires !== undefined && { expires }),
        from: origin ?? this.#settings.file,
      };
    }
    if (this.#settings.byAnnotation) {
      const reason = object.object.metadata?.annotations?.[annotationPrefix + check];
      if (typeof reason === 'string' && reason.trim() !== '') return { reason, from: 'annotation' };
    }
    return isNeededByKubernetes(check, object) ? { reason: '', from: builtInOrigin } : null;
  }

  /** What is to be said of the exceptions once all findings went by. */
  notices(): readonly Notice[] {
    return this.#rules.flatMap(({ rule, matched, expired }): Notice[] => {
      const file = rule.origin ?? this.#settings.file;
      const what = `${rule.check}${rule.resources === undefined ? '' : ` on ${rule.resources.join(', ')}`}`;
      if (!matched) return [{ code: 'exception-unmatched', file, values: { what } }];
      return expired ? [{ code: 'exception-expired', file, values: { what, date: rule.expires ?? '' } }] : [];
    });
  }
}

interface AppliedRule {
  readonly rule: ExceptionRule;
  readonly expired: boolean;
  matched: boolean;
}

function matches(rule: ExceptionRule, resource: Finding['resource']): boolean {
  if (rule.container !== undefined && !globMatches(rule.container, resource.container ?? '')) return false;
  if (rule.resources === undefined) return true;
  const { kind, namespace, name } = resource;
  const written = [namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`];
  // An object without a namespace lands where it is applied: `Kind/name` and `Kind/default/name` both mean it.
  if (namespace === undefined) written.push(`${kind}/default/${name}`);
  return rule.resources.some((glob) => written.some((text) => globMatches(glob, text)));
}
