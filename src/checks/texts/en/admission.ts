import type { CheckTexts } from '../text.ts';

export const admission: CheckTexts = {
  'adm-webhook-fail-open': {
    title: 'Admission webhook that can be bypassed',
    why: 'A webhook whose failures are ignored can be switched off by overloading or stopping it; one with an objectSelector can be bypassed with a label. A webhook that guards the cluster must fail closed, and fail fast.',
    action: 'Set failurePolicy to Fail, run the webhook with several replicas, and select by namespace only',
    message: {
      ignore: 'Webhook {webhook} is skipped when it does not answer (failurePolicy: Ignore)',
      selector: 'Webhook {webhook} selects objects by label: anyone who writes an object can label it out of the check',
      timeout: 'Webhook {webhook} can delay every request by {value} seconds when it does not answer',
    },
  },
  'adm-webhook-external': {
    title: 'Admission webhook outside the cluster',
    why: 'The webhook sees every object sent to it, Secrets included, and a mutating webhook can change them: whoever controls that host, or its DNS name, controls the cluster.',
    action: 'Serve the webhook from a Service in the cluster, or list its host in the parameter hosts',
    message: '{kind} {name} sends objects to {value}',
  },
  'adm-policy-audit-only': {
    title: 'Policy that blocks nothing',
    why: 'A policy that only audits or warns, or that has no binding, looks like protection but admits everything.',
    action: 'Enforce the policy once its reports are clean',
    message: {
      binding: '{kind} {name} does not deny (validationActions: {value})',
      unbound: 'ValidatingAdmissionPolicy {name} has no binding in the input: it is never applied',
      kyverno: '{kind} {name} reports violations and admits them (Audit)',
      gatekeeper: 'Constraint {name} does not deny (enforcementAction: {value})',
      kubewarden: '{kind} {name} only monitors',
    },
  },
  'adm-exception-scope': {
    title: 'Policy exception wider than its reason',
    why: 'An exception that covers everything, or never ends, is a hole in the policy that nobody looks at again.',
    action: 'Name the rules and resources that need the exception, and give it an end date',
    message: {
      rules: 'PolicyException {name} exempts from every rule of a policy',
      resources: 'PolicyException {name} names neither resources nor namespaces',
      endless: 'PolicyException {name} never ends (no label cleanup.kyverno.io/ttl)',
      gatekeeper: 'Gatekeeper Config {name} excludes every namespace',
      controller:
        'The PodSecurity configuration exempts {user}: every pod that this controller creates is then exempt, whoever asked for it',
    },
  },
};
