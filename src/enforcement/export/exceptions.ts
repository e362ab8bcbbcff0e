import { type ExceptionRule, hasExpired } from '../../findings/index.ts';
import { celString } from './rewrite.ts';

/** An exception in the terms of an admission policy. */
export interface PolicyExceptions {
  /** Match conditions: false where the policy is not to be asked. */
  readonly conditions: readonly { readonly name: string; readonly expression: string }[];
  /** Expressions over `container`, true of containers that are excepted. */
  readonly containers: readonly string[];
}

/** Users as which the controllers of Kubernetes make objects from others: alone, or each with an account of its own. */
export const controllers: readonly string[] = [
  'system:kube-controller-manager',
  ...['cronjob', 'daemon-set', 'deployment', 'job', 'replicaset', 'replication', 'statefulset'].map(
    (name) => `system:serviceaccount:kube-system:${name}-controller`,
  ),
];

/** What a workload makes to make its pods, and how it names them. Source: the controllers of Kubernetes 1.37. */
const between: Readonly<Record<string, readonly [kind: string, suffix: string]>> = {
  Deployment: ['ReplicaSet', '-[a-z0-9]{1,10}'],
  CronJob: ['Job', '-[0-9]{1,10}'],
};

/**
 * The exceptions of a check that are in force. What a workload is excepted from, its pods are, too: but only where a controller of
 * Kubernetes makes them, for anybody can write an owner into a pod. An admission policy knows no date: one that has an end stays in the
 * file until it is written anew.
 * @param now ISO 8601 in UTC, or only the day
 */
export function policyExceptions(check: string, rules: readonly ExceptionRule[], now: string): PolicyExceptions {
  const conditions: { name: string; expression: string }[] = [];
  const containers: string[] = [];
  for (const [index, rule] of rules.entries()) {
    if (rule.check !== check || hasExpired(rule, now)) continue;
    const globs = rule.resources;
    const covers = globs === undefined ? 'true' : `(${globs.map(coversObject).join(' || ')})`;
    if (rule.container !== undefined)
      containers.push(
        `(${covers} && container.?name.orValue('').matches(${celString(`^${pattern(rule.container)}$`)}))`,
      );
    else conditions.push({ name: `exception-${index + 1}`, expression: `!(${covers})` });
  }
  return { conditions, containers };
}

/** True of an object that a glob names, and of what a controller makes from it. */
function coversObject(glob: string): string {
  const parts = glob.split('/');
  const [kind = '', ...rest] = parts;
  const own = `${objectPath}.matches(${celString(`^${pattern(glob)}$`)})`;
  const [name = ''] = rest.slice(-1);
  const namespace = rest.length > 1 ? (rest[0] ?? '') : 'default';
  if (rest.length === 0) return own;
  const owners = [`^${pattern(kind)}/${pattern(name)}$`];
  const made = Object.hasOwn(between, kind) ? between[kind] : undefined;
  if (made !== undefined) owners.push(`^${made[0]}/${pattern(name)}${made[1]}$`);
  const inNamespace = `dyn(object).metadata.?namespace.orValue('').matches(${celString(`^${pattern(namespace)}$`)})`;
  const owned = `dyn(object).metadata.?ownerReferences.orValue([]).exists(owner, owner.?controller.orValue(false) && (${owners
    .map((owner) => `(owner.kind + '/' + owner.name).matches(${celString(owner)})`)
    .join(' || ')}))`;
  const byController = `request.userInfo.username in [${controllers.map(celString).join(', ')}]`;
  return `(${own} || (${byController} && ${inNamespace} && ${owned}))`;
}

const objectPath =
  "(object.kind + '/' + (dyn(object).metadata.?namespace.orValue('') == '' ? '' : dyn(object).metadata.namespace + '/') + dyn(object).metadata.?name.orValue(''))";

/** A glob as a regular expression: `*` stands for any run of characters but `/`. */
function pattern(glob: string): string {
  return glob.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '[^/]*');
}
