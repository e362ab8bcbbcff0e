import { grantCheck } from './rbac-grant.ts';

/*
 * Rights that lead to other rights. Each check asks effective rules (see rbac-grant.ts).
 * Facts: Kubernetes, "RBAC Good Practices"; the CIS benchmark's section 5.1.
 */
const rbac = 'rbac.authorization.k8s.io';
/** Roles whose holder owns the cluster or a namespace: to be allowed to bind one of them by name is no restriction. */
const strongRoles = ['cluster-admin', 'admin', 'edit'];

/**
 * With escalate one writes rights into a role that one doesn't have oneself. A rule with resourceNames still lets that role grow
 * without limit. Rights: escalate on roles or clusterroles.
 */
export const rbacEscalate = grantCheck({
  id: 'rbac-escalate',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#escalate-verb',
  standards: { cis: ['5.1.8'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  grants: [
    { groups: [rbac], resources: ['roles'], verbs: ['escalate'], named: 'lower' },
    { groups: [rbac], resources: ['clusterroles'], verbs: ['escalate'], clusterScoped: true, named: 'lower' },
  ],
});

/**
 * With bind one hands out roles stronger than one's own. Kubernetes asks for bind on the role (in the binding's namespace), not on the
 * binding. Writing bindings without bind is limited to rights that one has; it still spreads them, and is less severe.
 * Rights: bind on roles or clusterroles; create, update, patch on rolebindings or clusterrolebindings.
 */
export const rbacBind = grantCheck({
  id: 'rbac-bind',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#bind-verb',
  standards: { cis: ['5.1.8'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  grants: [
    { groups: [rbac], resources: ['roles', 'clusterroles'], verbs: ['bind'], named: strongRoles },
    {
      groups: [rbac],
      resources: ['rolebindings'],
      verbs: ['create', 'update', 'patch'],
      severity: 'medium',
      message: 'bindings',
    },
    {
      groups: [rbac],
      resources: ['clusterrolebindings'],
      verbs: ['create', 'update', 'patch'],
      clusterScoped: true,
      severity: 'medium',
      message: 'bindings',
    },
  ],
});

/**
 * Acts as somebody else, with all that they may do; the group system:masters is allowed everything. Users and groups live outside
 * namespaces, service accounts inside. Rights: impersonate on users, groups, serviceaccounts, uids, userextras.
 */
export const rbacImpersonate = grantCheck({
  id: 'rbac-impersonate',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#impersonate-verb',
  standards: { cis: ['5.1.8'], nsa: ['auth'], attack: ['T1550.001'], owasp: ['K02'] },
  grants: [
    {
      groups: [''],
      resources: ['users', 'groups'],
      verbs: ['impersonate'],
      clusterScoped: true,
      named: ['system:masters', 'system:admin', 'kubernetes-admin'],
    },
    { groups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
    { groups: ['authentication.k8s.io'], resources: ['uids'], verbs: ['impersonate'], clusterScoped: true },
  ],
});

/**
 * Mints a token of any service account in reach, for use anywhere. Rights: create on serviceaccounts/token. With resourceNames only
 * for those accounts.
 */
export const rbacTokenCreate = grantCheck({
  id: 'rbac-token-create',
  severity: 'high',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request',
  standards: { cis: ['5.1.13'], nsa: ['auth'], attack: ['T1528'], owasp: ['K02'] },
  grants: [{ groups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }],
});

/** Signers whose certificates log in to the API server. */
const clientSigners = [
  'kubernetes.io/*',
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
];

/**
 * Who approves certificate requests makes credentials of any name, which can't be revoked. It takes update on the approval and
 * approve on the signer; either one is reported, because roles add up.
 * Rights: update, patch on certificatesigningrequests/approval; approve or sign on signers, unless only harmless ones are named.
 */
export const rbacCsrApprove = grantCheck({
  id: 'rbac-csr-approve',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing',
  standards: { cis: ['5.1.11'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K09'] },
  grants: [
    {
      groups: ['certificates.k8s.io'],
      resources: ['certificatesigningrequests/approval'],
      verbs: ['update', 'patch'],
      clusterScoped: true,
    },
    {
      groups: ['certificates.k8s.io'],
      resources: ['signers'],
      verbs: ['approve', 'sign'],
      clusterScoped: true,
      named: clientSigners,
    },
  ],
});

/**
 * An admission webhook or policy sees and may change every object that is written, Secrets included; without it what it protected is
 * open. Rights: write on webhook configurations, admission policies and their bindings. A named one can still be widened to
 * everything, so resourceNames only lower it.
 */
export const rbacWebhooks = grantCheck({
  id: 'rbac-webhooks',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks',
  standards: { cis: ['5.1.12'], nsa: ['auth'], attack: ['T1562.001'], owasp: ['K02'] },
  grants: [
    {
      groups: ['admissionregistration.k8s.io'],
      resources: [
        'validatingwebhookconfigurations',
        'mutatingwebhookconfigurations',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
        'mutatingadmissionpolicies',
        'mutatingadmissionpolicybindings',
      ],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      clusterScoped: true,
      named: 'lower',
    },
  ],
});

/**
 * ConfigMaps in kube-system steer the cluster: aws-auth maps cloud identities to groups (EKS), coredns answers every name.
 * Elsewhere writing ConfigMaps is everyday work and not reported.
 * Rights: create, update, patch on configmaps that reach kube-system, or name one of those.
 */
export const rbacConfigmapWrite = grantCheck({
  id: 'rbac-configmap-write',
  severity: 'high',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html',
  standards: { nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  grants: [
    {
      groups: [''],
      resources: ['configmaps'],
      verbs: ['create', 'update', 'patch'],
      namespace: 'kube-system',
      named: ['aws-auth', 'coredns', 'coredns-custom', 'kube-dns', 'kube-proxy', 'kubeadm-config', 'kubelet-config'],
    },
  ],
});

/**
 * Takes over the traffic of others: an endpoint or a service status sends it elsewhere (CVE-2020-8554), a NetworkPolicy or an Ingress
 * opens what was closed. Rights: write on endpoints, endpointslices, services/status, networkpolicies, ingresses.
 */
export const rbacNetworkingWrite = grantCheck({
  id: 'rbac-networking-write',
  severity: 'medium',
  source: 'https://github.com/kubernetes/kubernetes/issues/97076',
  standards: { nsa: ['auth'], attack: ['T1557'], owasp: ['K02'] },
  grants: [
    { groups: [''], resources: ['services/status', 'endpoints'], verbs: ['create', 'update', 'patch'] },
    { groups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['create', 'update', 'patch'] },
    {
      groups: ['networking.k8s.io', 'extensions'],
      resources: ['networkpolicies', 'ingresses'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    {
      groups: ['cilium.io'],
      resources: ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
    {
      groups: ['projectcalico.org', 'crd.projectcalico.org'],
      resources: ['networkpolicies', 'globalnetworkpolicies'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    },
  ],
});

export const rbacEscalation = [
  rbacEscalate,
  rbacBind,
  rbacImpersonate,
  rbacTokenCreate,
  rbacCsrApprove,
  rbacWebhooks,
  rbacConfigmapWrite,
  rbacNetworkingWrite,
];
