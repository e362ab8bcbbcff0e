import { languages, profiles, severities } from '../../checks/index.ts';
import type { Json, KubernetesObject } from '../../kubernetes/index.ts';
import { bounds, patterns } from './bounds.ts';
import { objectsGroup, objectsVersion, rungs } from './security-policy.ts';

/** A part of an OpenAPI schema as CustomResourceDefinitions have it. */
type Schema = Readonly<Record<string, unknown>>;

const text = (description: string, maxLength: number, more: Schema = {}): Schema => ({
  description,
  type: 'string',
  maxLength,
  ...more,
});

const choice = (description: string, values: readonly string[], usual?: string): Schema => ({
  description,
  type: 'string',
  enum: [...values],
  ...(usual !== undefined && { default: usual }),
});

const time = (description: string): Schema => ({ description, type: 'string', format: 'date-time' });

const count = (description: string): Schema => ({ description, type: 'integer', format: 'int64', minimum: 0 });

const list = (description: string, items: Schema, maxItems: number, more: Schema = {}): Schema => ({
  description,
  type: 'array',
  items,
  maxItems,
  ...more,
});

const mapping = (description: string, properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({
  description,
  type: 'object',
  properties,
  ...more,
});

const rule = (expression: string, message: string): Json => ({ rule: expression, message });

/** Keys of a mapping have no pattern of their own in such schemas. */
const keysLike = (pattern: string, longest: number, message: string): Json =>
  rule(`self.all(key, size(key) <= ${longest} && key.matches('${pattern}'))`, message);

const labelValue = (description: string): Schema =>
  text(description, bounds.labelValue, { pattern: patterns.labelValue });

const namespaceSelector = mapping(
  'Label selector of the namespaces where the policy holds. Absent: every namespace that is not excluded.',
  {
    matchLabels: {
      description: 'Labels that a namespace must have.',
      type: 'object',
      maxProperties: bounds.selector,
      additionalProperties: labelValue('Value of the label.'),
      'x-kubernetes-validations': [keysLike(patterns.labelKey, bounds.labelKey, 'must be labels')],
    },
    matchExpressions: list(
      'Conditions on labels, all of which must hold.',
      mapping(
        'A condition on one label.',
        {
          key: text('The label.', bounds.labelKey, { pattern: patterns.labelKey }),
          operator: choice('How the label is compared.', ['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: list('Values for In and NotIn.', labelValue('A value of the label.'), bounds.selector, {
            'x-kubernetes-list-type': 'atomic',
          }),
        },
        {
          required: ['key', 'operator'],
          'x-kubernetes-validations': [
            rule(
              "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
              'In and NotIn want values, Exists and DoesNotExist want none',
            ),
          ],
        },
      ),
      bounds.selector,
      { 'x-kubernetes-list-type': 'atomic' },
    ),
  },
);

const conditions: Schema = list(
  'What holds of the object now.',
  mapping(
    'Something that holds of the object, or not.',
    {
      type: text('What it is about.', 316),
      status: choice('Whether it holds.', ['True', 'False', 'Unknown']),
      reason: text('Why, in one word for programs.', 1024),
      message: text('Why, for people.', 32_768),
      lastTransitionTime: time('Since when.'),
      observedGeneration: count('The generation of the object that this was said of.'),
    },
    { required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'] },
  ),
  16,
  { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] },
);

/** Places of the rungs, as CEL. */
const order = `{${rungs.map((rung, index) => `'${rung}': ${index}`).join(', ')}}`;

const policySpec = mapping(
  'What is asked, of what, and what becomes of objects that fail. The fields are those of .breakwater.yaml.',
  {
    profile: choice('Checks to ask.', profiles),
    checks: {
      description:
        'Single checks by id. Naming one adds it to those of the profile; enabled: false takes it away from them.',
      type: 'object',
      maxProperties: bounds.checks,
      additionalProperties: mapping('What is said of the check.', {
        enabled: { description: 'Whether it is asked.', type: 'boolean' },
        severity: choice('How bad it is, instead of what the check itself says.', severities),
        parameters: {
          description: 'Values of the parameters that the check has, by name.',
          type: 'object',
          maxProperties: bounds.parameters,
          'x-kubernetes-preserve-unknown-fields': true,
        },
      }),
      'x-kubernetes-validations': [keysLike(patterns.name, bounds.name, 'must be ids of checks')],
    },
    pssVersion: text('Version of the Pod Security Standards, such as "1.37". Absent: the newest known.', 16, {
      pattern: patterns.version,
    }),
    action: choice(
      'The rung of the ladder: ask nothing, note in the audit log, warn the user, refuse. The first one is Off: nothing is enforced that was not asked for.',
      rungs,
      'Off',
    ),
    scope: mapping('Namespaces where the policy holds.', {
      namespaceSelector,
      excludeNamespaces: list(
        'Namespaces where it does not hold. Always among them: kube-system, kube-public, kube-node-lease, breakwater-system.',
        text('Name of a namespace.', bounds.name, { pattern: patterns.name }),
        bounds.namespaces,
        { 'x-kubernetes-list-type': 'atomic' },
      ),
    }),
    enforcement: choice(
      "Native: ValidatingAdmissionPolicies, which the API server asks itself. Webhook: Breakwater's webhook.",
      ['Native', 'Webhook'],
      'Native',
    ),
    failurePolicy: choice(
      'What becomes of requests about which there is no answer while the action is Deny: Fail refuses them, Ignore lets them in. What only warns or notes never refuses.',
      ['Fail', 'Ignore'],
      'Fail',
    ),
    rollout: mapping(
      'The condition under which the policy climbs by itself. Absent: a person changes the action.',
      {
        to: choice('The rung to climb to, one after the other.', ['Audit', 'Warn', 'Deny']),
        cleanFor: text('For how long nothing would have been refused before each step: 7d, 36h, 90m.', 8, {
          pattern: patterns.duration,
        }),
      },
      { required: ['to', 'cleanFor'] },
    ),
    language: choice('Language of what users are told.', languages, 'en'),
  },
  {
    'x-kubernetes-validations': [
      rule(
        'has(self.profile) || (has(self.checks) && self.checks.exists(id, !has(self.checks[id].enabled) || self.checks[id].enabled))',
        'must name a profile or a check that is enabled',
      ),
      rule(
        `!has(self.rollout) || ${order}[self.action] <= ${order}[self.rollout.to]`,
        'rollout.to must not be below action',
      ),
    ],
  },
);

const policyStatus = mapping('What the controller says of the policy.', {
  observedGeneration: count('The generation of the policy that this was said of.'),
  action: choice('The rung that is in force.', rungs),
  actionSince: time('Since when it is in force.'),
  asked: choice('The rung that was asked for then: whoever asks for another one gets it.', rungs),
  question: text('Fingerprint of what is asked: a policy that asks something else begins its ladder anew.', 64),
  checks: count('Checks that are asked.'),
  nativePolicies: count('ValidatingAdmissionPolicies that are in force for it.'),
  notNative: list(
    'Checks that no ValidatingAdmissionPolicy can ask.',
    mapping(
      'A check and why.',
      { check: text('Its id.', bounds.name), reason: text('Why.', 64) },
      {
        required: ['check', 'reason'],
      },
    ),
    bounds.checks + 100,
    { 'x-kubernetes-list-type': 'atomic' },
  ),
  conflicts: list(
    'Objects that somebody else made under names that the policy needs; they were left as they are.',
    text('Kind and name.', 400),
    100,
    { 'x-kubernetes-list-type': 'atomic' },
  ),
  wouldRefuse: mapping('What the top rung would refuse.', {
    workloads: count('Workloads of today.'),
    requests: count('Requests since then.'),
    since: time('Since when requests were watched.'),
  }),
  cleanSince: time('Since when nothing would have been refused. Absent: something would be, or it is not known.'),
  cleanSeen: time('When that was seen last, to some ten minutes.'),
  conditions,
});

const exceptionSpec = mapping(
  'Findings that somebody has decided to live with, and objects that policies are not to refuse.',
  {
    check: text(
      'Id of the check, policy/NAME of a policy of your own, or TOOL/RULE as another tool reported it.',
      bounds.exceptedCheck,
      {
        minLength: 1,
        pattern: patterns.exceptedCheck,
      },
    ),
    checks: list(
      'Ids of several checks.',
      text('Id of a check, policy/NAME or TOOL/RULE.', bounds.exceptedCheck, {
        minLength: 1,
        pattern: patterns.exceptedCheck,
      }),
      bounds.checks,
      { minItems: 1, 'x-kubernetes-list-type': 'atomic' },
    ),
    resources: list(
      'Objects: Kind/namespace/name, or Kind/name for what is in no namespace; * stands for any characters but /.',
      text('Such as Deployment/shop/web.', bounds.glob, { pattern: patterns.glob }),
      bounds.globs,
      { minItems: 1, 'x-kubernetes-list-type': 'atomic' },
    ),
    containers: list(
      'Containers by name, * as above. Absent: every container, and what is in none.',
      text('Name of a container.', bounds.name, { minLength: 1, pattern: patterns.containerGlob }),
      bounds.globs,
      { minItems: 1, 'x-kubernetes-list-type': 'atomic' },
    ),
    reason: text('Why it is accepted.', bounds.reason, { minLength: 1 }),
    owner: text('Who answers for it.', bounds.owner, { minLength: 1 }),
    expiresAt: { ...time('When it ends, by itself. Absent: it does not.'), pattern: patterns.instant, maxLength: 40 },
  },
  {
    required: ['resources', 'reason'],
    'x-kubernetes-validations': [rule('has(self.check) != has(self.checks)', 'either check or checks must be there')],
  },
);

const exceptionStatus = mapping('What the controller says of the exception.', {
  observedGeneration: count('The generation of the exception that this was said of.'),
  matches: count('Findings that it covers.'),
  expired: { description: 'Whether it has ended.', type: 'boolean' },
  conditions,
});

function definition(
  kind: 'SecurityPolicy' | 'SecurityException',
  names: Readonly<Record<string, Json>>,
  description: string,
  [spec, status]: readonly [Schema, Schema],
  columns: readonly (readonly [name: string, type: string, path: string, description: string])[],
): KubernetesObject {
  const plural = kind === 'SecurityPolicy' ? 'securitypolicies' : 'securityexceptions';
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${objectsGroup}`, labels: { 'app.kubernetes.io/name': 'breakwater' } },
    spec: {
      group: objectsGroup,
      scope: 'Cluster',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...names,
        categories: ['breakwater'],
      },
      versions: [
        {
          name: objectsVersion,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [
            ...columns.map(([name, type, jsonPath, said]) => ({ name, type, jsonPath, description: said })),
            { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
          ],
          schema: {
            openAPIV3Schema: mapping(
              description,
              {
                apiVersion: { description: 'Version of this schema.', type: 'string' },
                kind: { description: `${kind}.`, type: 'string' },
                metadata: { type: 'object' },
                spec,
                status,
              },
              {
                required: ['spec'],
                'x-kubernetes-validations': [
                  rule(`size(self.metadata.name) <= ${bounds.name}`, `the name must not be longer than ${bounds.name}`),
                ],
              },
            ),
          },
        },
      ],
    },
  };
}

/** The CustomResourceDefinitions of both kinds, as they stand in deploy/crds. */
export const definitions: readonly KubernetesObject[] = [
  definition(
    'SecurityPolicy',
    { shortNames: ['secpol'] },
    'Checks that the API server is to ask, and what becomes of objects that fail.',
    [policySpec, policyStatus],
    [
      ['Profile', 'string', '.spec.profile', 'Checks that are asked'],
      ['Asked', 'string', '.spec.action', 'The rung that was asked for'],
      ['In force', 'string', '.status.action', 'The rung that is in force'],
      ['Policies', 'integer', '.status.nativePolicies', 'ValidatingAdmissionPolicies in force'],
      ['Would refuse', 'integer', '.status.wouldRefuse.workloads', 'Workloads of today that Deny would refuse'],
      ['Ready', 'string', '.status.conditions[?(@.type=="Ready")].status', 'Whether it is in force as it is written'],
    ],
  ),
  definition(
    'SecurityException',
    { shortNames: ['secexc'] },
    'Findings that somebody has decided to live with: of what, where, why, and until when.',
    [exceptionSpec, exceptionStatus],
    [
      ['Owner', 'string', '.spec.owner', 'Who answers for it'],
      ['Expires', 'string', '.spec.expiresAt', 'When it ends'],
      ['Expired', 'boolean', '.status.expired', 'Whether it has ended'],
      ['Matches', 'integer', '.status.matches', 'Findings that it covers'],
      ['Reason', 'string', '.spec.reason', 'Why it is accepted'],
    ],
  ),
];
