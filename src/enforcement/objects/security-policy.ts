import { z } from 'zod';
import { type Language, languages, type Profile, profiles, type Severity, severities } from '../../checks/index.ts';
import { groupOf, type Json, type KubernetesObject } from '../../kubernetes/index.ts';
import { bounds, patterns } from './bounds.ts';
import { type Mistake, mistakesOf, most, type Parsed, withoutNulls } from './mistake.ts';
import { selectorSchema } from './selector.ts';

export const objectsGroup = 'breakwater.dev';
export const objectsVersion = 'v1alpha1';

/** The rungs of the ladder, from the ground up. */
export const rungs = ['Off', 'Audit', 'Warn', 'Deny'] as const;
export type Rung = (typeof rungs)[number];

/** What a policy says of one check: naming it adds it, unless `enabled` says false. */
export interface CheckSetting {
  readonly enabled?: boolean | undefined;
  readonly severity?: Severity | undefined;
  readonly parameters?: Readonly<Record<string, Json>> | undefined;
}

/** A SecurityPolicy, read, with what it leaves out filled in. */
export interface SecurityPolicy {
  readonly name: string;
  /** Absent where it names single checks only. */
  readonly profile: Profile | undefined;
  /** By id; added to the profile or taken from it. */
  readonly checks: Readonly<Record<string, CheckSetting>>;
  /** Version of the Pod Security Standards, `1.37`; absent: the newest known. */
  readonly pssVersion: string | undefined;
  /** The rung that was asked for. */
  readonly action: Rung;
  readonly scope: {
    /** Label selector of namespaces; absent: every namespace. */
    readonly namespaceSelector: Readonly<Record<string, unknown>> | undefined;
    /** Those of the policy, and always those of Kubernetes and of Breakwater itself. */
    readonly excludeNamespaces: readonly string[];
  };
  readonly enforcement: 'Native' | 'Webhook';
  /** What becomes of requests about which there is no answer, where the action is Deny; what only warns or records never stands in the way. */
  readonly failurePolicy: 'Fail' | 'Ignore';
  /** The written condition by which it climbs by itself; absent: a person steps. */
  readonly rollout:
    | { readonly to: Exclude<Rung, 'Off'> /** In milliseconds. */; readonly cleanFor: number }
    | undefined;
  /** Of the messages that users get. */
  readonly language: Language;
}

/** Namespaces that hold the cluster's own parts: a policy that refuses there can end the cluster, so that none is asked there. */
export const protectedNamespaces: readonly string[] = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'breakwater-system',
];

const named = z.string().max(bounds.name).regex(new RegExp(patterns.name), 'name');

const specSchema = z
  .strictObject({
    profile: z.enum(profiles).optional(),
    checks: z
      .record(
        named,
        z.strictObject({
          enabled: z.boolean().optional(),
          severity: z.enum(severities).optional(),
          parameters: z
            .record(z.string(), z.json())
            .refine(...most(bounds.parameters))
            .optional(),
        }),
      )
      .refine(...most(bounds.checks))
      .default({}),
    pssVersion: z.string().max(16).regex(new RegExp(patterns.version), 'unusable').optional(),
    action: z.enum(rungs).default('Off'),
    scope: z
      .strictObject({
        namespaceSelector: selectorSchema.optional(),
        excludeNamespaces: z.array(named).max(bounds.namespaces).default([]),
      })
      .default({ excludeNamespaces: [] }),
    enforcement: z.enum(['Native', 'Webhook']).default('Native'),
    failurePolicy: z.enum(['Fail', 'Ignore']).default('Fail'),
    rollout: z
      .strictObject({
        to: z.enum(['Audit', 'Warn', 'Deny']),
        cleanFor: z.string().max(8).regex(new RegExp(patterns.duration), 'duration'),
      })
      .optional(),
    language: z.enum(languages).default('en'),
  })
  .refine(
    ({ profile, checks }) => profile !== undefined || Object.values(checks).some(({ enabled }) => enabled !== false),
    'asks-nothing',
  )
  .refine(({ rollout, action }) => rollout === undefined || rungs.indexOf(rollout.to) >= rungs.indexOf(action), {
    error: 'rung-above',
    path: ['rollout', 'to'],
  });

const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a SecurityPolicy as a file or a cluster has it. Names of checks are looked at by `checksOf`: another version may know more. */
export function securityPolicyOf(object: KubernetesObject): Parsed<SecurityPolicy> {
  const { name, mistakes } = headOf(object, 'SecurityPolicy');
  const read = specSchema.safeParse(withoutNulls(object.spec) ?? undefined, { reportInput: true });
  if (!read.success || mistakes.length > 0)
    return { mistakes: [...mistakes, ...(read.success ? [] : mistakesOf(read.error.issues, 'spec'))] };
  const { scope, rollout, ...spec } = read.data;
  return {
    value: {
      ...spec,
      checks: spec.checks as SecurityPolicy['checks'],
      name,
      profile: spec.profile,
      pssVersion: spec.pssVersion,
      scope: {
        namespaceSelector: scope.namespaceSelector,
        excludeNamespaces: [...new Set([...protectedNamespaces, ...scope.excludeNamespaces])],
      },
      rollout: rollout && { to: rollout.to, cleanFor: millisecondsOf(rollout.cleanFor) },
    },
  };
}

/** Whether an object is one of ours, whatever its version. */
export function isPolicyObject({ apiVersion, kind }: KubernetesObject): boolean {
  return groupOf(apiVersion) === objectsGroup && (kind === 'SecurityPolicy' || kind === 'SecurityException');
}

/** Name and kind of one of our objects. */
export function headOf(
  object: KubernetesObject,
  kind: 'SecurityPolicy' | 'SecurityException',
): { readonly name: string; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const wanted = `${objectsGroup}/${objectsVersion}`;
  if (object.apiVersion !== wanted) mistakes.push({ path: 'apiVersion', key: 'other-kind', values: { wanted } });
  if (object.kind !== kind) mistakes.push({ path: 'kind', key: 'other-kind', values: { wanted: kind } });
  const name: unknown = object.metadata?.name;
  const path = 'metadata.name';
  if (name === undefined) mistakes.push({ path, key: 'missing', values: {} });
  else if (typeof name !== 'string') mistakes.push({ path, key: 'not-text', values: {} });
  // As the API server wants it of a cluster-scoped object. The CRD keeps it short, so that labels can carry it.
  else if (name.length > bounds.name || !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name))
    mistakes.push({ path, key: 'name', values: {} });
  return { name: typeof name === 'string' ? name : '', mistakes };
}

/** `7d` in milliseconds. */
function millisecondsOf(text: string): number {
  return Number(text.slice(0, -1)) * (unitMilliseconds[text.slice(-1)] ?? 0);
}
