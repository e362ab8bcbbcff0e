import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import { inventoryCheck, objectCheck, type Violation } from '../check.ts';
import { set } from '../fix.ts';
import { podSecurityConfigurations, podSecurityKinds } from './namespaces.ts';

const webhookKinds = [
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
];

const policyGroup = 'admissionregistration.k8s.io';

/** Kinds that say whether a policy denies or only reports. */
const policyKinds = [
  `${policyGroup}/ValidatingAdmissionPolicyBinding`,
  `${policyGroup}/ValidatingAdmissionPolicy`,
  'kyverno.io/ClusterPolicy',
  'kyverno.io/Policy',
  'policies.kyverno.io/ValidatingPolicy',
  'constraints.gatekeeper.sh/*',
  'policies.kubewarden.io/ClusterAdmissionPolicy',
  'policies.kubewarden.io/AdmissionPolicy',
];

/** Products whose webhooks enforce security, by their names and domains. */
const securityProducts =
  /kyverno|gatekeeper|open-?policy-?agent|\bopa\b|kubewarden|connaisseur|sigstore|cosign|policy-controller|ratify|portieris|k-rail|polaris|neuvector|stackrox|sysdig|aqua|kubescape|jspolicy|trivy|falco|magtape|admission-?control/i;

/**
 * A webhook that is skipped when it fails is switched off by overloading it. Validating webhooks and those of known security products:
 * failurePolicy Fail (the default of v1; v1beta1's is Ignore), no objectSelector (whoever writes an object may label it out of the
 * check), timeoutSeconds ≤ 15 where failing closed, so that a slow webhook does not hold the cluster. Low where the product isn't known.
 */
export const admWebhookFailOpen = inventoryCheck({
  id: 'adm-webhook-fail-open',
  of: webhookKinds,
  scope: 'object',
  severity: 'medium',
  source: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  standards: { cis: ['5.2.1'], attack: ['T1562.001'], owasp: ['K04'] },
  run: function* ({ inventory }) {
    for (const object of inventory.ofKind(...webhookKinds)) {
      for (const [index, webhook] of listOf(object.object.webhooks).entries()) {
        if (isRecord(webhook)) yield* openWebhook(object, webhook, index);
      }
    }
  },
});

function* openWebhook(object: InventoryObject, webhook: Record<string, unknown>, index: number): Generator<Violation> {
  const name = stringOf(webhook.name) ?? '';
  const isSecurity = securityProducts.test(name) || securityProducts.test(object.name);
  if (!isSecurity && object.kind.startsWith('Mutating')) return;
  const severity = isSecurity ? 'medium' : 'low';
  const values = { webhook: name };
  const policy = webhook.failurePolicy ?? (object.apiVersion.endsWith('/v1beta1') ? 'Ignore' : 'Fail');
  if (policy === 'Ignore') {
    const fix = { ...set(`webhooks[${index}].failurePolicy`, 'Fail'), risky: true };
    yield { object, path: ['webhooks', index, 'failurePolicy'], message: 'ignore', severity, values, fix };
  }
  const selector = recordOf(webhook.objectSelector);
  if (
    isSecurity &&
    (listOf(selector.matchExpressions).length > 0 || Object.keys(recordOf(selector.matchLabels)).length > 0)
  ) {
    yield { object, path: ['webhooks', index, 'objectSelector'], message: 'selector', severity: 'low', values };
  }
  if (policy === 'Fail' && typeof webhook.timeoutSeconds === 'number' && webhook.timeoutSeconds > 15) {
    const fix = { ...set(`webhooks[${index}].timeoutSeconds`, 10), risky: true };
    yield { object, path: ['webhooks', index, 'timeoutSeconds'], message: 'timeout', severity: 'low', values, fix };
  }
}

/**
 * A webhook outside the cluster sees every object it is asked about, Secrets included, and may change them.
 * Fields: webhooks[].clientConfig.url. Allowed: absent, addresses of the cluster and of the host itself, hosts of the parameter.
 */
