import {
  type Check,
  type CheckedViolation,
  CheckRun,
  catalogue,
  checksOf,
  withoutCovered,
} from '../../checks/index.ts';
import type { Diagnostic, Inventory, InventoryObject } from '../../inventory/index.ts';
import { compareVersions, type MinorVersion, parseVersion } from '../../kubernetes/index.ts';
import type { Rung } from './rung.ts';

/** What a level finds at a version, by namespace, and what it could not be asked of. */
export interface Failures {
  readonly byNamespace: ReadonlyMap<string, readonly CheckedViolation[]>;
  /** Objects whose verdict is not known, by namespace. */
  readonly unanswered: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Asks all checks of a level. At level privileged nothing is asked. */
export function failuresAt({ level, version }: Rung, inventory: Inventory, kubernetesVersion: MinorVersion): Failures {
  const checks = checksOfLevel(level);
  const run = new CheckRun({ checks, inventory, parameters: {}, kubernetesVersion, pssVersion: version });
  for (const check of checks) run.ask(check);
  const unanswered = new Map<string, Diagnostic[]>();
  for (const [object, diagnostics] of run.unanswered()) {
    const namespace = namespaceOf(object);
    unanswered.set(namespace, [...(unanswered.get(namespace) ?? []), ...diagnostics]);
  }
  return {
    byNamespace: Map.groupBy(withoutCovered(run.violations), ({ object }) => namespaceOf(object)),
    unanswered,
  };
}

function checksOfLevel(level: Rung['level']): readonly Check[] {
  return level === 'privileged' ? [] : checksOf(`pss-${level}`, catalogue);
}

function namespaceOf({ namespace }: InventoryObject): string {
  return namespace ?? '';
}

/** Pod Security labels are stable since this version; to pin an older one would be to ask for next to nothing. */
const oldest: MinorVersion = { major: 1, minor: 25 };

/** The last versions before a level's rules changed, newest first: between two changes all versions say the same. */
export function olderVersions(level: Rung['level'], than: MinorVersion): readonly MinorVersion[] {
  const minors = checksOfLevel(level)
    .flatMap((check) => (check.type === 'cel' ? check.rules : []))
    .flatMap(({ since, until }) => [since, until])
    .flatMap((text) => parseVersion(text ?? '') ?? [])
    .filter((version) => compareVersions(version, oldest) > 0 && compareVersions(version, than) <= 0)
    .map(({ minor }) => minor - 1);
  return [...new Set(minors)].sort((a, b) => b - a).map((minor) => ({ major: oldest.major, minor }));
}
