import type { Inventory } from '../../inventory/index.ts';
import type { Violation } from '../check.ts';
import type { Severity } from '../severity.ts';
import { type Component, type ComponentName, componentsOf } from './component.ts';

/** What a component's flag must be. */
export interface Requirement {
  readonly flag: string;
  /** Which of the check's messages it gives. */
  readonly message: string;
  /** Whether all is well with the flag's value; undefined where it is absent, so that defaults decide. */
  readonly ok: (value: string | undefined, component: Component) => boolean;
  /** The value that the fix gives it; null takes the flag out. Absent: only a person can say. */
  readonly fix?: string | null;
  readonly severity?: Severity;
}

/** Asks every component of a name for what it must have; flags whose value can't be known (variables) are left alone. */
export function* unmetRequirements(
  inventory: Inventory,
  name: ComponentName,
  requirements: readonly Requirement[],
): Generator<Violation> {
  for (const component of componentsOf(inventory)) {
    if (component.name !== name) continue;
    for (const requirement of requirements) {
      if (isMet(component, requirement)) continue;
      yield flagViolation(component, requirement);
    }
  }
}

function isMet(component: Component, { flag, ok }: Requirement): boolean {
  const given = component.flags.get(flag);
  if (given === undefined) return !component.complete || ok(undefined, component);
  return given.value === undefined || ok(given.value, component);
}

/** A finding at a flag, or at the place where it is missing. */
export function flagViolation(
  component: Component,
  { flag, message, fix, severity }: Omit<Requirement, 'ok'>,
): Violation {
  const given = component.flags.get(flag);
  const edit = fix === undefined ? undefined : component.edit(flag, fix ?? undefined);
  return {
    object: component.object,
    path: given?.path ?? component.place,
    message,
    values: { flag: `--${flag}`, value: given?.value ?? '', component: component.name },
    ...(component.container !== undefined && { container: component.container }),
    ...(severity !== undefined && { severity }),
    ...(edit !== undefined && { fix: edit }),
  };
}

/** The flag's value at a component: undefined where absent or unknown. */
export function flagValue(component: Component, flag: string): string | undefined {
  return component.flags.get(flag)?.value;
}

/** Whether a flag is given, or may be given where we can't see. */
export function mayHave(component: Component, flag: string): boolean {
  return !component.complete || component.flags.has(flag);
}

/** `a, b,c` as a list. */
export function listValue(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** How Go's flags read a boolean; undefined for anything else. */
export function isTrue(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(?:1|t|T|TRUE|true|True)$/.test(value)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(value) ? false : undefined;
}

/** Whether an address is one of the host itself. */
export function isLoopback(address: string): boolean {
  const host = address.replace(/^\[/, '').replace(/\](?::\d+)?$/, '');
  return /^(?:127(?:\.\d+){3}(?::\d+)?|localhost(?::\d+)?|::1)$/.test(host);
}

/**
 * TLS cipher suites with known weaknesses: RC4, 3DES, CBC with SHA-1 or SHA-256, and RSA key exchange (no forward secrecy).
 * Sources: Go's crypto/tls InsecureCipherSuites; CIS Kubernetes Benchmark v1.10, 1.2.29.
 */
export function isWeakCipher(suite: string): boolean {
  return /_RC4_|_3DES_|_CBC_|^TLS_RSA_/.test(suite);
}

/** A TLS version below 1.2. */
export function isOldTls(version: string): boolean {
  return version === 'VersionTLS10' || version === 'VersionTLS11';
}
