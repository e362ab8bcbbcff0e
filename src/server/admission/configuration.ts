import { splitBundle } from '../../certificates/index.ts';
import {
  exemptNamespaces,
  type FailMode,
  kindsFor,
  matchConditions,
  type ReviewedPolicy,
  reviewRules,
} from '../../enforcement/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';

/** Where API servers reach the webhook. */
export type WebhookAddress =
  | { readonly service: { readonly namespace: string; readonly name: string; readonly port: number } }
  | { readonly url: URL };

export const configurationName = 'breakwater';
export const fieldManager = 'breakwater-webhook';

/** How long API servers wait for an answer, in seconds; ours come within `budget`. */
export const timeoutSeconds = 5;

/** The path of each fail mode. */
export const paths: Readonly<Record<FailMode, string>> = {
  Fail: '/admission/validate/fail',
  Ignore: '/admission/validate/ignore',
};

/** What each fail mode risks, as it stands on the configuration. */
const risks: Readonly<Record<string, string>> = {
  'breakwater.dev/risk-of-fail':
    'While no replica answers, API servers refuse requests about the kinds of fail.admission.breakwater.dev: nothing that a policy forbids gets in, but such objects can not be created or changed either. Namespaces of the cluster itself, nodes and system users are not concerned.',
  'breakwater.dev/risk-of-ignore':
    'While no replica answers, API servers let in unchecked what ignore.admission.breakwater.dev would be asked about. What got in is found when the cluster is assessed next.',
};

/**
 * The ValidatingWebhookConfiguration: one webhook for what fails closed and one for all else, so that only what a policy may refuse can stand
 * still when nobody answers.
 * @param bundle PEM of the authorities that are to be trusted
 */
export function configurationOf(
  policies: readonly ReviewedPolicy[],
  address: WebhookAddress,
  ownNamespace: string,
  bundle: string,
) {
  const webhooks = (['Fail', 'Ignore'] as const).flatMap((mode) => {
    const rules = reviewRules(kindsFor(mode, policies));
    if (rules.length === 0) return [];
    return [
      {
        name: webhookName(mode),
        clientConfig: {
          ...placeOf(address, paths[mode]),
          caBundle: Buffer.from(bundle).toString('base64'),
        },
        rules: rules.map((rule) => ({ ...rule, scope: '*' })),
        failurePolicy: mode,
        matchPolicy: 'Equivalent',
        sideEffects: 'None',
        timeoutSeconds,
        admissionReviewVersions: ['v1'],
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: exemptNamespaces(ownNamespace) },
          ],
        },
        objectSelector: {},
        matchConditions,
      },
    ];
  });
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: configurationName,
      labels: { 'app.kubernetes.io/managed-by': 'breakwater' },
      annotations: risks,
    },
    webhooks,
  };
}

export function webhookName(mode: FailMode): string {
  return `${mode.toLowerCase()}.admission.breakwater.dev`;
}

function placeOf(address: WebhookAddress, path: string) {
  if ('url' in address) return { url: new URL(path, address.url).href };
  const { namespace, name, port } = address.service;
  return { service: { namespace, name, port, path } };
}

/** What API servers are told to trust by a configuration as it stands in the cluster: only what all of its webhooks name; undefined where there is none. */
export function trustedBy(configuration: unknown): string | undefined {
  const bundles = listOf(recordOf(configuration).webhooks).map((webhook) => {
    const { caBundle } = recordOf(recordOf(webhook).clientConfig);
    return splitBundle(Buffer.from(stringOf(caBundle) ?? '', 'base64').toString('utf8'));
  });
  const [first, ...others] = bundles;
  return first?.filter((certificate) => others.every((bundle) => bundle.includes(certificate))).join('');
}

/** Names that the listener's certificate must be for. */
export function namesOf(address: WebhookAddress): { dnsNames: readonly string[]; addresses: readonly string[] } {
  if ('service' in address) {
    const { namespace, name } = address.service;
    const short = `${name}.${namespace}.svc`;
    return { dnsNames: [short, `${short}.cluster.local`], addresses: [] };
  }
  const host = address.url.hostname.replace(/^\[|\]$/g, '');
  return /^[\d.]+$|:/.test(host) ? { dnsNames: [], addresses: [host] } : { dnsNames: [host], addresses: [] };
}
