import type { CheckedViolation } from '../../checks/index.ts';
import { type ExceptionRule, globMatches, hasExpired } from '../../findings/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import { groupOf, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';

/** Kinds whose controllers are Kubernetes' own: what these make, an exception of the maker covers, too (export/exceptions.ts). */
const makers: ReadonlySet<string> = new Set([
  ...['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'apps/DaemonSet'],
  ...['batch/Job', 'batch/CronJob', '/ReplicationController'],
]);

/** What a maker makes to make its pods, and how it names them: as export/exceptions.ts writes it into policies. */
const between: Readonly<Record<string, readonly [by: string, suffix: RegExp]>> = {
  ReplicaSet: ['Deployment', /-[a-z0-9]{1,10}$/],
  Job: ['CronJob', /-[0-9]{1,10}$/],
};

/** The exceptions of a policy, as the admission policies that carry them would apply them. */
export class PolicyExceptionReader {
  readonly #byCheck: ReadonlyMap<string, readonly ExceptionRule[]>;

  /** @param now ISO 8601 in UTC: rules that ended before it hold no longer */
  constructor(rules: readonly ExceptionRule[], now: string) {
    const inForce = rules.filter((rule) => !hasExpired(rule, now));
    this.#byCheck = Map.groupBy(inForce, ({ check }) => check);
  }

  /** The rule by which a violation is let through; undefined where none does. */
  for({ check, object, container }: CheckedViolation): ExceptionRule | undefined {
    return this.#byCheck.get(check.id)?.find((rule) => {
      if (rule.container !== undefined && (container === undefined || !globMatches(rule.container, container)))
        return false;
      return rule.resources?.some((glob) => covers(glob, object)) ?? true;
    });
  }
}

/** Whether a glob names an object, or (unless `byOwner` says no) what made it. */
export function covers(glob: string, object: InventoryObject, byOwner = true): boolean {
  const { kind, namespace, name } = object;
  if (globMatches(glob, namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`)) return true;
  if (!byOwner) return false;
  const [, ...rest] = glob.split('/');
  if (rest.length === 0 || namespace === undefined) return false;
  const [ofKind = ''] = glob.split('/', 1);
  const ofNamespace = rest.length > 1 ? (rest[0] ?? '') : 'default';
  if (!globMatches(ofNamespace, namespace)) return false;
  return listOf(object.object.metadata?.ownerReferences)
    .map(recordOf)
    .filter(({ controller }) => controller === true)
    .some((owner) => {
      const [ownerKind, ownerName] = [textOf(owner.kind), textOf(owner.name)];
      // Made by somebody else than Kubernetes: anybody can write an owner into an object.
      if (!makers.has(`${groupOf(stringOf(owner.apiVersion) ?? '')}/${ownerKind}`)) return false;
      const glob = `${ofKind}/${rest.at(-1)}`;
      if (globMatches(glob, `${ownerKind}/${ownerName}`)) return true;
      const [maker, suffix] = (Object.hasOwn(between, ownerKind) ? between[ownerKind] : undefined) ?? [];
      if (maker === undefined || suffix === undefined || !suffix.test(ownerName)) return false;
      return globMatches(glob, `${maker}/${ownerName.replace(suffix, '')}`);
    });
}
