import { objectsGroup, objectsVersion, parametersNamespace } from '../../enforcement/index.ts';
import type { ApiResource } from '../../kubernetes/client/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';

function resource(group: string, version: string, kind: string, plural: string, namespaced = false): ApiResource {
  return { group, version, kind, plural, namespaced, verbs: [] };
}

export const policies = resource(objectsGroup, objectsVersion, 'SecurityPolicy', 'securitypolicies');
export const exceptions = resource(objectsGroup, objectsVersion, 'SecurityException', 'securityexceptions');

const admission = 'admissionregistration.k8s.io';

/** Kinds of which the controller makes objects. */
export const natives: readonly ApiResource[] = [
  resource('', 'v1', 'ConfigMap', 'configmaps', true),
  resource(admission, 'v1', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies'),
  resource(admission, 'v1', 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings'),
];

/** Where objects of the kind are that concern the controller. */
export function namespaceFor({ namespaced }: ApiResource): string | undefined {
  return namespaced ? parametersNamespace : undefined;
}

/** The path of the definition of one of our kinds. */
export function definitionPath({ plural, group }: ApiResource): string {
  return `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${plural}.${group}`;
}

export function nativeResource({ kind }: KubernetesObject): ApiResource {
  const found = natives.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`${kind} is no kind that the controller makes`);
  return found;
}
