/** Policies, objects, and what must be said of them; a pod's creation is asked about where a policy asks of pods only. */
interface Case {
  readonly title: string;
  readonly policies: string;
  readonly objects: string;
  readonly violations?: readonly string[];
  readonly unanswered?: readonly string[];
}

interface LoadingCase {
  readonly title: string;
  readonly policies: string;
  readonly diagnostics?: readonly string[];
  readonly notes?: readonly string[];
}

const deployments = '{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }';
const pods = '{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }';

const policy = (match: string, spec: string, metadata = '') => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: p${metadata} }
spec:
  matchConstraints: { ${match} }
${spec.replace(/^/gm, '  ')}
`;
const binding = (spec = '', name = 'b') => `
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: ${name} }
spec: { policyName: p, ${spec === '' ? 'validationActions: [Deny]' : spec} }
`;
const rules = (...list: string[]) => `resourceRules: [${list.join(', ')}]`;
const few = (match = rules(deployments)) =>
  policy(match, 'validations: [{ expression: "object.spec.replicas <= 3", message: " too many " }]');

const deployment = (name: string, spec: string, metadata = '') => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${metadata} }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: "registry.example.com/web:1.2.3" }] }
`;
const pod =
  '\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: solo }\nspec: { containers: [{ name: app, image: web }] }\n';
const namespace = (name: string, labels: string) =>
  `\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`;
const config = (name: string, data: string, metadata = '') =>
  `\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${metadata} }\ndata: { ${data} }\n`;

const many = deployment('web', 'replicas: 5');
const denied = ['policy/p high Deployment/web: too many'];

