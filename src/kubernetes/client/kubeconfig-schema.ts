import { z } from 'zod';

/** A field that may be absent; kubectl writes null for some of them. */
const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined);
const text = optional(z.string());
const flag = optional(z.boolean());

/** Entries are read in full only when a context uses them: a fault elsewhere in the file is nobody's hindrance. */
const entries = optional(z.array(z.looseObject({ name: z.string() })));

export const kubeconfigSchema = z.object({
  'current-context': text,
  clusters: entries,
  users: entries,
  contexts: entries,
});
export type Kubeconfig = z.infer<typeof kubeconfigSchema>;

export const contextSchema = z.object({ cluster: z.string(), user: text, namespace: text });

export const clusterSchema = z.object({
  server: z.string(),
  'tls-server-name': text,
  'insecure-skip-tls-verify': flag,
  'certificate-authority': text,
  'certificate-authority-data': text,
  'proxy-url': text,
  'disable-compression': flag,
  extensions: optional(z.array(z.object({ name: z.string(), extension: z.unknown() }))),
});
export type ClusterEntry = z.infer<typeof clusterSchema>;

export const execSchema = z.object({
  apiVersion: z.string(),
  command: z.string().min(1),
  args: optional(z.array(z.string())),
  env: optional(z.array(z.object({ name: z.string().min(1), value: z.string() }))),
  installHint: text,
  provideClusterInfo: flag,
  interactiveMode: optional(z.enum(['Never', 'IfAvailable', 'Always'])),
});
export type ExecEntry = z.infer<typeof execSchema>;

export const userSchema = z.object({
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  token: text,
  tokenFile: text,
  as: text,
  'as-uid': text,
  'as-groups': optional(z.array(z.string())),
  'as-user-extra': optional(z.record(z.string(), z.array(z.string()))),
  username: text,
  password: text,
  'auth-provider': optional(z.object({ name: z.string() })),
  exec: optional(execSchema),
});
export type UserEntry = z.infer<typeof userSchema>;
