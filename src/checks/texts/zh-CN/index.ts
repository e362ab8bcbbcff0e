import type { CheckTexts } from '../text.ts';
import { admission } from './admission.ts';
import { apiServer } from './api-server.ts';
import { controlPlane } from './control-plane.ts';
import { hostAccess } from './host-access.ts';
import { hostPaths } from './host-paths.ts';
import { imageVerification } from './image-verification.ts';
import { images } from './images.ts';
import { namespaceLimits } from './namespace-limits.ts';
import { namespaces } from './namespaces.ts';
import { exposure, ingress, network, services } from './network.ts';
import { networkPlugins } from './network-plugins.ts';
import { objects } from './objects.ts';
import { otherTools } from './other-tools.ts';
import { podStandardsBaseline } from './pod-standards-baseline.ts';
import { podStandardsRestricted } from './pod-standards-restricted.ts';
import { rbacBindings } from './rbac-bindings.ts';
import { rbacGrants, rbacWildcards } from './rbac-grants.ts';
import { reliabilityDisruption } from './reliability-disruption.ts';
import { reliabilityJobs } from './reliability-jobs.ts';
import { reliabilityProbes } from './reliability-probes.ts';
import { reliabilityReplicas } from './reliability-replicas.ts';
import { reliabilitySpread } from './reliability-spread.ts';
import { reliabilityWorkloads } from './reliability-workloads.ts';
import { resources } from './resources.ts';
import { secretLiterals } from './secret-literals.ts';
import { secretReferences } from './secret-references.ts';
import { secrets } from './secrets.ts';
import { serviceAccounts } from './service-accounts.ts';
import { workloadEntryPoints } from './workload-entry-points.ts';
import { workloadHardening } from './workload-hardening.ts';

export const texts: CheckTexts = {
  ...podStandardsBaseline,
  ...hostAccess,
  ...hostPaths,
  ...podStandardsRestricted,
  ...workloadHardening,
  ...workloadEntryPoints,
  ...rbacBindings,
  ...rbacGrants,
  ...rbacWildcards,
  ...serviceAccounts,
  ...namespaces,
  ...admission,
  ...objects,
  ...apiServer,
  ...controlPlane,
  ...resources,
  ...namespaceLimits,
  ...reliabilityProbes,
  ...reliabilityReplicas,
  ...reliabilityDisruption,
  ...reliabilitySpread,
  ...reliabilityWorkloads,
  ...reliabilityJobs,
  ...images,
  ...imageVerification,
  ...secrets,
  ...secretLiterals,
  ...secretReferences,
  ...network,
  ...networkPlugins,
  ...otherTools,
  ...services,
  ...ingress,
  ...exposure,
};
