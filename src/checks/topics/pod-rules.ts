import type { Rule } from '../check.ts';

/** True of pods that say they run on Windows, where Linux' means of confinement don't exist and the API refuses their fields. */
export const onWindows = "podSpec.?os.?name.orValue('') == 'windows'";

/** True of pods in a user namespace of their own: their root is an ordinary user of the node. */
export const inUserNamespace = '!podSpec.?hostUsers.orValue(true)';

/** True where a condition on `c` holds for any container of the pod. (Three lists: in typed CEL they are of two types.) */
export function anyContainer(condition: string): string {
  const lists = ['containers', 'initContainers', 'ephemeralContainers'];
  return `(${lists.map((list) => `podSpec.?${list}.orValue([]).exists(c, ${condition})`).join(' || ')})`;
}

/**
 * The same question of the pod's security context and of every container's, for fields that both have.
 * `rule` gets the expression of the security context; the pod's rule gives the message `pod`.
 */
export function ofPodAndContainers(rule: (securityContext: string) => Rule): readonly Rule[] {
  return [{ ...rule('podSpec.?securityContext'), scope: 'pod', message: 'pod' }, rule('container.?securityContext')];
}

/** From a Pod Security version on, pods of which the condition is true are exempt. */
export function exemptSince(version: string, condition: string, rule: Rule): readonly Rule[] {
  return [
    { ...rule, until: version },
    { ...rule, since: version, expression: `${condition} || (${rule.expression})` },
  ];
}

/** The strings as a CEL list. */
export function celList(values: readonly string[]): string {
  return `[${values.map((value) => `'${value}'`).join(', ')}]`;
}
