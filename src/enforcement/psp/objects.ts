import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { type Action, celString } from '../export/index.ts';
import { type Level, levels } from '../pod-security/index.ts';
import type { PspGrant } from './grants.ts';
import type { PodSecurityPolicy } from './pod-security-policy.ts';
import { pspVariables, rulesOf } from './rules.ts';

/** A policy that pods may use, and what it asks beyond the level of their namespace. */
interface Usable {
  readonly policy: PodSecurityPolicy;
  readonly grant: PspGrant | undefined;
  readonly rules: readonly { readonly field: string; readonly expression: string }[];
}

export interface PolicyWords {
  /** Begins the message of a pod that no policy lets in. */
  readonly refused: string;
  /** Stands for the fields of a policy that whoever made the pod may not use. */
  readonly notGranted: string;
}

/**
 * A ValidatingAdmissionPolicy that lets a pod in where one of the policies does that it may use, as PodSecurityPolicies did;
 * undefined where the level of the namespaces says it all.
 * @param grants undefined where nothing says who may use the policies: then everybody
 */
export function admissionPolicy(
  used: readonly (readonly [PodSecurityPolicy, PspGrant | undefined])[],
  level: Level | undefined,
  words: PolicyWords,
): KubernetesObject | undefined {
  const usable = used.map(([policy, grant]): Usable => {
    const rules = rulesOf(policy).filter(({ coveredBy }) => !isCovered(coveredBy, level));
    return { policy, grant, rules };
  });
  if (usable.length === 0 || usable.some(({ grant, rules }) => rules.length === 0 && isForAll(grant))) return undefined;
  const name = nameOf(usable, level);
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: {
      name,
      labels,
      annotations: { 'breakwater.dev/pod-security-policies': usable.map(({ policy }) => policy.name).join(',') },
    },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['pods', 'pods/ephemeralcontainers'],
          },
        ],
      },
      matchConditions: [{ name: 'not-being-deleted', expression: '!has(object.metadata.deletionTimestamp)' }],
      variables: [
        ...pspVariables,
        ...usable.map(({ rules }, index) => ({ name: `fields${index}`, expression: failingFields(rules) })),
      ],
      validations: [
        {
          expression: usable
            .map(({ grant }, index) => `(${isAllowed(grant)}variables.fields${index}.size() == 0)`)
            .join(' || '),
          message: `${words.refused}: ${usable.map(({ policy }) => policy.name).join(', ')}`,
          messageExpression: [
            celString(`${words.refused}: `),
            usable
              .map(({ policy, grant }, index) => {
                const fields = `variables.fields${index}.join(', ')`;
                const text = isForAll(grant) ? fields : `(${who(grant)} ? ${fields} : ${celString(words.notGranted)})`;
                return `${celString(`${policy.name} (`)} + ${text} + ')'`;
              })
              .join(" + '; ' + "),
          ].join(' + '),
          reason: 'Forbidden',
        },
      ],
    },
  };
}

const labels = { 'app.kubernetes.io/managed-by': 'breakwater' };

/** Binds a policy to namespaces, or to all but some. */
export function policyBinding(
  policy: string,
  action: Action,
  namespaces: { readonly in: readonly string[] } | { readonly notIn: readonly string[] },
): KubernetesObject {
  const [operator, values] = 'in' in namespaces ? ['In', namespaces.in] : ['NotIn', namespaces.notIn];
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'in' in namespaces ? policy : `${policy}-elsewhere`, labels },
    spec: {
      policyName: policy,
      validationActions: [action],
      matchResources: {
        namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator, values }] },
      },
    },
  };
}

function isCovered(coveredBy: Level | undefined, level: Level | undefined): boolean {
  return coveredBy !== undefined && level !== undefined && levels.indexOf(level) >= levels.indexOf(coveredBy);
}

function isForAll(grant: PspGrant | undefined): boolean {
  return grant === undefined || grant.everybody;
}

function isAllowed(grant: PspGrant | undefined): string {
  return isForAll(grant) ? '' : `(${who(grant)}) && `;
}

/** Whether a pod, or whoever makes it, is among those of a grant. */
function who(grant: PspGrant | undefined): string {
  const { accounts = [], users = [], groups = [] } = grant ?? {};
  const list = (names: readonly string[]) => `[${names.map(celString).join(', ')}]`;
  return [
    ...(accounts.length > 0 ? [`variables.spec.?serviceAccountName.orValue('default') in ${list(accounts)}`] : []),
    ...(users.length > 0 ? [`request.userInfo.username in ${list(users)}`] : []),
    ...(groups.length > 0 ? [`request.userInfo.?groups.orValue([]).exists(group, group in ${list(groups)})`] : []),
  ].join(' || ');
}

/** The fields whose rules a pod breaks; none where there are no rules. */
function failingFields(rules: Usable['rules']): string {
  if (rules.length === 0) return "['x'].filter(field, false)";
  return rules.map(({ field, expression }) => `((${expression}) ? [] : [${celString(field)}])`).join(' + ');
}

/** The same from run to run, and another where anything in the policy is. */
function nameOf(usable: readonly Usable[], level: Level | undefined): string {
  const names = usable.map(({ policy }) => policy.name.replaceAll(/[^a-z0-9.-]/g, '-')).join('-');
  const isPlain = usable.length === 1 && isForAll(usable[0]?.grant);
  const facts = JSON.stringify(usable.map(({ policy, grant }) => [policy.name, grant ?? null]));
  const ending = isPlain ? '' : `-${createHash('sha256').update(facts).digest('hex').slice(0, 8)}`;
  return `breakwater-psp-${names.slice(0, 100).replace(/[.-]+$/, '')}${level === undefined ? '' : `-${level}`}${ending}`;
}
