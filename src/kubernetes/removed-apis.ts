import { type MinorVersion, parseVersion } from './version.ts';

/** When Kubernetes served an API. */
export interface ApiLifecycle {
  readonly introduced: MinorVersion;
  /** From this version on its use is warned about; absent where it went without notice (some alpha APIs). */
  readonly deprecated?: MinorVersion;
  /** The first version that doesn't serve it; may be one that is not released yet. */
  readonly removed: MinorVersion;
  /** The apiVersion to use instead, of the same kind; absent where there is none. */
  readonly replacement?: string;
}

/**
 * APIs of Kubernetes itself that were or will be removed: apiVersion, kinds, introduced, deprecated, removed, replacement.
 * Sources: the APILifecycle tags of k8s.io/api v0.19.0 to v0.36.0 and v0.37.2 (with the versions in which the types were really gone,
 * where tags and code disagree); for CustomResourceDefinition and APIService the deprecated API migration guide of kubernetes.io.
 * removed-apis.test.ts holds them against the schemas of the supported versions, which come from real API servers.
 */
const table = `
apps/v1beta1 ControllerRevision 1.7 1.8 1.16 apps/v1
apps/v1beta1 Deployment,DeploymentRollback 1.6 1.8 1.16 apps/v1
apps/v1beta1 Scale 1.6 1.8 1.16 autoscaling/v1
apps/v1beta1 StatefulSet 1.5 1.8 1.16 apps/v1
apps/v1beta2 ControllerRevision,DaemonSet,Deployment,ReplicaSet,StatefulSet 1.8 1.9 1.16 apps/v1
apps/v1beta2 Scale 1.8 1.9 1.16 autoscaling/v1
extensions/v1beta1 DaemonSet,Deployment 1.1 1.8 1.16 apps/v1
extensions/v1beta1 DeploymentRollback 1.2 1.8 1.16 -
extensions/v1beta1 NetworkPolicy 1.3 1.9 1.16 networking.k8s.io/v1
extensions/v1beta1 PodSecurityPolicy 1.2 1.11 1.16 policy/v1beta1
extensions/v1beta1 ReplicaSet 1.2 1.8 1.16 apps/v1
extensions/v1beta1 Scale 1.1 1.2 1.16 -
settings.k8s.io/v1alpha1 PodPreset 1.6 - 1.20 -
batch/v2alpha1 CronJob 1.4 - 1.21 batch/v1
discovery.k8s.io/v1alpha1 EndpointSlice 1.16 - 1.21 discovery.k8s.io/v1
flowcontrol.apiserver.k8s.io/v1alpha1 FlowSchema,PriorityLevelConfiguration 1.18 1.20 1.21 flowcontrol.apiserver.k8s.io/v1beta3
admission.k8s.io/v1beta1 AdmissionReview 1.9 1.19 1.22 admission.k8s.io/v1
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration,ValidatingWebhookConfiguration 1.9 1.16 1.22 admissionregistration.k8s.io/v1
apiextensions.k8s.io/v1beta1 CustomResourceDefinition 1.7 1.16 1.22 apiextensions.k8s.io/v1
apiregistration.k8s.io/v1beta1 APIService 1.7 1.10 1.22 apiregistration.k8s.io/v1
authentication.k8s.io/v1beta1 TokenReview 1.4 1.19 1.22 authentication.k8s.io/v1
authorization.k8s.io/v1beta1 LocalSubjectAccessReview,SelfSubjectAccessReview,SubjectAccessReview 1.2 1.19 1.22 authorization.k8s.io/v1
authorization.k8s.io/v1beta1 SelfSubjectRulesReview 1.8 1.19 1.22 authorization.k8s.io/v1
certificates.k8s.io/v1beta1 CertificateSigningRequest 1.12 1.19 1.22 certificates.k8s.io/v1
coordination.k8s.io/v1beta1 Lease 1.12 1.19 1.22 coordination.k8s.io/v1
extensions/v1beta1 Ingress 1.1 1.14 1.22 networking.k8s.io/v1
networking.k8s.io/v1beta1 Ingress 1.14 1.19 1.22 networking.k8s.io/v1
networking.k8s.io/v1beta1 IngressClass 1.18 1.19 1.22 networking.k8s.io/v1
rbac.authorization.k8s.io/v1beta1 ClusterRole,ClusterRoleBinding,Role,RoleBinding 1.6 1.17 1.22 rbac.authorization.k8s.io/v1
scheduling.k8s.io/v1alpha1 PriorityClass 1.8 1.14 1.22 scheduling.k8s.io/v1
scheduling.k8s.io/v1beta1 PriorityClass 1.11 1.14 1.22 scheduling.k8s.io/v1
storage.k8s.io/v1beta1 CSIDriver 1.14 1.19 1.22 storage.k8s.io/v1
storage.k8s.io/v1beta1 CSINode 1.14 1.17 1.22 storage.k8s.io/v1
storage.k8s.io/v1beta1 StorageClass 1.4 1.19 1.22 storage.k8s.io/v1
storage.k8s.io/v1beta1 VolumeAttachment 1.10 1.19 1.22 storage.k8s.io/v1
storage.k8s.io/v1alpha1 CSIStorageCapacity 1.19 1.21 1.24 storage.k8s.io/v1beta1
storage.k8s.io/v1alpha1 VolumeAttachment 1.9 1.21 1.24 storage.k8s.io/v1
autoscaling/v2beta1 HorizontalPodAutoscaler 1.8 1.22 1.25 autoscaling/v2
batch/v1beta1 CronJob 1.8 1.21 1.25 batch/v1
batch/v1beta1 JobTemplate 1.8 1.22 1.25 -
discovery.k8s.io/v1beta1 EndpointSlice 1.16 1.21 1.25 discovery.k8s.io/v1
events.k8s.io/v1beta1 Event 1.8 1.22 1.25 events.k8s.io/v1
node.k8s.io/v1beta1 RuntimeClass 1.13 1.22 1.25 node.k8s.io/v1
policy/v1beta1 Eviction 1.5 1.22 1.25 policy/v1
policy/v1beta1 PodDisruptionBudget 1.5 1.21 1.25 policy/v1
policy/v1beta1 PodSecurityPolicy 1.10 1.21 1.25 -
autoscaling/v2beta2 HorizontalPodAutoscaler 1.12 1.23 1.26 autoscaling/v2
flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema,PriorityLevelConfiguration 1.20 1.23 1.26 flowcontrol.apiserver.k8s.io/v1beta3
resource.k8s.io/v1alpha1 ResourceClaim,ResourceClaimTemplate 1.26 - 1.27 resource.k8s.io/v1
resource.k8s.io/v1alpha1 ResourceClass,PodScheduling 1.26 - 1.27 -
storage.k8s.io/v1beta1 CSIStorageCapacity 1.21 1.24 1.27 storage.k8s.io/v1
flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema,PriorityLevelConfiguration 1.23 1.26 1.29 flowcontrol.apiserver.k8s.io/v1beta3
networking.k8s.io/v1alpha1 ClusterCIDR 1.25 1.28 1.29 -
resource.k8s.io/v1alpha2 ResourceClaim,ResourceClaimTemplate,ResourceSlice 1.27 - 1.31 resource.k8s.io/v1
resource.k8s.io/v1alpha2 ResourceClass,PodSchedulingContext,ResourceClaimParameters,ResourceClassParameters 1.27 - 1.31 -
admissionregistration.k8s.io/v1alpha1 ValidatingAdmissionPolicy,ValidatingAdmissionPolicyBinding 1.26 1.29 1.32 admissionregistration.k8s.io/v1
authentication.k8s.io/v1alpha1 SelfSubjectReview 1.26 1.29 1.32 authentication.k8s.io/v1
coordination.k8s.io/v1alpha1 LeaseCandidate 1.31 - 1.32 coordination.k8s.io/v1beta1
flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema,PriorityLevelConfiguration 1.26 1.29 1.32 flowcontrol.apiserver.k8s.io/v1
authentication.k8s.io/v1beta1 SelfSubjectReview 1.27 1.30 1.33 authentication.k8s.io/v1
networking.k8s.io/v1alpha1 IPAddress,ServiceCIDR 1.27 1.30 1.33 networking.k8s.io/v1
admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicy,ValidatingAdmissionPolicyBinding 1.28 1.31 1.34 admissionregistration.k8s.io/v1
resource.k8s.io/v1alpha3 DeviceClass,ResourceClaim,ResourceClaimTemplate,ResourceSlice 1.31 1.34 1.34 resource.k8s.io/v1beta1
apidiscovery.k8s.io/v2beta1 APIGroupDiscovery 1.26 1.32 1.35 apidiscovery.k8s.io/v2
certificates.k8s.io/v1alpha1 PodCertificateRequest 1.34 - 1.35 certificates.k8s.io/v1
storage.k8s.io/v1alpha1 VolumeAttributesClass 1.29 1.32 1.35 storage.k8s.io/v1
storagemigration.k8s.io/v1alpha1 StorageVersionMigration 1.30 1.33 1.35 storagemigration.k8s.io/v1
scheduling.k8s.io/v1alpha1 Workload 1.35 - 1.36 scheduling.k8s.io/v1beta1
certificates.k8s.io/v1alpha1 ClusterTrustBundle 1.26 1.34 1.37 certificates.k8s.io/v1
networking.k8s.io/v1beta1 IPAddress,ServiceCIDR 1.31 1.34 1.37 networking.k8s.io/v1
scheduling.k8s.io/v1alpha2 Workload,PodGroup 1.36 - 1.37 scheduling.k8s.io/v1beta1
storage.k8s.io/v1beta1 VolumeAttributesClass 1.31 1.34 1.37 storage.k8s.io/v1
admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicy,MutatingAdmissionPolicyBinding 1.32 1.35 1.38 admissionregistration.k8s.io/v1
coordination.k8s.io/v1alpha2 LeaseCandidate 1.32 1.35 1.38 coordination.k8s.io/v1beta1
resource.k8s.io/v1beta1 DeviceClass,ResourceClaim,ResourceClaimTemplate,ResourceSlice 1.32 1.35 1.38 resource.k8s.io/v1
coordination.k8s.io/v1beta1 LeaseCandidate 1.33 1.36 1.39 -
resource.k8s.io/v1alpha3 DeviceTaintRule 1.33 1.36 1.39 resource.k8s.io/v1
resource.k8s.io/v1beta2 DeviceClass,ResourceClaim,ResourceClaimTemplate,ResourceSlice 1.33 1.36 1.39 resource.k8s.io/v1
admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicy,MutatingAdmissionPolicyBinding 1.34 1.37 1.40 admissionregistration.k8s.io/v1
certificates.k8s.io/v1beta1 ClusterTrustBundle 1.33 1.37 1.40 certificates.k8s.io/v1
certificates.k8s.io/v1beta1 PodCertificateRequest 1.35 1.37 1.40 certificates.k8s.io/v1
storagemigration.k8s.io/v1beta1 StorageVersionMigration 1.35 1.37 1.40 storagemigration.k8s.io/v1
resource.k8s.io/v1alpha3 ResourcePoolStatusRequest 1.36 1.39 1.42 -
resource.k8s.io/v1beta2 DeviceTaintRule 1.36 1.39 1.42 resource.k8s.io/v1
lifecycle.k8s.io/v1alpha1 Eviction,EvictionRequest 1.37 1.40 1.43 -
scheduling.k8s.io/v1beta1 PodGroup,Workload 1.37 1.40 1.43 -
`;

let lifecycles: ReadonlyMap<string, ApiLifecycle> | undefined;

/** Undefined for an API that nobody plans to remove, and for one that is not Kubernetes' own. */
export function apiLifecycle(apiVersion: string, kind: string): ApiLifecycle | undefined {
  lifecycles ??= new Map(removableApis());
  return lifecycles.get(`${apiVersion}/${kind}`);
}

/** Every row of the table, by `apiVersion/kind`. */
export function* removableApis(): Generator<readonly [string, ApiLifecycle]> {
  for (const row of table.trim().split('\n')) {
    const [apiVersion = '', kinds = '', introduced = '', deprecated = '', removed = '', replacement = ''] =
      row.split(' ');
    const lifecycle: ApiLifecycle = {
      introduced: versionOf(introduced),
      ...(deprecated !== '-' && { deprecated: versionOf(deprecated) }),
      removed: versionOf(removed),
      ...(replacement !== '-' && { replacement }),
    };
    for (const kind of kinds.split(',')) yield [`${apiVersion}/${kind}`, lifecycle];
  }
}

function versionOf(text: string): MinorVersion {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`not a version: ${text}`);
  return version;
}
