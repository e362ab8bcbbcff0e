import { z } from 'zod';
import type { InventoryObject } from '../../inventory/index.ts';

/** Groups in which PodSecurityPolicies were served, until Kubernetes 1.25. */
export const pspGroups: readonly string[] = ['policy', 'extensions'];
export const pspKinds: readonly string[] = pspGroups.map((group) => `${group}/PodSecurityPolicy`);

const texts = z.array(z.string().max(4096)).max(1000);
const count = z.number().int().min(0);
const ranges = z.array(z.object({ min: count, max: count })).max(1000);
const groupRule = z.object({ rule: z.enum(['MustRunAs', 'MayRunAs', 'RunAsAny']), ranges: ranges.default([]) });

/** Fields as they stood in policy/v1beta1, with their defaults. What a file leaves out of what was required is a mistake. */
const specSchema = z.object({
  privileged: z.boolean().default(false),
  hostPID: z.boolean().default(false),
  hostIPC: z.boolean().default(false),
  hostNetwork: z.boolean().default(false),
  hostPorts: ranges.default([]),
  volumes: texts.default([]),
  allowedHostPaths: z
    .array(z.object({ pathPrefix: z.string().max(4096), readOnly: z.boolean().default(false) }))
    .max(1000)
    .default([]),
  allowedFlexVolumes: z
    .array(z.object({ driver: z.string().max(4096) }))
    .max(1000)
    .default([]),
  allowedCSIDrivers: z
    .array(z.object({ name: z.string().max(4096) }))
    .max(1000)
    .default([]),
  defaultAddCapabilities: texts.default([]),
  requiredDropCapabilities: texts.default([]),
  allowedCapabilities: texts.default([]),
  allowedProcMountTypes: texts.default([]),
  allowedUnsafeSysctls: texts.default([]),
  forbiddenSysctls: texts.default([]),
  readOnlyRootFilesystem: z.boolean().default(false),
  allowPrivilegeEscalation: z.boolean().default(true),
  defaultAllowPrivilegeEscalation: z.boolean().optional(),
  seLinux: z.object({
    rule: z.enum(['MustRunAs', 'RunAsAny']),
    seLinuxOptions: z
      .object({
        user: z.string().max(4096).default(''),
        role: z.string().max(4096).default(''),
        type: z.string().max(4096).default(''),
        level: z.string().max(4096).default(''),
      })
      .prefault({}),
  }),
  runAsUser: z.object({ rule: z.enum(['MustRunAs', 'MustRunAsNonRoot', 'RunAsAny']), ranges: ranges.default([]) }),
  runAsGroup: groupRule.prefault({ rule: 'RunAsAny' }),
  supplementalGroups: groupRule,
  fsGroup: groupRule,
  runtimeClass: z
    .object({ allowedRuntimeClassNames: texts.default([]), defaultRuntimeClassName: z.string().max(4096).optional() })
    .optional(),
});

export interface PodSecurityPolicy {
  readonly name: string;
  readonly object: InventoryObject;
  readonly spec: z.infer<typeof specSchema>;
  /** Names of profiles that annotations allow; undefined where there is no such annotation. */
  readonly seccomp: Profiles;
  readonly appArmor: Profiles;
}

export interface Profiles {
  readonly allowed: readonly string[] | undefined;
  /** Set on pods that named none. */
  readonly usual: string | undefined;
}

export interface PspMistake {
  readonly object: InventoryObject;
  /** `spec.runAsUser.rule` */
  readonly path: string;
}

/** A policy, or where it is not one. */
export function readPodSecurityPolicy(object: InventoryObject): PodSecurityPolicy | readonly PspMistake[] {
  const { spec, metadata } = object.object;
  const parsed = specSchema.safeParse(spec);
  if (!parsed.success)
    return parsed.error.issues.map(({ path }) => ({ object, path: ['spec', ...path].map(String).join('.') }));
  const annotations = metadata?.annotations ?? {};
  return {
    name: object.name,
    object,
    spec: parsed.data,
    seccomp: profilesOf(annotations, 'seccomp.security.alpha.kubernetes.io/'),
    appArmor: profilesOf(annotations, 'apparmor.security.beta.kubernetes.io/'),
  };
}

function profilesOf(annotations: Readonly<Record<string, unknown>>, prefix: string): Profiles {
  const allowed = annotations[`${prefix}allowedProfileNames`];
  const usual = annotations[`${prefix}defaultProfileName`];
  return {
    allowed:
      typeof allowed === 'string'
        ? allowed
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '')
        : undefined,
    usual: typeof usual === 'string' && usual !== '' ? usual : undefined,
  };
}

/** `runtime/default`, as annotations had it, in the words of the field; files of nodes keep their `localhost/…`. */
export function fieldOfProfile(name: string): string {
  if (name === 'runtime/default' || name === 'docker/default') return 'RuntimeDefault';
  return name === 'unconfined' ? 'Unconfined' : name;
}
