import type { CheckText } from '../../checks/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { policyExceptions } from './exceptions.ts';
import { namespacesOf, type PolicyOptions } from './policy.ts';

/** What the API server fills in where an object says nothing. */
interface Default {
  readonly resource: string;
  readonly operations: readonly string[];
  /** True of an object that lacks it. */
  readonly lacks: string;
  readonly patchType: 'applyConfiguration' | 'jsonPatch';
  /** @param excepted an expression over `container`, true of those that an exception covers */
  readonly patch: (excepted: string | undefined) => string;
}

/** What only Linux knows: a pod of Windows with it is refused. */
const onLinux =
  "object.?spec.?os.?name.orValue('linux') == 'linux' && object.?spec.?nodeSelector[?'kubernetes.io/os'].orValue('linux') == 'linux'";

/** The alpha annotations must agree with the field: a pod that has them keeps what it has. */
const noSeccompAnnotation =
  "!object.metadata.?annotations.orValue({}).exists(key, key.contains('seccomp.security.alpha.kubernetes.io'))";

/** True of a container that has NET_RAW because nobody said anything; what adds it, or is privileged, wants it. */
const lacksDrop = [
  '!container.?securityContext.?privileged.orValue(false)',
  "!container.?securityContext.?capabilities.?drop.orValue([]).exists(name, name.upperAscii() in ['ALL', 'NET_RAW', 'CAP_NET_RAW'])",
  "!container.?securityContext.?capabilities.?add.orValue([]).exists(name, name.upperAscii() in ['ALL', 'NET_RAW', 'CAP_NET_RAW'])",
].join(' && ');

/** A JSON patch for the containers of a list, for an apply configuration may not touch `drop`, whose list is one value to it. */
function dropIn(list: string, excepted: string | undefined): string {
  const all = `object.spec.?${list}.orValue([])`;
  const left = excepted === undefined ? '' : ` && !${excepted}`;
  const steps = [
    ['!has(container.securityContext)', '/securityContext', "{'capabilities': {'drop': ['NET_RAW']}}"],
    ['!has(container.securityContext.capabilities)', '/securityContext/capabilities', "{'drop': ['NET_RAW']}"],
  ] as const;
  const drop = "container.securityContext.capabilities.?drop.orValue([]) + ['NET_RAW']";
  const path = [...steps.map(([absent, place]) => `${absent} ? '${place}'`), "'/securityContext/capabilities/drop'"];
  const value = [...steps.map(([absent, , whole]) => `${absent} ? dyn(${whole})`), `dyn(${drop})`];
  return `${all}.filter(container, ${lacksDrop}${left}).map(container, JSONPatch{op: 'add', path: '/spec/${list}/' + string(${all}.indexOf(container)) + (${path.join(' : ')}), value: ${value.join(' : ')}})`;
}

/**
 * Fixes that are safe as defaults, by the check that they answer. Pods are changed, not the workloads that make them: what is in Git stays
 * what is in the cluster. Tokens: a pod that names no account gets `default`, which then mounts none; the volume of a token is in the pod
 * before any policy sees it, so the account is the place. A pod or account that says true keeps it, and so do accounts with other names.
 */
const defaults: Readonly<Record<string, Default>> = {
  'pod-seccomp-required': {
    resource: 'pods',
    operations: ['CREATE'],
    lacks: `!object.spec.?securityContext.?seccompProfile.hasValue() && ${noSeccompAnnotation} && ${onLinux}`,
    patchType: 'applyConfiguration',
    patch: () =>
      "Object{spec: Object.spec{securityContext: Object.spec.securityContext{seccompProfile: Object.spec.securityContext.seccompProfile{type: 'RuntimeDefault'}}}}",
  },
  'pod-cap-net-raw': {
    resource: 'pods',
    operations: ['CREATE'],
    lacks: `(object.spec.containers + object.spec.?initContainers.orValue([])).exists(container, ${lacksDrop}) && ${onLinux}`,
    patchType: 'jsonPatch',
    patch: (excepted) => `${dropIn('containers', excepted)} + ${dropIn('initContainers', excepted)}`,
  },
  'sa-automount': {
    resource: 'serviceaccounts',
    operations: ['CREATE', 'UPDATE'],
    lacks: "object.metadata.name == 'default' && !has(object.automountServiceAccountToken)",
    patchType: 'applyConfiguration',
    patch: () => 'Object{automountServiceAccountToken: false}',
  },
};

/** Checks whose fix is a safe default. */
export const defaultedChecks: readonly string[] = Object.keys(defaults);

/**
 * A MutatingAdmissionPolicy and its binding that fill in what the check wants; nothing where more is excepted than a policy can carry.
 * `apiVersion`: one that the API server serves.
 */
export function mutatingObjects(
  id: string,
  options: Pick<PolicyOptions, 'namespaceSelector' | 'exceptions' | 'today'> & {
    readonly text: CheckText;
    readonly apiVersion: string;
  },
): readonly KubernetesObject[] {
  const mutation = defaults[id];
  if (mutation === undefined) throw new Error(`${id} has no default`);
  const { resource, operations, lacks, patchType, patch } = mutation;
  const exceptions = policyExceptions(id, options.exceptions, options.today);
  if (exceptions === undefined) return [];
  const name = `breakwater-default-${id}`;
  const labels = { 'app.kubernetes.io/managed-by': 'breakwater', 'breakwater.dev/check': id };
  const { apiVersion } = options;
  return [
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name, labels, annotations: { 'breakwater.dev/title': options.text.title } },
      spec: {
        // A default must not stand in the way; what refuses is the validating policy.
        failurePolicy: 'Ignore',
        // Containers that webhooks add later get it, too.
        reinvocationPolicy: 'IfNeeded',
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations, resources: [resource] }],
        },
        matchConditions: [{ name: 'lacks-it', expression: lacks }, ...exceptions.conditions],
        mutations: [
          {
            patchType: patchType === 'jsonPatch' ? 'JSONPatch' : 'ApplyConfiguration',
            [patchType]: { expression: patch(exceptions.container) },
          },
        ],
      },
    },
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name, labels },
      spec: { policyName: name, matchResources: { namespaceSelector: namespacesOf(options.namespaceSelector) } },
    },
  ];
}
