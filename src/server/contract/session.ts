import { z } from 'zod';

/** What the console may offer its user; the server asks again at each request. */
export const permissionSchema = z.enum([
  'findings:read',
  'findings:accept',
  'workloads:read',
  'cluster:read',
  'policies:write',
  'exceptions:write',
  'settings:read',
  'settings:write',
  'tokens:write',
  'audit:read',
]);
export type Permission = z.infer<typeof permissionSchema>;

export const sessionSchema = z.object({
  user: z.object({
    name: z.string(),
    /** How they signed in. */
    via: z.enum(['link', 'oidc', 'kubernetes', 'token']),
  }),
  /** Namespaces whose objects they see: null means all, and cluster-scoped objects too. */
  namespaces: z.array(z.string()).nullable(),
  permissions: z.array(permissionSchema),
  /** To be sent as `x-csrf-token` with every request that changes something. */
  csrf: z.string(),
  cluster: z.object({
    id: z.string(),
    name: z.string(),
    source: z.enum(['live', 'recording']),
    /** When the recording was made. */
    recorded: z.string().nullable(),
    version: z.string().nullable(),
  }),
  /** Version of Breakwater. */
  version: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;

/** Which ways to sign in this server offers; asked before sign-in. */
export const signInMethodsSchema = z.object({
  link: z.boolean(),
  oidc: z.object({ issuer: z.string() }).nullable(),
  kubernetesToken: z.boolean(),
});
export type SignInMethods = z.infer<typeof signInMethodsSchema>;

export const tokenSignInSchema = z.object({ token: z.string().min(1).max(16_384) });

/** Why a sign-in that leaves the console's pages came back: `/sign-in?error=…`. */
export const signInErrorSchema = z.enum([
  /** No such link, or not opened on the machine that the server runs on. */
  'link-wrong',
  'link-used',
  'link-expired',
  /** The OpenID provider can't be reached. */
  'oidc-unavailable',
  /** The provider refused, or what came back from it does not fit. */
  'oidc-refused',
  /** The user is known, but no permission was granted to them. */
  'nothing-granted',
  /** The API server could not be asked what the user may do. */
  'unanswered',
]);
export type SignInError = z.infer<typeof signInErrorSchema>;
