import type { Check } from './check.ts';
import { admission } from './topics/admission.ts';
import { apiServer } from './topics/api-server.ts';
import { apiServerAccess } from './topics/api-server-access.ts';
import { apiVersions } from './topics/api-versions.ts';
import { auditPolicy } from './topics/audit-policy.ts';
import { cluster } from './topics/cluster.ts';
import { controlPlane } from './topics/control-plane.ts';
import { encryption } from './topics/encryption.ts';
import { etcd } from './topics/etcd.ts';
import { exposure } from './topics/exposure.ts';
import { hostAccess } from './topics/host-access.ts';
import { hostPaths } from './topics/host-paths.ts';
import { imageVerification } from './topics/image-verification.ts';
import { images } from './topics/images.ts';
import { ingress } from './topics/ingress.ts';
import { ingressNginx } from './topics/ingress-nginx.ts';
import { knownFlaws } from './topics/known-flaws.ts';
import { kubelet } from './topics/kubelet.ts';
import { namespaceLimits } from './topics/namespace-limits.ts';
import { namespaces } from './topics/namespaces.ts';
import { networkPlugins } from './topics/network-plugins.ts';
import { networkPolicies } from './topics/network-policies.ts';
import { networkPolicyRules } from './topics/network-policy-rules.ts';
import { networkReferences } from './topics/network-references.ts';
import { objects } from './topics/objects.ts';
import { otherTools } from './topics/other-tools.ts';
import { podStandardsBaseline } from './topics/pod-standards-baseline.ts';
import { podStandardsRestricted } from './topics/pod-standards-restricted.ts';
import { rbacBindings } from './topics/rbac-bindings.ts';
import { rbacEscalation } from './topics/rbac-escalation.ts';
import { rbacWildcards } from './topics/rbac-wildcards.ts';
import { rbacWorkloads } from './topics/rbac-workloads.ts';
import { reliabilityDisruption } from './topics/reliability-disruption.ts';
import { reliabilityJobs } from './topics/reliability-jobs.ts';
import { reliabilityProbes } from './topics/reliability-probes.ts';
import { reliabilityReplicas } from './topics/reliability-replicas.ts';
import { reliabilitySpread } from './topics/reliability-spread.ts';
import { reliabilityWorkloads } from './topics/reliability-workloads.ts';
import { resources } from './topics/resources.ts';
import { schemas } from './topics/schemas.ts';
import { secretLiterals } from './topics/secret-literals.ts';
import { secretReferences } from './topics/secret-references.ts';
import { secrets } from './topics/secrets.ts';
import { serviceAccounts } from './topics/service-accounts.ts';
import { services } from './topics/services.ts';
import { workloadEntryPoints } from './topics/workload-entry-points.ts';
import { workloadHardening } from './topics/workload-hardening.ts';

/** Every check, in the order of the catalogue. */
export const catalogue: readonly Check[] = [
  ...podStandardsBaseline,
  ...hostAccess,
  ...hostPaths,
  ...podStandardsRestricted,
  ...workloadHardening,
  ...workloadEntryPoints,
  ...rbacBindings,
  ...rbacWildcards,
  ...rbacWorkloads,
  ...rbacEscalation,
  ...serviceAccounts,
  ...namespaces,
  ...admission,
  ...objects,
  ...schemas,
  ...knownFlaws,
  ...apiServerAccess,
  ...apiServer,
  ...auditPolicy,
  ...encryption,
  ...controlPlane,
  ...etcd,
  ...kubelet,
  ...cluster,
  ...networkPlugins,
  ...otherTools,
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
  ...networkPolicies,
  ...networkPolicyRules,
  ...networkReferences,
  ...services,
  ...ingress,
  ...ingressNginx,
  ...exposure,
  ...apiVersions,
];
