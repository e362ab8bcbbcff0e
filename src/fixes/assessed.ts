import type { Edit, Fix, Severity } from '../checks/index.ts';
import type { AssessedFinding } from '../findings/index.ts';
import type { InventoryObject } from '../inventory/index.ts';

/** A finding as tests need it: what it is about and how it is fixed; everything else is made up. */
export function assessed(
  object: InventoryObject,
  fix: Partial<Fix> | readonly Edit[] | null,
  more: { check?: string; severity?: Severity; excepted?: boolean; container?: string } = {},
): AssessedFinding {
  const { apiVersion, kind, name, declaredNamespace, source } = object;
  const parts = fix !== null && 'length' in fix ? { edits: fix } : fix;
  return {
    object,
    sensitive: false,
    finding: {
      fingerprint: '0',
      check: more.check ?? 'a-check',
      severity: more.severity ?? 'high',
      title: 'Title',
      message: 'Message',
      resource: {
        apiVersion,
        kind,
        name,
        ...(declaredNamespace !== undefined && { namespace: declaredNamespace }),
        ...(more.container !== undefined && { container: more.container }),
      },
      path: 'spec',
      location: { file: source.file, ...source.locate(['spec']) },
      standards: {},
      risk: { score: 0, factors: [] },
      fix: parts === null ? null : { title: 'Action', edits: [], ...parts },
      exception: more.excepted === true ? { reason: 'known', from: '.breakwater.yaml' } : null,
    },
  };
}
