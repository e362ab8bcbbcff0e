import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { type FieldPath, parsePath } from '../kubernetes/index.ts';
import { type Check, inventoryCheck, type Standards } from './check.ts';
import { type CheckedViolation, withoutCovered } from './covered.ts';

const [a, b] = inventoryFromText(
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b }\n',
).objects;
if (a === undefined || b === undefined) throw new Error('no objects');
const objects = { a, b };

function checkOf(id: string, standards: Standards, coveredBy: readonly string[] = []): Check {
  const base = { id, severity: 'low', source: 'test', of: ['*'], standards, run: () => [] } as const;
  return inventoryCheck(coveredBy.length === 0 ? base : { ...base, coveredBy });
}

const checks = {
  precise: checkOf('precise', { cis: ['1'] }),
  general: checkOf('general', { cis: ['2'], nsa: ['pod'] }, ['precise']),
  other: checkOf('other', { cis: ['3'] }),
};

function violation(check: keyof typeof checks, path: string, object: keyof typeof objects = 'a'): CheckedViolation {
  const fieldPath: FieldPath = path === '' ? [] : parsePath(path);
  return { check: checks[check], standards: checks[check].standards, object: objects[object], path: fieldPath };
}

describe('withoutCovered', () => {
  const general = violation('general', 'spec.containers[1]');
  it.each<[string, CheckedViolation, boolean]>([
    ['at the same place', violation('precise', 'spec.containers[1]'), true],
    ['below it', violation('precise', 'spec.containers[1].securityContext.privileged'), true],
    ['above it', violation('precise', 'spec'), false],
    ['beside it', violation('precise', 'spec.containers[0]'), false],
    ['in a field that begins alike', violation('precise', 'spec.containersOther[1]'), false],
    ['in another object', violation('precise', 'spec.containers[1]', 'b'), false],
    ['by a check that covers nothing', violation('other', 'spec.containers[1]'), false],
  ])('a finding %s', (_, covering, covered) => {
    for (const violations of [
      [general, covering],
      [covering, general],
    ]) {
      const kept = withoutCovered([...violations]);
      expect(kept.some(({ check }) => check.id === 'general')).toBe(!covered);
      const { standards } = kept.find(({ check }) => check.id === covering.check.id) ?? {};
      const both = { cis: [...(covering.check.standards.cis ?? []), '2'], nsa: ['pod'] };
      expect(standards).toEqual(covered ? both : covering.check.standards);
    }
  });

  it('of the whole object covers and is covered like any other', () => {
    const kept = withoutCovered([violation('general', ''), violation('precise', 'spec'), violation('precise', '')]);
    expect(kept.map(({ check }) => check.id)).toEqual(['precise', 'precise']);
    expect(kept.map(({ standards }) => standards.nsa)).toEqual([['pod'], ['pod']]);
  });
});