export const admWebhookExternal = objectCheck({
  id: 'adm-webhook-external',
  severity: 'high',
  source: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  standards: { cis: ['5.1.12'], attack: ['T1562.001'], owasp: ['K04'] },
  parameters: { hosts: { default: [], description: 'Host names outside the cluster that may serve webhooks' } },
  kinds: webhookKinds,
  each: 'webhooks',
  expression: `!has(item.clientConfig) || !has(item.clientConfig.url) || (isURL(item.clientConfig.url) && (
    url(item.clientConfig.url).getHostname() in params.hosts ||
    url(item.clientConfig.url).getHostname().matches('^(localhost|127[.][0-9.]+|\\\\[?::1\\\\]?|.+[.]svc|.+[.]cluster[.]local)$')))`,
  field: 'clientConfig.url',
});

/**
 * A policy that only reports keeps nothing out.
 * ValidatingAdmissionPolicyBinding: validationActions with Deny; every ValidatingAdmissionPolicy has a binding. Kyverno: a policy that
 * validates has validationFailureAction (or its rules' failureAction) Enforce (default Audit). Gatekeeper constraints:
 * enforcementAction deny (the default). Kubewarden: mode protect (the default).
 */
export const admPolicyAuditOnly = inventoryCheck({
  id: 'adm-policy-audit-only',
  of: policyKinds,
  reads: ['breakwater.dev/SecurityPolicy'],
  absence: [{ of: [`${policyGroup}/ValidatingAdmissionPolicyBinding`], messages: ['unbound'] }],
  severity: 'medium',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions',
  standards: { cis: ['5.2.1'], attack: ['T1562.001'], owasp: ['K04'] },
  run: ({ inventory }) => reportingPolicies(inventory),
});

/** Whether a SecurityPolicy has an object made: that policy says on which rung it is, and puts back what others change. */
function isOnLadder({ object }: InventoryObject, inventory: Inventory): boolean {
  const policy = recordOf(object.metadata?.labels)['breakwater.dev/policy'];
  return typeof policy === 'string' && inventory.find('breakwater.dev/SecurityPolicy', undefined, policy) !== undefined;
}

function* reportingPolicies(inventory: Inventory): Generator<Violation> {
  const bound = new Set<unknown>();
  for (const object of inventory.ofKind(`${policyGroup}/ValidatingAdmissionPolicyBinding`)) {
    const spec = recordOf(object.object.spec);
    bound.add(spec.policyName);
    if (listOf(spec.validationActions).includes('Deny') || isOnLadder(object, inventory)) continue;
    const values = { value: listOf(spec.validationActions).map(textOf).join(', ') };
    const fix = { ...set('spec.validationActions', ['Deny']), risky: true };
    yield { object, path: ['spec', 'validationActions'], message: 'binding', values, fix };
  }
  for (const object of inventory.ofKind(`${policyGroup}/ValidatingAdmissionPolicy`)) {
    if (!bound.has(object.name)) yield { object, path: ['metadata', 'name'], message: 'unbound' };
  }
  for (const object of inventory.ofKind('kyverno.io/ClusterPolicy', 'kyverno.io/Policy')) {
    const spec = recordOf(object.object.spec);
    const byDefault = spec.validationFailureAction ?? 'Audit';
    const validating = listOf(spec.rules).filter((rule) => isRecord(recordOf(rule).validate));
    const reports = validating.some((rule) => {
      const action = recordOf(recordOf(rule).validate).failureAction ?? byDefault;
      return textOf(action).toLowerCase() === 'audit';
    });
    if (reports) yield { object, path: ['spec', 'validationFailureAction'], message: 'kyverno' };
  }
  for (const object of inventory.ofKind('policies.kyverno.io/ValidatingPolicy')) {
    const actions = listOf(recordOf(object.object.spec).validationActions);
    if (actions.length > 0 && !actions.includes('Deny')) {
      yield {
        object,
        path: ['spec', 'validationActions'],
        message: 'binding',
        values: { value: actions.map(textOf).join(', ') },
      };
    }
  }
  for (const groupKind of inventory.groupKinds) {
    if (!groupKind.startsWith('constraints.gatekeeper.sh/')) continue;
    for (const object of inventory.ofKind(groupKind)) {
      const action = recordOf(object.object.spec).enforcementAction;
      if (action !== 'dryrun' && action !== 'warn') continue;
      const fix = { ...set('spec.enforcementAction', 'deny'), risky: true };
      yield { object, path: ['spec', 'enforcementAction'], message: 'gatekeeper', values: { value: action }, fix };
    }
  }
  for (const object of inventory.ofKind(
    'policies.kubewarden.io/ClusterAdmissionPolicy',
    'policies.kubewarden.io/AdmissionPolicy',
  )) {
    if (recordOf(object.object.spec).mode !== 'monitor') continue;
    yield {
      object,
      path: ['spec', 'mode'],
      message: 'kubewarden',
      fix: { ...set('spec.mode', 'protect'), risky: true },
    };
  }
}

