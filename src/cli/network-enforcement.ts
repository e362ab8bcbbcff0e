import type { Language } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import type { IgnoredPolicy } from '../network/cni/index.ts';
import { objectName } from '../network/index.ts';
import { visible } from '../reports/index.ts';
import { shortened } from './network-names.ts';
import { networkTexts } from './network-texts.ts';

/** Which policies count for nothing, and of which it isn't known whether anything enforces them. */
export interface Enforcement {
  readonly ignored: readonly IgnoredPolicy[];
  readonly assumed: readonly InventoryObject[];
}

/** For people; nothing where everything is known to be enforced. */
export function enforcementLines({ ignored, assumed }: Enforcement, language: Language): readonly string[] {
  const text = networkTexts[language];
  const names = (objects: readonly InventoryObject[]) =>
    shortened([...new Set(objects.map((one) => visible(objectName(one))))], language);
  return [
    ...(ignored.length === 0
      ? []
      : [text.notEnforced(programsOf(ignored), names(ignored.map(({ policy }) => policy)))]),
    ...(assumed.length === 0 ? [] : [text.takenAsEnforced(names(assumed))]),
  ];
}

/** `flannel`, `cilium, gke` */
export function programsOf(ignored: readonly IgnoredPolicy[]): string {
  return [...new Set(ignored.flatMap(({ plugins }) => plugins))].join(', ');
}

/** The same on standard error, where the format has no place for it. */
export function sayEnforcement(enforcement: Enforcement, language: Language): void {
  for (const line of enforcementLines(enforcement, language)) process.stderr.write(`breakwater: ${line}\n`);
}

export function enforcementJson({ ignored, assumed }: Enforcement) {
  const identity = ({ apiVersion, kind, namespace, name }: InventoryObject) => ({
    apiVersion,
    kind,
    namespace: namespace ?? null,
    name,
  });
  return {
    ignored: ignored.map(({ policy, plugins }) => ({ ...identity(policy), by: plugins })),
    assumed: assumed.map(identity),
  };
}
