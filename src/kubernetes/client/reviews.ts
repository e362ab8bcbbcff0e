import { z } from 'zod';
import { KubernetesError } from './error.ts';
import type { Transport } from './transport.ts';

export interface ReviewedUser {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export type TokenAnswer =
  | { readonly authenticated: true; readonly user: ReviewedUser }
  /** `error`: what the API server says of the token; may be empty. */
  | { readonly authenticated: false; readonly error: string };

export interface AccessQuestion {
  /** Empty for the core group. */
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** Absent: in the whole cluster. */
  readonly namespace?: string;
  readonly name?: string;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  /** Why, as the authorizer words it; may be empty. */
  readonly reason: string;
}

const userSchema = z.object({
  username: z.string().min(1),
  uid: z.string().optional(),
  groups: z.array(z.string()).default([]),
  extra: z.record(z.string(), z.array(z.string())).default({}),
});

const tokenSchema = z.object({
  status: z.object({ authenticated: z.boolean().default(false), user: z.unknown(), error: z.string().default('') }),
});

const accessSchema = z.object({
  status: z.object({
    allowed: z.boolean(),
    denied: z.boolean().default(false),
    reason: z.string().default(''),
    evaluationError: z.string().default(''),
  }),
});

/** Whose token this is. The API server's own audience is asked for. @throws KubernetesError where it can't be asked */
export async function reviewToken(transport: Transport, token: string): Promise<TokenAnswer> {
  const path = '/apis/authentication.k8s.io/v1/tokenreviews';
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } };
  const { status } = checked(tokenSchema, (await transport.send({ method: 'POST', path, body: review })).body, path);
  if (!status.authenticated) return { authenticated: false, error: status.error };
  const { username, uid, groups, extra } = checked(userSchema, status.user, path);
  return { authenticated: true, user: { username, ...(uid === undefined ? {} : { uid }), groups, extra } };
}

/** Whether a user may do something. @throws KubernetesError where it can't be asked */
export async function reviewAccess(
  transport: Transport,
  user: ReviewedUser,
  question: AccessQuestion,
): Promise<AccessAnswer> {
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  const { username, uid, groups, extra } = user;
  return ask(transport, path, {
    kind: 'SubjectAccessReview',
    spec: { user: username, ...(uid === undefined ? {} : { uid }), groups, extra, resourceAttributes: question },
  });
}

/** Whether we may do something ourselves. @throws KubernetesError where it can't be asked */
export async function mayI(transport: Transport, question: AccessQuestion): Promise<boolean> {
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const review = { kind: 'SelfSubjectAccessReview', spec: { resourceAttributes: question } };
  return (await ask(transport, path, review)).allowed;
}

async function ask(transport: Transport, path: string, review: object): Promise<AccessAnswer> {
  const body = { apiVersion: 'authorization.k8s.io/v1', ...review };
  const { status } = checked(accessSchema, (await transport.send({ method: 'POST', path, body })).body, path);
  return { allowed: status.allowed && !status.denied, reason: status.reason || status.evaluationError };
}

function checked<T extends z.ZodType>(schema: T, body: unknown, path: string): z.infer<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.') ?? '';
  throw new KubernetesError(`the answer is no review: ${field}`, { status: 200, reason: 'Unexpected', path });
}