/**
 * An exception that is wider than its reason is a hole that nobody looks at again.
 * Kyverno PolicyException: names the rules (no `*`) and the resources (names or namespaces without a bare `*`); low where it never ends
 * (label cleanup.kyverno.io/ttl). Gatekeeper Config: excludes no `*` namespace. Pod Security: exempts no controller's account, which
 * would exempt every pod that it makes.
 */
export const admExceptionScope = inventoryCheck({
  id: 'adm-exception-scope',
  of: ['kyverno.io/PolicyException', 'config.gatekeeper.sh/Config', ...podSecurityKinds],
  scope: 'object',
  severity: 'medium',
  source:
    'https://kyverno.io/docs/exceptions/; https://kubernetes.io/docs/concepts/security/pod-security-admission/#exemptions',
  standards: { cis: ['5.2.1'], attack: ['T1562.001'], owasp: ['K04'] },
  run: function* ({ inventory }) {
    for (const object of inventory.ofKind('kyverno.io/PolicyException')) yield* wideException(object);
    for (const object of inventory.ofKind('config.gatekeeper.sh/Config')) {
      for (const [index, match] of listOf(recordOf(object.object.spec).match).entries()) {
        if (!listOf(recordOf(match).excludedNamespaces).includes('*')) continue;
        yield { object, path: ['spec', 'match', index, 'excludedNamespaces'], message: 'gatekeeper' };
      }
    }
    for (const { object, configuration, path } of podSecurityConfigurations(inventory)) {
      for (const [index, user] of listOf(recordOf(configuration.exemptions).usernames).entries()) {
        if (!/^system:serviceaccount:kube-system:.*-controller$/.test(textOf(user))) continue;
        yield {
          object,
          path: [...path, 'exemptions', 'usernames', index],
          message: 'controller',
          values: { user: textOf(user) },
        };
      }
    }
  },
});

function* wideException(object: InventoryObject): Generator<Violation> {
  const spec = recordOf(object.object.spec);
  for (const [index, exception] of listOf(spec.exceptions).entries()) {
    if (!listOf(recordOf(exception).ruleNames).includes('*')) continue;
    yield { object, path: ['spec', 'exceptions', index, 'ruleNames'], message: 'rules' };
  }
  for (const way of ['any', 'all'] as const) {
    const filters = listOf(recordOf(spec.match)[way]);
    // Of `all`, one narrow filter narrows the whole.
    const wide = filters.map((filter) => isWide(recordOf(recordOf(filter).resources)));
    const index = wide.indexOf(true);
    if (index < 0 || (way === 'all' && wide.includes(false))) continue;
    yield { object, path: ['spec', 'match', way, index, 'resources'], message: 'resources' };
  }
  const labels = recordOf(object.object.metadata?.labels);
  if (labels['cleanup.kyverno.io/ttl'] === undefined) {
    yield { object, path: ['metadata', 'labels'], message: 'endless', severity: 'low' };
  }
}

function isWide(resources: Readonly<Record<string, unknown>>): boolean {
  const names = listOf(resources.names);
  const namespaces = listOf(resources.namespaces);
  const narrow = (list: readonly unknown[]) => list.length > 0 && !list.includes('*');
  return (
    !narrow(names) && !narrow(namespaces) && !isRecord(resources.selector) && !isRecord(resources.namespaceSelector)
  );
}

export const admission = [admWebhookFailOpen, admWebhookExternal, admPolicyAuditOnly, admExceptionScope];
