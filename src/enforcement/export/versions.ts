import { compareVersions, type MinorVersion } from '../../kubernetes/index.ts';

/** ValidatingAdmissionPolicies are v1, and on, from this version; what is exported uses nothing of CEL that it lacks. */
const oldest: MinorVersion = { major: 1, minor: 30 };

/** Whether API servers of a version take the policies that are exported. */
export function takesPolicies(version: MinorVersion): boolean {
  return compareVersions(version, oldest) >= 0;
}

/** How API servers of a version take MutatingAdmissionPolicies. */
export interface MutatingApi {
  readonly apiVersion: string;
  /** Whether they do so only where somebody switched it on. */
  readonly isOff: boolean;
}

/** Undefined where they know none. Source: the history of the feature gate MutatingAdmissionPolicy in Kubernetes 1.37. */
export function mutatingApi(version: MinorVersion): MutatingApi | undefined {
  const since = (minor: number) => compareVersions(version, { major: 1, minor }) >= 0;
  if (since(36)) return { apiVersion: 'admissionregistration.k8s.io/v1', isOff: false };
  if (since(34)) return { apiVersion: 'admissionregistration.k8s.io/v1beta1', isOff: true };
  if (since(32)) return { apiVersion: 'admissionregistration.k8s.io/v1alpha1', isOff: true };
  return undefined;
}
