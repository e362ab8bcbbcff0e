import { attack } from './attack.ts';
import { cis } from './cis.ts';
import { nsa } from './nsa.ts';
import { owasp } from './owasp.ts';
import { pss } from './pss.ts';
import type { Framework, FrameworkId } from './standard.ts';

export type { Framework, FrameworkId, Localised, StandardControl } from './standard.ts';

/** Frameworks by their id in `Standards`, in the order in which they are shown. */
export const frameworks: Readonly<Record<FrameworkId, Framework>> = { pss, cis, nsa, attack, owasp };

const byId = new Map(
  Object.values(frameworks).flatMap(({ id, controls }) =>
    controls.map((control) => [`${id}:${control.id}`, control] as const),
  ),
);

/** What a framework's control is; undefined where there is none of that id. */
export function controlOf(framework: FrameworkId, id: string) {
  return byId.get(`${framework}:${id}`);
}
