import type { Examples } from './example.ts';

const webhook = (kind: string, name: string, rest: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}WebhookConfiguration
metadata: { name: ${name} }
webhooks:
  - name: check.${name}.example.com
    admissionReviewVersions: [v1]
    sideEffects: None
    rules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    ${rest}
`;
const inside = 'clientConfig: { service: { name: policy, namespace: policy } }';

const policy = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: no-latest }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
  validations: [{ expression: "object.spec.containers.all(c, !c.image.endsWith(':latest'))" }]
`;
const binding = (actions: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: no-latest }
spec: { policyName: no-latest, validationActions: [${actions}] }
`;

const laddered = binding('Warn').replace(
  'name: no-latest }',
  'name: no-latest, labels: { breakwater.dev/policy: images } }',
);
const securityPolicy = `
apiVersion: breakwater.dev/v1alpha1
kind: SecurityPolicy
metadata: { name: images }
spec: { checks: { img-latest: {} }, action: Warn }
`;

const kyverno = (spec: string, validate: string) => `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: no-latest }
spec:
  ${spec}
  rules:
    - name: tag
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate: { message: no latest, ${validate} pattern: { spec: { containers: [{ image: "!*:latest" }] } } }
`;

const exception = (metadata: string, rules: string, resources: string) => `
apiVersion: kyverno.io/v2
kind: PolicyException
metadata: { name: backup, namespace: backup${metadata} }
spec:
  exceptions: [{ policyName: host-path, ruleNames: [${rules}] }]
  match: { any: [{ resources: { ${resources} } }] }
`;
const ends = ', labels: { cleanup.kyverno.io/ttl: 30d }';

export const admission: Examples = {
  'adm-webhook-fail-open': {
    pass: [
      { title: 'fails closed by default', yaml: webhook('Validating', 'policy', inside) },
      {
        title: 'a mutating webhook that has nothing to do with security',
        yaml: webhook('Mutating', 'sidecars', `${inside}\n    failurePolicy: Ignore`),
      },
    ],
    fail: [
      {
        title: 'a validating webhook that is ignored when it fails',
        yaml: webhook('Validating', 'shop', `${inside}\n    failurePolicy: Ignore`),
      },
      {
        title: 'a policy engine passed by with a label, and when it fails',
        yaml: webhook(
          'Mutating',
          'kyverno',
          `${inside}\n    failurePolicy: Ignore\n    objectSelector: { matchExpressions: [{ key: skip, operator: DoesNotExist }] }`,
        ),
        count: 2,
      },
      {
        title: 'waits too long',
        yaml: webhook('Validating', 'shop', `${inside}\n    timeoutSeconds: 30`),
      },
    ],
  },
  'adm-webhook-external': {
    pass: [
      { title: 'a Service of the cluster', yaml: webhook('Validating', 'policy', inside) },
      {
        title: 'an address of the cluster',
        yaml: webhook('Validating', 'policy', 'clientConfig: { url: "https://policy.policy.svc:8443/check" }'),
      },
      {
        title: 'a host that the parameter names',
        yaml: webhook('Validating', 'policy', 'clientConfig: { url: "https://policy.example.com/check" }'),
        parameters: { hosts: ['policy.example.com'] },
      },
    ],
    fail: [
      {
        title: 'a host on the internet',
        yaml: webhook('Mutating', 'policy', 'clientConfig: { url: "https://policy.example.com/check" }'),
      },
      {
        title: 'a host that only looks like the cluster',
        yaml: webhook('Mutating', 'policy', 'clientConfig: { url: "https://policy.svc.evil.example.com/" }'),
      },
    ],
  },
  'adm-policy-audit-only': {
    pass: [
      { title: 'a policy that denies', yaml: `${policy}---${binding('Deny, Audit')}` },
      { title: 'Kyverno enforces', yaml: kyverno('validationFailureAction: Enforce', '') },
      { title: 'Kyverno enforces by rule', yaml: kyverno('background: true', 'failureAction: Enforce,') },
      {
        title: 'a binding that a SecurityPolicy has made on its rung',
        yaml: `${policy}---${laddered}---${securityPolicy}`,
      },
      {
        title: 'a Gatekeeper constraint denies by default',
        yaml: `
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata: { name: repos }
spec: { match: { kinds: [{ apiGroups: [""], kinds: [Pod] }] } }
`,
      },
    ],
    fail: [
      { title: 'a binding that only warns', yaml: `${policy}---${binding('Warn')}` },
      { title: 'a binding that says it is of a SecurityPolicy that is not there', yaml: `${policy}---${laddered}` },
      { title: 'a policy that nothing binds', yaml: policy },
      { title: 'Kyverno audits by default', yaml: kyverno('background: true', '') },
      {
        title: 'a Gatekeeper constraint on trial',
        yaml: `
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata: { name: repos }
spec: { enforcementAction: dryrun }
`,
      },
      {
        title: 'Kubewarden monitors',
        yaml: `
apiVersion: policies.kubewarden.io/v1
kind: ClusterAdmissionPolicy
metadata: { name: privileged }
spec: { mode: monitor, module: "registry://ghcr.io/kubewarden/policies/pod-privileged:v1.0.0", mutating: false, rules: [] }
`,
      },
    ],
  },
  'adm-exception-scope': {
    pass: [
      {
        title: 'names rule and resource, and ends',
        yaml: exception(ends, 'host-path', 'kinds: [Pod], namespaces: [backup], names: ["agent-*"]'),
      },
    ],
    fail: [
      { title: 'every rule', yaml: exception(ends, '"*"', 'kinds: [Pod], names: [agent]') },
      { title: 'every Pod', yaml: exception(ends, 'host-path', 'kinds: [Pod]') },
      { title: 'never ends', yaml: exception('', 'host-path', 'kinds: [Pod], names: [agent]') },
      {
        title: 'a controller exempt from Pod Security',
        yaml: `
apiVersion: pod-security.admission.config.k8s.io/v1
kind: PodSecurityConfiguration
exemptions: { usernames: ["system:serviceaccount:kube-system:replicaset-controller"] }
`,
      },
    ],
  },
};