export const cases: readonly Case[] = [
  { title: 'a validation that does not hold', policies: few() + binding(), objects: many, violations: denied },
  { title: 'one that holds', policies: few() + binding(), objects: deployment('web', 'replicas: 3') },
  { title: 'defaults of the API server are filled in', policies: few() + binding(), objects: deployment('web', '') },
  {
    title: 'an older version of the policy API',
    policies: (few() + binding()).replaceAll('k8s.io/v1', 'k8s.io/v1beta1'),
    objects: many,
    violations: denied,
  },
  {
    title: 'the binding’s actions decide the severity, the worst of several bindings wins',
    policies: few() + binding('validationActions: [Audit]', 'a') + binding('validationActions: [Warn]', 'w'),
    objects: many,
    violations: ['policy/p medium Deployment/web: too many'],
  },
  {
    title: 'an annotation decides the severity',
    policies:
      policy(
        rules(deployments),
        'validations: [{ expression: "false" }]',
        ', annotations: { breakwater.dev/severity: critical }',
      ) + binding(),
    objects: many,
    violations: ['policy/p critical Deployment/web: failed expression: false'],
  },
  { title: 'a policy without a binding is asked of everything', policies: few(), objects: many, violations: denied },
  {
    title: 'messageExpression, and message where it gives nothing of use',
    policies:
      policy(
        rules(deployments),
        `validations:
  - { expression: "object.spec.replicas <= 3", messageExpression: "'at most 3, not ' + string(object.spec.replicas)" }
  - { expression: "object.spec.replicas <= 4", message: fixed, messageExpression: "'two\\\\nlines'" }
  - { expression: "object.spec.replicas <= 2", message: fixed too, messageExpression: "string(object.nothing)" }`,
      ) + binding(),
    objects: many,
    violations: [
      'policy/p high Deployment/web: at most 3, not 5',
      'policy/p high Deployment/web: fixed',
      'policy/p high Deployment/web: fixed too',
    ],
  },
  {
    title: 'variables may use variables, and are worked out when asked for',
    policies:
      policy(
        rules(deployments),
        `variables:
  - { name: broken, expression: "object.nothing.at.all" }
  - { name: containers, expression: "object.spec.template.spec.containers" }
  - { name: images, expression: "variables.containers.map(c, c.image)" }
validations: [{ expression: "variables.images.all(i, i.startsWith('other/'))", messageExpression: "'not from other: ' + string(variables.images)" }, { expression: "variables.images.all(i, i.contains('web'))" }]`,
      ).replace('string(variables.images)', 'variables.images[0]') + binding(),
    objects: many,
    violations: ['policy/p high Deployment/web: not from other: registry.example.com/web:1.2.3'],
  },
  {
    title: 'an error counts where the policy fails closed',
    policies: policy(rules(deployments), 'validations: [{ expression: "object.spec.nothing == 1" }]') + binding(),
    objects: many,
    violations: [
      "policy/p high Deployment/web: expression 'object.spec.nothing == 1' resulted in error: no such key: nothing",
    ],
  },
  {
    title: 'and not where it does not',
    policies:
      policy(rules(deployments), 'failurePolicy: Ignore\nvalidations: [{ expression: "object.spec.nothing == 1" }]') +
      binding(),
    objects: many,
  },
  {
    title: 'a condition that is false ends it, whatever the others do',
    policies:
      policy(
        rules(deployments),
        `matchConditions: [{ name: broken, expression: "object.nothing" }, { name: never, expression: "object.metadata.name == 'x'" }]
validations: [{ expression: "false" }]`,
      ).replace('"object.nothing"', '"object.nothing == 1"') + binding(),
    objects: many,
  },
  {
    title: 'a condition that fails counts as the policy fails',
    policies:
      policy(
        rules(deployments),
        'matchConditions: [{ name: broken, expression: "object.nothing == 1" }]\nvalidations: [{ expression: "false" }]',
      ) + binding(),
    objects: many,
    violations: ['policy/p high Deployment/web: matchCondition broken resulted in error: no such key: nothing'],
  },
  {
    title: 'who asks is not known here',
    policies:
      policy(rules(deployments), `validations: [{ expression: "request.userInfo.username == 'mei'" }]`) + binding(),
    objects: many,
    unanswered: [
      'policy/p has no answer for Deployment web: request.userInfo: who makes the request is not known here',
    ],
  },
  {
    title: 'what the authorizer would say is not known, unless it does not matter',
    policies:
      policy(
        rules(deployments),
        `validations: [{ expression: "authorizer.group('apps').resource('deployments').check('create').allowed()" }, { expression: "object.spec.replicas < 9 || authorizer.requestResource.check('scale').allowed()" }]`,
      ) + binding(),
    objects: many,
    unanswered: [
      'policy/p has no answer for Deployment web: authorizer: what the requesting user may do is not known here',
    ],
  },
  {
    title: 'the request',
    policies:
      policy(
        rules(deployments),
        `validations: [{ expression: "request.operation == 'CREATE' && request.kind.kind == 'Deployment' && request.resource.resource == 'deployments' && request.namespace == 'shop' && request.name == 'web' && oldObject == null && object.metadata.namespace == 'shop'" }]`,
      ) + binding(),
    objects: deployment('web', 'replicas: 1', ', namespace: shop'),
  },
  {
    title: 'other operations, groups, versions, resources and subresources are not asked',
    policies:
      few(
        rules(
          '{ apiGroups: [apps], apiVersions: [v1], operations: [UPDATE, DELETE], resources: [deployments] }',
          '{ apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [deployments] }',
          '{ apiGroups: [apps], apiVersions: [v1], operations: ["*"], resources: [deployments/scale, "*/scale"] }',
        ),
      ) + binding(),
    objects: many,
  },
  {
    title: 'wildcards',
    policies:
      few(rules('{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"] }')).replace(
        'object.spec.replicas <= 3',
        "object.kind != 'Deployment'",
      ) + binding(),
    objects: many + config('c', 'a: b'),
    violations: denied,
  },
  {
    title: 'names, and exclusions',
    policies:
      few(
        `resourceRules: [{ ${deployments.slice(2, -2)}, resourceNames: [web, api] }], excludeResourceRules: [{ ${deployments.slice(2, -2)}, resourceNames: [api] }]`,
      ) + binding(),
    objects: many + deployment('api', 'replicas: 5') + deployment('cron', 'replicas: 5'),
    violations: denied,
  },
  {
    title: 'scope',
    policies:
      policy(
        rules('{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"], scope: Cluster }'),
        'validations: [{ expression: "false", message: "no" }]',
      ) + binding(),
    objects: many + namespace('shop', 'a: b'),
    violations: ['policy/p high Namespace/shop: no'],
  },
  {
    title: 'selectors of the object and of the namespace, and those of the binding',
    policies:
      few(
        `${rules(deployments)}, objectSelector: { matchLabels: { tier: web } }, namespaceSelector: { matchExpressions: [{ key: env, operator: In, values: [prod] }] }`,
      ) +
      binding(
        'validationActions: [Deny], matchResources: { objectSelector: { matchExpressions: [{ key: skip, operator: DoesNotExist }] } }',
      ),
    objects:
      namespace('prod', 'env: prod') +
      namespace('dev', 'env: dev') +
      deployment('web', 'replicas: 5', ', namespace: prod, labels: { tier: web }') +
      deployment('skipped', 'replicas: 5', ', namespace: prod, labels: { tier: web, skip: "" }') +
      deployment('batch', 'replicas: 5', ', namespace: prod') +
      deployment('dev', 'replicas: 5', ', namespace: dev, labels: { tier: web }'),
    violations: denied,
  },
  {
    title: 'a namespace that is not in the input: its name may be enough',
    policies:
      few(
        `${rules(deployments)}, namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }] }`,
      ) + binding(),
    objects:
      deployment('web', 'replicas: 5', ', namespace: shop') +
      deployment('dns', 'replicas: 5', ', namespace: kube-system'),
    violations: denied,
  },
  {
    title: 'or not',
    policies: few(`${rules(deployments)}, namespaceSelector: { matchLabels: { env: prod } }`) + binding(),
    objects:
      deployment('web', 'replicas: 5', ', namespace: shop') + deployment('api', 'replicas: 5', ', namespace: shop'),
    unanswered: [
      'policy/p has no answer for Deployment web and 1 more: namespace shop is not in the input, so its labels are not known',
    ],
  },
  {
    title: 'namespaceObject',
    policies:
      policy(
        rules(deployments),
        `validations: [{ expression: "namespaceObject.metadata.labels['env'] != 'prod'", message: "no" }]`,
      ) + binding(),
    objects:
      namespace('shop', 'env: prod') +
      deployment('web', '', ', namespace: shop') +
      deployment('other', '', ', namespace: other'),
    violations: ['policy/p high Deployment/web: no'],
    unanswered: [
      'policy/p has no answer for Deployment other: namespace other is not in the input, so its labels are not known',
    ],
  },
  {
    title: 'pods that a workload would make, where the policy does not ask of the workload',
    policies:
      policy(
        rules(pods),
        `validations: [{ expression: "object.spec.containers.all(c, c.image.contains('@'))", message: "no digest" }]`,
      ) + binding(),
    objects: many + pod,
    violations: ['policy/p high Deployment/web.spec.template: no digest', 'policy/p high Pod/solo: no digest'],
  },
  {
    title: 'and once only, where it asks of both',
    policies: policy(rules(pods, deployments), 'validations: [{ expression: "false", message: "no" }]') + binding(),
    objects: many,
    violations: ['policy/p high Deployment/web: no'],
  },
  // First of those with parameters: an API server that has stopped watching a kind of parameters doesn't list it anew at once.
  {
    title: 'parameters by selector, in the namespace of the object, one question for each',
    policies:
      policy(
        rules(deployments),
        'paramKind: { apiVersion: v1, kind: ConfigMap }\nvalidations: [{ expression: "object.spec.replicas <= int(params.data.most)", messageExpression: "\'at most \' + params.data.most" }]',
      ) +
      binding(
        'validationActions: [Deny], paramRef: { selector: { matchLabels: { limits: "yes" } }, parameterNotFoundAction: Deny }',
      ),
    objects:
      many +
      config('a', 'most: "4"', ', labels: { limits: "yes" }') +
      config('b', 'most: "3"', ', labels: { limits: "yes" }') +
      config('c', 'most: "1"'),
    violations: ['policy/p high Deployment/web: at most 4', 'policy/p high Deployment/web: at most 3'],
  },
  {
    title: 'parameters by name, in the policies’ files',
    policies:
      policy(
        rules(deployments),
        'paramKind: { apiVersion: v1, kind: ConfigMap }\nvalidations: [{ expression: "object.spec.replicas <= int(params.data.most)", messageExpression: "\'at most \' + params.data.most" }]',
      ) +
      binding(
        'validationActions: [Deny], paramRef: { name: limits, namespace: policies, parameterNotFoundAction: Deny }',
      ) +
      config('limits', 'most: "4"', ', namespace: policies') +
      config('limits', 'most: "9"', ', namespace: other'),
    objects: many,
    violations: ['policy/p high Deployment/web: at most 4'],
  },
  {
    title: 'parameters that are missing: denied',
    policies:
      policy(
        rules(deployments),
        'paramKind: { apiVersion: v1, kind: ConfigMap }\nvalidations: [{ expression: "params != null" }]',
      ) + binding('validationActions: [Deny], paramRef: { name: limits, parameterNotFoundAction: Deny }'),
    objects: many,
    violations: [
      'policy/p high Deployment/web: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction',
    ],
  },
  {
    title: 'parameters that are missing: allowed',
    policies:
      policy(
        rules(deployments),
        'paramKind: { apiVersion: v1, kind: ConfigMap }\nvalidations: [{ expression: "false" }]',
      ) + binding('validationActions: [Deny], paramRef: { name: limits, parameterNotFoundAction: Allow }'),
    objects: many,
  },
  {
    title: 'a binding without parameters asks with none',
    policies:
      policy(
        rules(deployments),
        'paramKind: { apiVersion: v1, kind: ConfigMap }\nvalidations: [{ expression: "params != null", message: "none" }]',
      ) + binding(),
    objects: many,
    violations: ['policy/p high Deployment/web: none'],
  },
  {
    title: 'cluster-scoped parameters of a kind whose CRD is nowhere',
    policies:
      policy(
        rules(deployments),
        'paramKind: { apiVersion: example.com/v1, kind: Limit }\nvalidations: [{ expression: "object.spec.replicas <= params.most", message: "no" }]',
      ) +
      binding('validationActions: [Deny], paramRef: { name: all, parameterNotFoundAction: Deny }') +
      '\n---\napiVersion: example.com/v1\nkind: Limit\nmetadata: { name: all }\nmost: 4\n',
    objects: deployment('web', 'replicas: 5', ', namespace: shop'),
    violations: ['policy/p high Deployment/web: no'],
  },
  {
    title: 'a custom kind, by the plural name that its CRD declares, in a version that it converts from',
    policies:
      policy(
        rules('{ apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [mice] }'),
        `validations: [{ expression: "object.apiVersion == 'example.com/v1' && request.requestKind.version == 'v1beta1'", message: "converted" }, { expression: "object.spec.size < 3", message: "big" }]`,
      ) + binding(),
    objects: `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: mice.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Mouse, plural: mice }
  versions:
    - { name: v1beta1, served: true, storage: false, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
---
apiVersion: example.com/v1beta1
kind: Mouse
metadata: { name: big }
spec: { size: 3 }
`,
    violations: ['policy/p high Mouse/big: big'],
  },
  {
    title: 'a version that would have to be converted is not judged',
    policies:
      policy(
        rules(
          '{ apiGroups: [autoscaling], apiVersions: [v2], operations: [CREATE], resources: [horizontalpodautoscalers] }',
        ),
        'validations: [{ expression: "false" }]',
      ) + binding(),
    objects:
      'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { maxReplicas: 3 }\n',
    unanswered: [
      'policy/p has no answer for HorizontalPodAutoscaler web: the API server would convert HorizontalPodAutoscaler web to version v2 first',
    ],
  },
  {
    title: 'and with matchPolicy Exact it is not asked at all',
    policies:
      policy(
        `matchPolicy: Exact, ${rules('{ apiGroups: [autoscaling], apiVersions: [v2], operations: [CREATE], resources: [horizontalpodautoscalers] }')}`,
        'validations: [{ expression: "false" }]',
      ) + binding(),
    objects:
      'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { maxReplicas: 3 }\n',
  },
  {
    title: 'policies are never asked about policies',
    policies:
      policy(
        rules('{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"] }'),
        'validations: [{ expression: "false" }]',
      ) + binding(),
    objects: few() + binding(),
  },
  {
    title: 'empty lists and nulls are gone before policies look',
    policies:
      policy(
        rules(pods),
        `validations: [{ expression: "!has(object.spec.imagePullSecrets) && !has(object.metadata.labels) && !has(object.spec.nodeName) && has(object.spec.securityContext)", message: "no" }]`,
      ) + binding(),
    objects:
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: {} }\nspec: { imagePullSecrets: [], nodeName: null, containers: [{ name: app, image: web }] }\n',
  },
  {
    title: 'what admission adds to pods',
    policies:
      policy(
        rules(pods),
        `validations: [{ expression: "object.spec.volumes.exists(v, v.name.startsWith('kube-api-access-') && has(v.projected)) && object.spec.containers[0].volumeMounts[0].mountPath == '/var/run/secrets/kubernetes.io/serviceaccount' && object.spec.serviceAccountName == 'default' && object.spec.priority == 0 && object.spec.tolerations.size() == 2 && object.spec.containers[0].imagePullPolicy == 'Always'", message: "no" }]`,
      ) + binding(),
    objects: pod,
  },
  {
    title: 'defaults of a Service and of a NetworkPolicy',
    policies:
      policy(
        rules(
          '{ apiGroups: ["", networking.k8s.io], apiVersions: [v1], operations: [CREATE], resources: [services, networkpolicies] }',
        ),
        `validations: [{ expression: "object.kind == 'Service' ? object.spec.type == 'ClusterIP' && object.spec.ports[0].protocol == 'TCP' && object.spec.ports[0].targetPort == 80 : object.spec.policyTypes == ['Ingress']", message: "no" }]`,
      ) + binding(),
    objects:
      '\n---\napiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { ports: [{ port: 80 }] }\n' +
      '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: n }\nspec: { podSelector: {} }\n',
  },
  {
    title: 'a loop without end is stopped, and said',
    policies:
      policy(
        rules(deployments),
        `variables: [{ name: l, expression: "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]" }]
validations: [{ expression: "variables.l.all(a, variables.l.all(b, variables.l.all(c, variables.l.all(d, variables.l.all(e, a + b + c + d + e > 0)))))" }]`,
      ) + binding(),
    objects: [1, 2, 3, 4, 5].map((name) => deployment(`web${name}`, '')).join(''),
    violations: [1, 2, 3].map(
      (name) =>
        `policy/p high Deployment/web${name}: expression 'variables.l.all(a, variables.l.all(b, variables.l.all(c, variables.l.all(d, variables.l.all(e, a + b + c + d + e > 0)))))' resulted in error: operation cancelled: actual cost limit exceeded`,
    ),
    unanswered: [
      'policy/p has no answer for Deployment web4: it costs too much and was stopped; not asked of 2 objects, of this one on',
    ],
  },
  {
    title: 'a catastrophic regular expression is harmless',
    policies:
      policy(
        rules(deployments),
        `validations: [{ expression: "!object.metadata.annotations['x'].matches('^(a+)+$')", message: "no" }]`,
      ) + binding(),
    objects: deployment('web', '', `, annotations: { x: "${'a'.repeat(20_000)}b" }`),
  },
];

