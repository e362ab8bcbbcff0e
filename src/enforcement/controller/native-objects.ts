import { type CheckTexts, type Language, ParameterError, runChecks } from '../../checks/index.ts';
import type { ExceptionRule } from '../../findings/index.ts';
import { Inventory } from '../../inventory/index.ts';
import { type KubernetesObject, latestVersion, listOf, parseVersion, recordOf } from '../../kubernetes/index.ts';
import { type NotExported, policyLabel, policyObjects } from '../export/index.ts';
import { checksOf, type Mistake, type Rung, type SecurityPolicy } from '../objects/index.ts';

/** Who owns the fields of what the controller makes; also the value of `app.kubernetes.io/managed-by` on it. */
export const controllerName = 'breakwater-controller';
const managedBy = 'app.kubernetes.io/managed-by';
/**
 * On what the controller makes: the uid of the CustomResourceDefinition under which its policy was seen. Where that definition is gone, so
 * are all policies, and nobody decided against any single one of them.
 */
export const definitionAnnotation = 'breakwater.dev/definition';

export interface NativeOptions {
  /** Of exceptions that are in force. */
  readonly rules: readonly ExceptionRule[];
  readonly texts: Readonly<Record<Language, CheckTexts>>;
  /** The uid of the definition of SecurityPolicy; absent: they are not the controller's, but go into files. */
  readonly definition: string | undefined;
}

/** What a policy wants of the API server. */
export interface NativeWants {
  /** Of each check what it takes, in the order in which it is made: parameters, policy, binding. */
  readonly groups: readonly (readonly KubernetesObject[])[];
  /** Checks that no ValidatingAdmissionPolicy can ask. */
  readonly notNative: readonly { readonly check: string; readonly reason: NotExported | 'webhook' | 'unusable' }[];
  /** Checks that are asked, natively or not. */
  readonly checks: number;
  /** Checks and parameters that can't be used. */
  readonly mistakes: readonly Mistake[];
}

/** The native objects of a policy on a rung of the ladder. */
export function nativeObjects(policy: SecurityPolicy, action: Rung, options: NativeOptions): NativeWants {
  const { checks, parameters, pssVersion, mistakes } = checksOf(policy);
  const groups: (readonly KubernetesObject[])[] = [];
  const notNative: NativeWants['notNative'][number][] = [];
  const unusable: Mistake[] = [];
  const { definition } = options;
  const texts = options.texts[policy.language];
  for (const check of checks) {
    const text = texts[check.id];
    if (text === undefined) throw new Error(`check ${check.id} has no text`);
    if (policy.enforcement === 'Webhook') {
      notNative.push({ check: check.id, reason: 'webhook' });
      continue;
    }
    if (
      parameters[check.id] !== undefined &&
      !isUsable(() => runChecks({ ...asked, checks: [check], parameters, pssVersion }))
    ) {
      unusable.push({ path: `spec.checks.${check.id}.parameters`, key: 'unusable', values: {} });
      notNative.push({ check: check.id, reason: 'unusable' });
      continue;
    }
    const objects = policyObjects(check, {
      // What it would take is worked out on the ground, too: there it is told, not made.
      action: action === 'Off' ? 'Audit' : action,
      namespaceSelector: policy.scope.namespaceSelector,
      exceptions: options.rules,
      parameters,
      pssVersion,
      language: policy.language,
      text,
      today: '',
      owner: {
        name: policy.name,
        excludeNamespaces: policy.scope.excludeNamespaces,
        failurePolicy: policy.failurePolicy,
      },
    });
    if (typeof objects === 'string') notNative.push({ check: check.id, reason: objects });
    else if (action !== 'Off')
      groups.push(definition === undefined ? objects : objects.map((object) => marked(filledIn(object), definition)));
  }
  return { groups, notNative, checks: checks.length, mistakes: [...mistakes, ...unusable] };
}

const asked = {
  inventory: new Inventory([], []),
  kubernetesVersion: parseVersion(latestVersion) ?? { major: 1, minor: 37 },
};

/** A parameter that is no regular expression makes its check unusable, not its policy. */
function isUsable(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (error instanceof ParameterError) return false;
    throw error;
  }
}

function marked(object: KubernetesObject, definition: string): KubernetesObject {
  const { labels, annotations } = object.metadata ?? {};
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: { ...labels, [managedBy]: controllerName },
      annotations: { ...annotations, [definitionAnnotation]: definition },
    },
  };
}

/**
 * With what an API server fills in by itself, so that whatever else is found in an object is somebody's change.
 * Source: k8s.io/kubernetes, pkg/apis/admissionregistration/v1/defaults.go.
 */
function filledIn(object: KubernetesObject): KubernetesObject {
  const spec = recordOf(object.spec);
  if (object.kind === 'ValidatingAdmissionPolicy') {
    const constraints = recordOf(spec.matchConstraints);
    const resourceRules = listOf(constraints.resourceRules).map((rule) => ({ scope: '*', ...recordOf(rule) }));
    return { ...object, spec: { ...spec, matchConstraints: { ...matching, ...constraints, resourceRules } } };
  }
  if (object.kind === 'ValidatingAdmissionPolicyBinding')
    return { ...object, spec: { ...spec, matchResources: { ...matching, ...recordOf(spec.matchResources) } } };
  return object;
}

const matching = { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} };

/** The policy that the controller made an object for; undefined for what it did not make. */
export function ownerOf(object: KubernetesObject): string | undefined {
  const labels = recordOf(object.metadata?.labels);
  if (labels[managedBy] !== controllerName) return undefined;
  const name = labels[policyLabel];
  return typeof name === 'string' && name !== '' ? name : undefined;
}
