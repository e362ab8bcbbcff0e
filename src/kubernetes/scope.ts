import { groupOf } from './object.ts';

/**
 * Kinds of Kubernetes itself that live outside namespaces (1.37's discovery, and kinds of older versions).
 * CRDs say their scope themselves; a kind that is in neither place counts as namespaced.
 */
const clusterScoped = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  '/ComponentStatus',
  'admissionregistration.k8s.io/*',
  'apiextensions.k8s.io/*',
  'apiregistration.k8s.io/*',
  'authentication.k8s.io/TokenReview',
  'authentication.k8s.io/SelfSubjectReview',
  'authorization.k8s.io/SubjectAccessReview',
  'authorization.k8s.io/SelfSubjectAccessReview',
  'authorization.k8s.io/SelfSubjectRulesReview',
  'certificates.k8s.io/CertificateSigningRequest',
  'certificates.k8s.io/ClusterTrustBundle',
  'flowcontrol.apiserver.k8s.io/*',
  'internal.apiserver.k8s.io/*',
  'networking.k8s.io/IngressClass',
  'networking.k8s.io/IPAddress',
  'networking.k8s.io/ServiceCIDR',
  'node.k8s.io/RuntimeClass',
  'policy/PodSecurityPolicy',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'resource.k8s.io/DeviceClass',
  'resource.k8s.io/DeviceTaintRule',
  'resource.k8s.io/ResourceSlice',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass',
  'storagemigration.k8s.io/StorageVersionMigration',
  'policy.networking.k8s.io/*',
  'gateway.networking.k8s.io/GatewayClass',
  'cert-manager.io/ClusterIssuer',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
  'projectcalico.org/GlobalNetworkPolicy',
  'kyverno.io/ClusterPolicy',
  'wgpolicyk8s.io/ClusterPolicyReport',
  'openreports.io/ClusterReport',
  'aquasecurity.github.io/ClusterConfigAuditReport',
  'aquasecurity.github.io/ClusterRbacAssessmentReport',
  'aquasecurity.github.io/ClusterInfraAssessmentReport',
  'aquasecurity.github.io/ClusterVulnerabilityReport',
  'constraints.gatekeeper.sh/*',
  'breakwater.dev/*',
]);

/** Whether a kind lives outside namespaces, as far as can be known without its CRD. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  return clusterScoped.has(`${group}/${kind}`) || clusterScoped.has(`${group}/*`);
}
