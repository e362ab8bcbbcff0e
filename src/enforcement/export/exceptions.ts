import { type ExceptionRule, hasExpired } from '../../findings/index.ts';
import { celString } from './rewrite.ts';

/** An exception in the terms of an admission policy. */
export interface PolicyExceptions {
  /** Match conditions: false where the policy is not to be asked. */
  readonly conditions: readonly { readonly name: string; readonly expression: string }[];
  /** An expression over `container`, true of containers that are excepted; absent where none is. */
  readonly container?: string;
}

/** Most match conditions that are exceptions: an API server takes 64. Beyond, several exceptions share one. */
const mostConditions = 48;

/**
 * Most characters of all exceptions of a check: about a thousand of them. An API server takes expressions of 100,000 characters, and
 * spends 2,500,000 units on the match conditions of a policy: a quarter for each character of a pattern, for each ten characters that
 * it is asked of, which are up to 400, of an object and of what made it.
 * Source: k8s.io/apiserver, pkg/apis/cel/config.go; cel-go, the cost of `matches`.
 */
const mostCharacters = 90_000;

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

/** What an exception may name to cover an object: itself, and what made it (`of …`), where a controller of Kubernetes makes it now. */
const subjects = [
  "([object.kind + '/' + (dyn(object).metadata.?namespace.orValue('') == '' ? '' : dyn(object).metadata.namespace + '/') + dyn(object).metadata.?name.orValue('')]",
  `(request.userInfo.username in [${controllers.map(celString).join(', ')}] ? dyn(object).metadata.?ownerReferences.orValue([]).filter(owner, owner.?controller.orValue(false)).map(owner, 'of ' + owner.kind + '/' + dyn(object).metadata.?namespace.orValue('') + '/' + owner.name) : []))`,
].join(' + ');

/**
 * The exceptions of a check that are in force. What a workload is excepted from, its pods are, too: but only where a controller of
 * Kubernetes makes them, for anybody can write an owner into a pod. An admission policy knows no date: one that has an end stays in the
 * file until it is written anew. Undefined where they are more than an API server could work out.
 * @param now ISO 8601 in UTC, or only the day
 */
export function policyExceptions(
  check: string,
  rules: readonly ExceptionRule[],
  now: string,
): PolicyExceptions | undefined {
  const whole: { name: string; covers: readonly string[] }[] = [];
  const containers: string[] = [];
  // By their number among those of the check: what is excepted from others changes nothing here.
  for (const [index, rule] of rules.filter((one) => one.check === check).entries()) {
    if (hasExpired(rule, now)) continue;
    const covers = rule.resources?.map(coversSubject) ?? ['true'];
    if (rule.container === undefined) whole.push({ name: `exception-${index + 1}`, covers });
    else {
      const name = `container.?name.orValue('').matches(${celString(`^${pattern(rule.container)}$`)})`;
      containers.push(`${name} && (${covers.join(' || ')})`);
    }
  }
  if (lengthOf([...whole.flatMap(({ covers }) => covers), ...containers]) > mostCharacters) return undefined;
  const conditions =
    whole.length <= mostConditions
      ? whole.map(({ name, covers }) => ({ name, expression: coversNone(covers) }))
      : together(whole.flatMap(({ covers }) => covers));
  if (containers.length === 0) return { conditions };
  return { conditions, container: `${subjects}.exists(subject, ${containers.join(' || ')})` };
}

/** Few conditions for many exceptions, each of about the same length. */
function together(covers: readonly string[]): PolicyExceptions['conditions'] {
  const length = lengthOf(covers) / (mostConditions - 1);
  const parts: string[][] = [];
  let room = 0;
  for (const one of covers) {
    if (room <= 0) {
      parts.push([]);
      room = length;
    }
    parts.at(-1)?.push(one);
    room -= one.length;
  }
  return parts.map((part, index) => ({ name: `exceptions-${index + 1}`, expression: coversNone(part) }));
}

function lengthOf(expressions: readonly string[]): number {
  return expressions.reduce((sum, one) => sum + one.length, 0);
}

function coversNone(covers: readonly string[]): string {
  return `!${subjects}.exists(subject, ${covers.join(' || ')})`;
}

/** True of a subject that a glob names, and of one that says what a controller made of it. */
function coversSubject(glob: string): string {
  const [kind = '', ...rest] = glob.split('/');
  const [name = ''] = rest.slice(-1);
  // The owner of an object is in its namespace, also where the exception names none.
  const inNamespace = rest.length > 1 ? rest.slice(0, -1).join('/') : 'default';
  const named =
    rest.length === 1 ? [pattern(glob), `of ${pattern(`${kind}/${inNamespace}/${name}`)}`] : [`(of )?${pattern(glob)}`];
  const made = Object.hasOwn(between, kind) ? between[kind] : undefined;
  if (made !== undefined) named.push(`of ${made[0]}/${pattern(`${inNamespace}/${name}`)}${made[1]}`);
  return `subject.matches(${celString(named.length === 1 ? `^${named.join('')}$` : `^(${named.join('|')})$`)})`;
}

/** A glob as a regular expression: `*` stands for any run of characters but `/`. */
function pattern(glob: string): string {
  return glob.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '[^/]*');
}
