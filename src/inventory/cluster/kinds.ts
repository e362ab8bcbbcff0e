import type { ApiResource } from '../../kubernetes/client/index.ts';

/** Why objects of a kind are not read. */
type Reason =
  | 'changes all the time and declares nothing' // events, leases
  | 'follows from others that are read' // endpoints
  | 'is an answer, not an object' // reviews
  | 'is a report of another tool' // those that no check reads
  | 'belongs to the data plane'; // what CNIs keep

/**
 * Kinds that are not read, as `group/Kind`, `group/*` for a whole group. Everything else that can be listed and watched is.
 * Sources: discovery of Kubernetes 1.37 and of the named projects.
 */
const notRead: Readonly<Record<string, Reason>> = {
  'certificates.k8s.io/PodCertificateRequest': 'changes all the time and declares nothing',
  '/Event': 'changes all the time and declares nothing',
  'events.k8s.io/*': 'changes all the time and declares nothing',
  'coordination.k8s.io/*': 'changes all the time and declares nothing',
  '/Endpoints': 'follows from others that are read',
  'discovery.k8s.io/*': 'follows from others that are read',
  'apps/ControllerRevision': 'follows from others that are read',
  '/ComponentStatus': 'is an answer, not an object',
  '/Binding': 'is an answer, not an object',
  'authentication.k8s.io/*': 'is an answer, not an object',
  'authorization.k8s.io/*': 'is an answer, not an object',
  'metrics.k8s.io/*': 'is an answer, not an object',
  'custom.metrics.k8s.io/*': 'is an answer, not an object',
  'external.metrics.k8s.io/*': 'is an answer, not an object',
  'internal.apiserver.k8s.io/*': 'changes all the time and declares nothing',
  'storage.k8s.io/VolumeAttachment': 'follows from others that are read',
  'storage.k8s.io/CSINode': 'follows from others that are read',
  'storage.k8s.io/CSIStorageCapacity': 'changes all the time and declares nothing',
  'resource.k8s.io/ResourceSlice': 'changes all the time and declares nothing',
  'networking.k8s.io/IPAddress': 'follows from others that are read',
  'packages.operators.coreos.com/*': 'is an answer, not an object',
  'reports.kyverno.io/*': 'is a report of another tool',
  'kyverno.io/UpdateRequest': 'changes all the time and declares nothing',
  'aquasecurity.github.io/SbomReport': 'is a report of another tool',
  'aquasecurity.github.io/ClusterSbomReport': 'is a report of another tool',
  'aquasecurity.github.io/ClusterComplianceReport': 'is a report of another tool',
  'spdx.softwarecomposition.kubescape.io/*': 'is a report of another tool',
  'cilium.io/CiliumEndpoint': 'belongs to the data plane',
  'cilium.io/CiliumEndpointSlice': 'belongs to the data plane',
  'cilium.io/CiliumIdentity': 'belongs to the data plane',
  'cilium.io/CiliumNode': 'belongs to the data plane',
  'crd.projectcalico.org/IPAMBlock': 'belongs to the data plane',
  'crd.projectcalico.org/IPAMHandle': 'belongs to the data plane',
  'crd.projectcalico.org/BlockAffinity': 'belongs to the data plane',
  'crd.projectcalico.org/IPAMConfig': 'belongs to the data plane',
  'acme.cert-manager.io/*': 'changes all the time and declares nothing',
};

/** Whether objects of a resource are read: it can be listed and watched, and declares something. */
export function isRead({ group, kind, plural, verbs }: ApiResource): boolean {
  if (plural.includes('/') || !verbs.includes('list') || !verbs.includes('watch')) return false;
  return !isLeftOut(`${group}/${kind}`);
}

/** Whether a kind is not read although it may be there. */
export function isLeftOut(groupKind: string): boolean {
  return Object.hasOwn(notRead, groupKind) || Object.hasOwn(notRead, groupKind.replace(/\/.*$/, '/*'));
}

/** Kinds of which only metadata is asked: their data must not enter this process. */
export function isMetadataOnly(groupKind: string): boolean {
  return groupKind === '/Secret';
}
