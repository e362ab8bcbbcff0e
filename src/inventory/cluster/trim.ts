import { isRecord, type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { defaultLimits } from '../limits.ts';
import { isToolReport, keptOfReport } from '../tool-reports/index.ts';

/** An object of the API that can't be kept: nested deeper than anything of Kubernetes. */
export class TrimError extends Error {
  override name = 'TrimError';
}

/** Longest text that is looked up among those known: longer ones (scripts, certificates) hardly ever repeat. */
const longestShared = 80;
/** Texts known at most: after that all are forgotten, which costs nothing but memory. */
const mostShared = 100_000;

/** One copy of each short text: a cluster says `registry.example.com/shop/web:1.4.2` some thousand times. */
export class SharedTexts {
  readonly #known = new Map<string, string>();

  of(text: string): string {
    if (text.length > longestShared) return text;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size >= mostShared) this.#known.clear();
    this.#known.set(text, text);
    return text;
  }
}

export const definitionKind = 'apiextensions.k8s.io/CustomResourceDefinition';

/** Fields of metadata that nothing asks for; managedFields alone are often half of an object. */
const unusedMetadata = new Set(['managedFields', 'uid', 'resourceVersion', 'generation', 'selfLink']);

/**
 * Annotations in which tools keep a copy of the whole object, and those that change every few seconds.
 * Sources: kubectl apply; kapp; Rancher's wrangler; Banzai Cloud's objectmatcher; Kopf; client-go's old leader election.
 */
const unusedAnnotations = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'kapp.k14s.io/original',
  'kapp.k14s.io/original-diff',
  'objectset.rio.cattle.io/applied',
  'banzaicloud.com/last-applied',
  'kopf.zalando.org/last-handled-configuration',
  'control-plane.alpha.kubernetes.io/leader',
]);

/** What is kept of `status`, by kind; of every other kind nothing is. Whole fields, so that they still match their schema. */
const keptStatus: Readonly<Record<string, readonly string[]>> = {
  '/Node': ['nodeInfo', 'addresses', 'conditions', 'runtimeHandlers'],
  '/Namespace': ['phase'],
  '/Service': ['loadBalancer'],
  'networking.k8s.io/Ingress': ['loadBalancer'],
  'gateway.networking.k8s.io/Gateway': ['addresses'],
  'operator.openshift.io/IngressController': ['endpointPublishingStrategy'],
  'certificates.k8s.io/CertificateSigningRequest': ['conditions'],
  'breakwater.dev/SecurityPolicy': [
    ...['observedGeneration', 'action', 'actionSince', 'asked', 'question', 'checks', 'nativePolicies', 'notNative'],
    ...['conflicts', 'wouldRefuse', 'cleanSince', 'cleanSeen', 'conditions'],
  ],
  'breakwater.dev/SecurityException': ['observedGeneration', 'matches', 'expired', 'conditions'],
};
/** Whose conditions are kept whole: written by ourselves, and shown. */
const ownGroup = 'breakwater.dev/';

/** Of a condition: the rest are times, which change with every heartbeat, and words. */
const keptOfCondition = ['type', 'status', 'reason'];

/**
 * What is kept of an object that the API server gave, in memory of its own: no bookkeeping, no copies of itself, no secret data, of its
 * status only what somebody asks for.
 * @throws TrimError
 */
export function trimmed(groupKind: string, given: KubernetesObject, texts: SharedTexts): KubernetesObject {
  const object = keptOfReport(given);
  const result: Record<string, unknown> = { apiVersion: texts.of(object.apiVersion), kind: texts.of(object.kind) };
  const isSecret = groupKind === '/Secret';
  if (isSecret && isToken(object)) result.type = tokenType;
  for (const [field, value] of Object.entries(object)) {
    if (field === 'apiVersion' || field === 'kind') continue;
    if (field === 'metadata') result.metadata = trimmedMetadata(value, isSecret, texts);
    else if (field === 'status' && !isToolReport(groupKind)) addStatus(result, groupKind, value, texts);
    else if (isSecret && field !== 'type' && field !== 'immutable') continue;
    else
      put(
        result,
        field,
        isRelease(groupKind, object) ? emptied(value) : copied(value, texts, 0, groupKind === definitionKind),
      );
  }
  return result as KubernetesObject;
}