export const loading: readonly LoadingCase[] = [
  { title: 'all is well', policies: few() + binding() },
  {
    title: 'a policy without a binding',
    policies: few(),
    notes: [
      'ValidatingAdmissionPolicy p has no binding: it is asked of everything here, but a cluster would not ask it',
    ],
  },
  {
    title: 'a binding without a policy, and nothing else',
    policies: binding(),
    diagnostics: [
      "undefined: ValidatingAdmissionPolicyBinding b names the policy p, which is not in the policies' files",
      'undefined: --policies: no ValidatingAdmissionPolicy was found',
    ],
  },
  {
    title: 'expressions that the API server would refuse',
    policies:
      policy(
        rules(deployments),
        `variables: [{ name: v, expression: "1 +" }]
matchConditions: [{ name: c, expression: "object.spec.paused" }]
validations:
  - { expression: "object.spec.replicas == 1 && nothing" }
  - { expression: "true", messageExpression: "1" }`,
      ) + binding(),
    diagnostics: [
      "7: ValidatingAdmissionPolicy p can't be used: spec.variables[0].expression 1:4: Syntax error: mismatched input '<EOF>' expecting an expression",
      "8: ValidatingAdmissionPolicy p can't be used: spec.matchConditions[0].expression 1:1: must evaluate to bool but got dyn",
      "10: ValidatingAdmissionPolicy p can't be used: spec.validations[0].expression 1:30: undeclared reference to 'nothing' (in container '')",
      "11: ValidatingAdmissionPolicy p can't be used: spec.validations[1].messageExpression 1:1: must evaluate to string but got int",
    ],
  },
  {
    title: 'params without a paramKind, and the authorizer in a message',
    policies:
      policy(
        rules(deployments),
        `validations: [{ expression: "params == null", messageExpression: "string(authorizer == null)" }]`,
      ) + binding(),
    diagnostics: [
      "7: ValidatingAdmissionPolicy p can't be used: spec.validations[0].expression 1:1: undeclared reference to 'params' (in container '')",
      "7: ValidatingAdmissionPolicy p can't be used: spec.validations[0].messageExpression 1:8: undeclared reference to 'authorizer' (in container '')",
    ],
  },
  {
    title: 'a policy that is not shaped as one',
    policies: policy(rules(deployments), 'validation: []') + binding(),
    diagnostics: ["7: ValidatingAdmissionPolicy p can't be used: spec.validation: misspelled field"],
  },
  {
    title: 'types that do not fit a kind that the policy names',
    policies:
      policy(rules(deployments, pods), `validations: [{ expression: "object.spec.replicas == '1'" }]`) + binding(),
    notes: [
      "ValidatingAdmissionPolicy p, on apps/v1 Deployment: spec.validations[0].expression 1:22: found no matching overload for '_==_' applied to '(int, string)'",
      "ValidatingAdmissionPolicy p, on v1 Pod: spec.validations[0].expression 1:12: undefined field 'replicas'",
    ],
  },
];
