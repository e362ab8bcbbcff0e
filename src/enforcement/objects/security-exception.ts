import { z } from 'zod';
import type { ExceptionRule } from '../../findings/index.ts';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { bounds, patterns } from './bounds.ts';
import { atMost, mistakesOf, type Parsed, withoutNulls } from './mistake.ts';
import { headOf } from './security-policy.ts';

/** A SecurityException, read. */
export interface SecurityException {
  readonly name: string;
  /** Ids; `policy/NAME` for policies of users. */
  readonly checks: readonly string[];
  /** Globs `Kind/namespace/name`, `Kind/name` for what is in no namespace. */
  readonly resources: readonly string[];
  /** Globs of containers' names; empty: every container, and what is in none. */
  readonly containers: readonly string[];
  readonly reason: string;
  readonly owner: string | undefined;
  /** ISO 8601 in UTC with milliseconds; absent: it doesn't end. */
  readonly expiresAt: string | undefined;
}

const check = z.string().min(1).max(bounds.exceptedCheck).regex(new RegExp(patterns.exceptedCheck), 'name');

const specSchema = z
  .strictObject({
    check: check.optional(),
    checks: z.array(check).min(1).max(bounds.checks).optional(),
    resources: z
      .array(z.string().max(bounds.glob).regex(new RegExp(patterns.glob), 'glob'))
      .min(1)
      .max(bounds.globs),
    containers: z
      .array(z.string().max(bounds.name).regex(new RegExp(patterns.containerGlob), 'name'))
      .min(1)
      .max(bounds.globs)
      .optional(),
    reason: z
      .string()
      .min(1)
      .refine(...atMost(bounds.reason)),
    owner: z
      .string()
      .min(1)
      .refine(...atMost(bounds.owner))
      .optional(),
    expiresAt: z.iso
      .datetime({ offset: true, error: 'instant' })
      .regex(new RegExp(patterns.instant), 'instant')
      .optional(),
  })
  .refine((spec) => (spec.check === undefined) !== (spec.checks === undefined), 'check-or-checks');

/** Reads a SecurityException as a file or a cluster has it. */
export function securityExceptionOf(object: KubernetesObject): Parsed<SecurityException> {
  const { name, mistakes } = headOf(object, 'SecurityException');
  const read = specSchema.safeParse(withoutNulls(object.spec) ?? undefined, { reportInput: true });
  if (!read.success || mistakes.length > 0)
    return { mistakes: [...mistakes, ...(read.success ? [] : mistakesOf(read.error.issues, 'spec'))] };
  const { check: one, checks = one === undefined ? [] : [one], expiresAt, ...spec } = read.data;
  return {
    value: {
      name,
      checks: [...new Set(checks)],
      resources: spec.resources,
      containers: spec.containers ?? [],
      reason: spec.reason,
      owner: spec.owner,
      expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
    },
  };
}

/** Whether it has ended. @param now ISO 8601 in UTC */
export function hasEnded({ expiresAt }: SecurityException, now: string): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** Of the origin of a rule that an object made; the object's name follows. */
export const objectOrigin = 'SecurityException/';

/**
 * An exception as rules for findings and policies: one for each check and container. A rule ends by the day; `expiresAt` says when on it.
 */
export function exceptionRulesOf(exception: SecurityException): readonly ExceptionRule[] {
  const { name, checks, resources, containers, reason, owner, expiresAt } = exception;
  return checks.flatMap((id) =>
    (containers.length === 0 ? [undefined] : containers).map(
      (container): ExceptionRule => ({
        check: id,
        resources,
        container,
        reason,
        owner,
        expires: expiresAt?.slice(0, 10),
        expiresAt,
        origin: objectOrigin + name,
      }),
    ),
  );
}