function trimmedMetadata(value: unknown, isSecret: boolean, texts: SharedTexts): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [field, of] of Object.entries(recordOf(value))) {
    if (unusedMetadata.has(field)) continue;
    if (field === 'annotations') {
      const kept = Object.entries(recordOf(of)).filter(([key, text]) => !isCopy(key, text, isSecret));
      if (kept.length > 0) result.annotations = copied(Object.fromEntries(kept), texts, 0);
    } else if (field === 'ownerReferences') {
      result.ownerReferences = copied(of, texts, 0);
    } else {
      put(result, field, copied(of, texts, 0));
    }
  }
  return result;
}

const tokenType = 'kubernetes.io/service-account-token';

/**
 * Metadata don't say a Secret's type, but the token controller writes the account and its uid to those of this one
 * (pkg/controller/serviceaccount/tokens_controller.go). OpenShift copies them to the registry's credentials that it makes of a token.
 */
function isToken({ metadata }: KubernetesObject): boolean {
  const keys = Object.keys(recordOf(metadata?.annotations));
  return (
    keys.includes('kubernetes.io/service-account.name') &&
    keys.includes('kubernetes.io/service-account.uid') &&
    !keys.some((key) => key.startsWith('openshift.io/'))
  );
}

/** Whether an annotation holds the object once more: for Secrets this would be its data, so there nothing like a document is kept. */
function isCopy(key: string, text: unknown, isSecret: boolean): boolean {
  if (unusedAnnotations.has(key)) return true;
  if (typeof text !== 'string' || text.length < 40) return false;
  if (isSecret) return text.length > 1000 || /["']?(?:data|stringData)["']?\s*:/.test(text);
  return text.startsWith('{') && text.includes('"apiVersion"') && text.includes('"metadata"');
}

/** A ConfigMap in which Helm keeps a release: manifests and values with all their secrets, compressed. */
function isRelease(groupKind: string, { metadata }: KubernetesObject): boolean {
  if (groupKind !== '/ConfigMap') return false;
  const labels = recordOf(metadata?.labels);
  return (
    labels.OWNER === 'TILLER' || (labels.owner === 'helm' && String(metadata?.name).startsWith('sh.helm.release.'))
  );
}

function emptied(value: unknown): unknown {
  return isRecord(value) ? Object.fromEntries(Object.keys(value).map((key) => [key, ''])) : value;
}

function addStatus(result: Record<string, unknown>, groupKind: string, value: unknown, texts: SharedTexts): void {
  const kept = Object.hasOwn(keptStatus, groupKind) ? keptStatus[groupKind] : undefined;
  if (kept === undefined || !isRecord(value)) return;
  const status: Record<string, unknown> = {};
  for (const field of kept) {
    const of = value[field];
    if (of === undefined) continue;
    const whole = copied(of, texts, 0);
    status[field] =
      field === 'conditions' && Array.isArray(whole) && !groupKind.startsWith(ownGroup)
        ? whole.map((condition) => picked(condition, keptOfCondition))
        : whole;
  }
  if (Object.keys(status).length > 0) result.status = status;
}

function picked(value: unknown, fields: readonly string[]): unknown {
  const record = recordOf(value);
  return Object.fromEntries(fields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]])));
}

/** `undescribed`: without the texts that describe fields, which are four fifths of a CustomResourceDefinition. */
function copied(value: unknown, texts: SharedTexts, depth: number, undescribed = false): unknown {
  if (typeof value === 'string') return texts.of(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > defaultLimits.depth) throw new TrimError(`nested deeper than ${defaultLimits.depth} levels`);
  if (Array.isArray(value)) return value.map((item) => copied(item, texts, depth + 1, undescribed));
  const result: Record<string, unknown> = {};
  for (const [key, of] of Object.entries(value)) {
    if (undescribed && key === 'description' && typeof of === 'string') continue;
    put(result, key, copied(of, texts, depth + 1, undescribed));
  }
  return result;
}

/** Sets a field, whatever it is called: `__proto__` is a key that a ConfigMap may have. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}
