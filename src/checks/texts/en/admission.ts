import type { CheckTexts } from '../text.ts';

export const admission: CheckTexts = {
  'adm-webhook-fail-open': {
    title: 'Admission webhook that can be passed by',
    why: 'A webhook whose failure is ignored is switched off by overloading or stopping it; one with an objectSelector is passed by with a label. What guards the cluster must fail closed, and fast.',
    action: 'Set failurePolicy to Fail, run the webhook with several replicas, and select by namespace only',
    message: {
      ignore: 'Webhook {webhook} is skipped when it does not answer (failurePolicy: Ignore)',
      selector: 'Webhook {webhook} selects objects by label: whoever writes an object can label it out of the check',
      timeout: 'Webhook {webhook} may hold every request for {value} seconds when it does not answer',
    },
  },
  'adm-webhook-external': {
    title: 'Admission webhook outside the cluster',
    why: 'The webhook sees every object it is asked about, Secrets included, and a mutating one may change them: whoever holds that host, or its name in DNS, holds the cluster.',
    action: 'Serve the webhook from a Service of the cluster, or name its host in the parameter hosts',
    message: '{kind} {name} sends objects to {value}',
  },
  'adm-policy-audit-only': {
    title: 'Policy that keeps nothing out',
    why: 'A policy that only audits or warns, or that nothing binds, reads as protection but admits everything.',
    action: 'Enforce the policy once its reports are clean',
    message: {
      binding: '{kind} {name} does not deny (validationActions: {value})',
      unbound: 'ValidatingAdmissionPolicy {name} has no binding here: it is never asked',
      kyverno: '{kind} {name} reports violations and admits them (Audit)',
      gatekeeper: 'Constraint {name} does not deny (enforcementAction: {value})',
      kubewarden: '{kind} {name} only monitors',
    },
  },
  'adm-exception-scope': {
    title: 'Policy exception wider than its reason',
    why: 'An exception for everything, or without an end, is a hole in the policy that nobody looks at again.',
    action: 'Name the rules and resources that need the exception, and give it an end',
    message: {
      rules: 'PolicyException {name} exempts from every rule of a policy',
      resources: 'PolicyException {name} names neither resources nor namespaces',
      endless: 'PolicyException {name} has no end (label cleanup.kyverno.io/ttl)',
      gatekeeper: 'Gatekeeper Config {name} excludes every namespace',
      controller:
        'The PodSecurity configuration exempts {user}: all pods that this controller makes are then exempt, whoever asked for them',
    },
  },
};
