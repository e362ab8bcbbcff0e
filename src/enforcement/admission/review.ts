import { z } from 'zod';
import { isRecord, type KubernetesObject } from '../../kubernetes/index.ts';

/** What an API server is asked to do, read from an AdmissionReview. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  /** `apps/Deployment` */
  readonly groupKind: string;
  /** `apps/deployments`, `/pods/ephemeralcontainers` */
  readonly resource: string;
  readonly subResource: string;
  /** Undefined for what is in none. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly dryRun: boolean;
  /** Undefined where the request has none (DELETE). */
  readonly object: KubernetesObject | undefined;
  readonly oldObject: KubernetesObject | undefined;
}

/** What is answered. */
export interface AdmissionAnswer {
  readonly allowed: boolean;
  /** Why it is refused. */
  readonly message: string;
  readonly warnings: readonly string[];
  /** For the API server's audit log: by policy, what it found. */
  readonly auditAnnotations: Readonly<Record<string, string>>;
}

const text = z.string().max(1024);
const objectSchema = z.custom<KubernetesObject>((value) => isRecord(value) && isRecord(value.metadata ?? {})).nullish();

const reviewSchema = z.object({
  apiVersion: z.literal('admission.k8s.io/v1'),
  kind: z.literal('AdmissionReview'),
  request: z.object({
    uid: z.string().min(1).max(128),
    kind: z.object({ group: text, version: text, kind: text }),
    resource: z.object({ group: text, version: text, resource: text }),
    subResource: text.default(''),
    name: text.default(''),
    namespace: text.default(''),
    operation: z.enum(['CREATE', 'UPDATE', 'DELETE', 'CONNECT']),
    userInfo: z.object({
      username: z.string().max(4096).default(''),
      groups: z.array(z.string().max(4096)).max(10_000).default([]),
    }),
    dryRun: z.boolean().nullish(),
    object: objectSchema,
    oldObject: objectSchema,
  }),
});

/** The request of an AdmissionReview; undefined where it is none of version v1. Bodies of objects are not looked into. */
export function requestOf(review: unknown): AdmissionRequest | undefined {
  const read = reviewSchema.safeParse(review);
  if (!read.success) return undefined;
  const { kind, resource, userInfo, dryRun, namespace, object, oldObject, ...request } = read.data.request;
  const withType = (one: KubernetesObject | null | undefined) =>
    one == null
      ? undefined
      : { ...one, apiVersion: kind.group === '' ? kind.version : `${kind.group}/${kind.version}`, kind: kind.kind };
  return {
    ...request,
    groupKind: `${kind.group}/${kind.kind}`,
    resource: `${resource.group}/${resource.resource}${request.subResource === '' ? '' : `/${request.subResource}`}`,
    namespace: namespace === '' || kind.kind === 'Namespace' ? undefined : namespace,
    name: request.name !== '' ? request.name : nameIn(object),
    user: userInfo.username,
    groups: userInfo.groups,
    dryRun: dryRun === true,
    object: withType(object),
    oldObject: withType(oldObject),
  };
}

function nameIn(object: KubernetesObject | null | undefined): string {
  const name: unknown = object?.metadata?.name;
  return typeof name === 'string' ? name.slice(0, 1024) : '';
}

/** Characters of one warning, and how many there may be: what an API server passes on (k8s.io/apiserver, pkg/endpoints/filters/warning.go). */
const longestWarning = 256;
const mostWarnings = 16;
const longestMessage = 4096;
const longestAnnotation = 1024;

/** The AdmissionReview that answers. */
export function reviewOf(uid: string, { allowed, message, warnings, auditAnnotations }: AdmissionAnswer): unknown {
  const annotations = Object.entries(auditAnnotations).map(([key, value]) => [key, cut(value, longestAnnotation)]);
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: {
      uid,
      allowed,
      ...(!allowed && { status: { code: 403, reason: 'Forbidden', message: cut(message, longestMessage) } }),
      ...(warnings.length > 0 && { warnings: warnings.slice(0, mostWarnings).map((one) => cut(one, longestWarning)) }),
      ...(annotations.length > 0 && { auditAnnotations: Object.fromEntries(annotations) }),
    },
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
