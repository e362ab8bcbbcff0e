import { type CheckTexts, catalogue } from '../../checks/index.ts';
import { hasEnded, objectOrigin, type ReadObject, type SecurityException } from '../../enforcement/index.ts';
import { type ExceptionRule, toolOfCheck } from '../../findings/index.ts';
import { stringOf } from '../../kubernetes/index.ts';
import type { AcceptanceRecord, ExceptionRecord, ExceptionUse, Visible } from '../../store/index.ts';
import type { Exception } from '../contract/index.ts';

export interface ExceptionSources {
  /** Rules made here. */
  readonly rules: readonly ExceptionRecord[];
  /** Rules of the settings file. */
  readonly fileRules: readonly ExceptionRule[];
  readonly acceptances: readonly AcceptanceRecord[];
  /** What of the findings that a user sees is covered by what. */
  readonly uses: readonly ExceptionUse[];
  readonly visible: Visible;
  /** SecurityExceptions of the cluster; what can't be read as one is left out. */
  readonly objects: readonly ReadObject<SecurityException>[];
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly texts: CheckTexts;
}

/** Of the id of a decision about one finding; its fingerprint follows. */
export const acceptancePrefix = 'finding-';

/** Everything by which findings are accepted: single decisions, rules made here, rules of the settings file, annotations. */
export function exceptionsView(sources: ExceptionSources): Exception[] {
  const { rules, fileRules, objects, acceptances, uses, visible, now, texts } = sources;
  const today = now.slice(0, 10);
  const titleOf = (check: string): string => (Object.hasOwn(texts, check) ? texts[check]?.title : undefined) ?? check;
  const used = (from: (origin: string) => boolean, rule: Said): number =>
    uses.filter((use) => from(use.from) && isSame(use, rule)).reduce((sum, { findings }) => sum + findings, 0);
  const isFile = (origin: string): boolean =>
    !['user', 'annotation', 'baseline', 'built-in'].includes(origin) && !origin.startsWith(objectOrigin);

  const made = rules
    .filter(({ resources }) => concerns(resources, visible))
    .map((rule): Exception => {
      const matches = used((origin) => origin === 'user', rule);
      return {
        id: rule.id,
        check: rule.check,
        title: titleOf(rule.check),
        resources: [...rule.resources],
        container: rule.container ?? null,
        fingerprint: null,
        object: null,
        reason: rule.reason,
        owner: rule.owner ?? null,
        expires: rule.expires ?? null,
        from: 'user',
        createdBy: rule.createdBy,
        createdAt: rule.createdAt,
        status: statusOf(rule.expires, matches, today),
        matches,
      };
    });
  const ofFile = fileRules
    .filter(({ resources = [] }) => concerns(resources, visible))
    .map((rule, index): Exception => {
      const matches = used(isFile, rule);
      return {
        id: `settings-${index + 1}`,
        check: rule.check,
        title: titleOf(rule.check),
        resources: [...(rule.resources ?? [])],
        container: rule.container ?? null,
        fingerprint: null,
        object: null,
        reason: rule.reason,
        owner: rule.owner ?? null,
        expires: rule.expires ?? null,
        from: 'settings',
        createdBy: null,
        createdAt: null,
        status: statusOf(rule.expires, matches, today),
        matches,
      };
    });
  const single = acceptances.map(
    ({ check, fingerprint, reason, expires, createdBy, createdAt, present, expired }): Exception => ({
      id: acceptancePrefix + fingerprint,
      check,
      title: titleOf(check),
      resources: [],
      container: null,
      fingerprint,
      object: null,
      reason,
      owner: null,
      expires: expires ?? null,
      from: 'user',
      createdBy,
      createdAt,
      status: expired ? 'expired' : present ? 'active' : 'unmatched',
      matches: present && !expired ? 1 : 0,
    }),
  );
  const annotated = uses
    .filter(({ from }) => from === 'annotation')
    .map(
      ({ check, reason, findings }): Exception => ({
        id: `annotation-${check}-${reason}`.slice(0, 300),
        check,
        title: titleOf(check),
        resources: [],
        container: null,
        fingerprint: null,
        object: null,
        reason,
        owner: null,
        expires: null,
        from: 'annotation',
        createdBy: null,
        createdAt: null,
        status: 'active',
        matches: findings,
      }),
    );
  const ofObjects = objects.flatMap(({ object, parsed }) =>
    'value' in parsed ? [{ object, value: parsed.value }] : [],
  );
  const asObjects = ofObjects
    .filter(({ value }) => concerns(value.resources, visible))
    .flatMap(({ object, value }) =>
      value.checks.map((check): Exception => {
        const origin = objectOrigin + value.name;
        const matches = uses
          .filter((use) => use.from === origin && use.check === check)
          .reduce((sum, { findings }) => sum + findings, 0);
        const ended = hasEnded(value, now);
        return {
          id: `object-${value.name}-${check}`,
          check,
          title: titleOf(check),
          resources: [...value.resources],
          container: value.containers.length === 0 ? null : value.containers.join(', '),
          fingerprint: null,
          object: value.name,
          reason: value.reason,
          owner: value.owner ?? null,
          expires: value.expiresAt === undefined ? null : lastDay(value.expiresAt),
          from: 'object',
          createdBy: null,
          createdAt: stringOf(object.object.metadata?.creationTimestamp) ?? null,
          status: ended ? 'expired' : matches > 0 ? 'active' : 'unmatched',
          matches,
        };
      }),
    );
  return [...made, ...asObjects, ...single, ...ofFile, ...annotated];
}

interface Said {
  readonly check: string;
  readonly reason: string;
  readonly owner?: string | undefined;
  readonly expires?: string | undefined;
}

function isSame(a: Said, b: Said): boolean {
  return a.check === b.check && a.reason === b.reason && a.owner === b.owner && a.expires === b.expires;
}

/** The last day on any of which it holds. */
function lastDay(expiresAt: string): string {
  return new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10);
}

function statusOf(expires: string | undefined, matches: number, today: string): Exception['status'] {
  if (expires !== undefined && expires < today) return 'expired';
  return matches > 0 ? 'active' : 'unmatched';
}

/** Whether a rule is for all resources, or names a namespace that a user sees. */
export function concerns(resources: readonly string[], visible: Visible): boolean {
  if (visible === undefined || resources.length === 0) return true;
  return resources.some((glob) => {
    const namespace = namespaceOfGlob(glob);
    return namespace !== undefined && visible.includes(namespace);
  });
}

/** The namespace that a glob `Kind/namespace/name` is confined to; undefined where it is not confined to one. */
export function namespaceOfGlob(glob: string): string | undefined {
  const [, namespace, name, ...more] = glob.split('/');
  if (namespace === undefined || name === undefined || more.length > 0) return undefined;
  return /^[a-z0-9-]+$/.test(namespace) ? namespace : undefined;
}

/** Whether an exception may name it: a check of our own, or another tool's rule, of which there is no list. */
export function isKnownCheck(id: string): boolean {
  return (
    catalogue.some((check) => check.id === id) ||
    (toolOfCheck(id) !== undefined && /^[\w.-]+(\/[\w.-]+){1,3}$/.test(id))
  );
}
