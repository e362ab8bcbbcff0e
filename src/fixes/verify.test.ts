import { describe, expect, it } from 'vitest';
import type { AssessedFinding } from '../findings/index.ts';
import { type Inventory, inventoryFromText } from '../inventory/index.ts';
import { type Json, valueAt } from '../kubernetes/index.ts';
import { assessed } from './assessed.ts';
import { planVerifiedFixes } from './verify.ts';

const text = `apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  one: 1
  two: 2
---
apiVersion: v1
kind: Pod
metadata:
  name: b
spec:
  one: 1
`;

/** A check that wants `spec[field]` to be 0, and sets it to `to`. */
interface Rule {
  readonly check: string;
  readonly field: string;
  readonly to?: Json;
  readonly severity?: 'high' | 'low';
  /** Asked only where this field of spec is 0. */
  readonly after?: string;
}

function assessWith(rules: readonly Rule[]) {
  return (inventory: Inventory): AssessedFinding[] =>
    inventory.objects.flatMap((object) =>
      rules.flatMap(({ check, field, to = 0, severity = 'high', after }) => {
        const value = valueAt(object.object, ['spec', field]);
        if (value === undefined || value === 0) return [];
        if (after !== undefined && valueAt(object.object, ['spec', after]) !== 0) return [];
        return [assessed(object, [{ op: 'set', path: `spec.${field}`, value: to }], { check, severity })];
      }),
    );
}

function run(rules: readonly Rule[], source = text) {
  const inventory = inventoryFromText(source, 'a.yaml');
  const assess = assessWith(rules);
  const plan = planVerifiedFixes(inventory, assess(inventory), { values: {}, risky: false }, assess);
  return {
    after: plan.files[0]?.after ?? source,
    fixed: plan.files[0]?.findings.length ?? 0,
    refused: plan.notFixed.map(
      ({ entry, refusal }) => `${entry.finding.resource.name} ${entry.finding.check} ${refusal.code}`,
    ),
  };
}

describe('planVerifiedFixes', () => {
  it('takes what works', () => {
    const result = run([
      { check: 'one', field: 'one' },
      { check: 'two', field: 'two' },
    ]);
    expect(result).toEqual({
      after: text.replaceAll('one: 1', 'one: 0').replace('two: 2', 'two: 0'),
      fixed: 3,
      refused: [],
    });
  });

  it('drops a fix after which its finding is still there', () => {
    const result = run([
      { check: 'one', field: 'one', to: 7 },
      { check: 'two', field: 'two' },
    ]);
    expect(result.after).toBe(text.replace('two: 2', 'two: 0'));
    expect(result.refused).toEqual(['a one still-there', 'b one still-there']);
  });

  it('drops only the fix that brings up a worse finding', () => {
    const result = run([
      { check: 'one', field: 'one', severity: 'low' },
      { check: 'two', field: 'two', severity: 'low' },
      { check: 'worse', field: 'two', to: 1, after: 'one' },
    ]);
    expect(result.after).toBe(text.replaceAll('one: 1', 'one: 0').replace('two: 2', 'two: 0'));
    const worse = run(
      [
        { check: 'one', field: 'one', severity: 'low' },
        { check: 'two', field: 'two', severity: 'low' },
        { check: 'worse', field: 'three', to: 1, after: 'one' },
      ],
      text.replace('  two: 2\n', '  two: 2\n  three: 3\n'),
    );
    expect(worse.after).toContain('  one: 1\n  two: 0\n  three: 3\n---');
    expect(worse.after).toMatch(/name: b\nspec:\n {2}one: 0\n$/);
    expect(worse.refused).toEqual(['a one side-effect']);
  });

  it('never brings up what the API server refuses, however small', () => {
    const result = run([
      { check: 'one', field: 'one' },
      { check: 'meta-schema-valid', field: 'two', to: 1, severity: 'low', after: 'one' },
    ]);
    expect(result.after).toBe(text.replace(/one: 1\n$/, 'one: 0\n'));
    expect(result.refused).toEqual(['a one side-effect']);
  });

  it('goes on with the lesser findings that come up', () => {
    const result = run([
      { check: 'one', field: 'one' },
      { check: 'two', field: 'two', severity: 'low', after: 'one' },
    ]);
    expect(result).toEqual({
      after: text.replaceAll('one: 1', 'one: 0').replace('two: 2', 'two: 0'),
      fixed: 3,
      refused: [],
    });
  });

  it('keeps what contradicts another fix out, and says so', () => {
    const inventory = inventoryFromText(text, 'a.yaml');
    const [object] = inventory.objects;
    if (object === undefined) throw new Error('no object');
    const findings = [1, 2].map((value) =>
      assessed(object, [{ op: 'set', path: 'spec.one', value: value + 10 }], { check: `c${value}` }),
    );
    const gone = (now: Inventory) => {
      const value = valueAt(now.objects[0]?.object, ['spec', 'one']);
      return value === 11 ? findings.slice(1) : value === 12 ? findings.slice(0, 1) : findings;
    };
    const plan = planVerifiedFixes(inventory, findings, { values: {}, risky: false }, gone);
    expect(plan.files[0]?.findings).toHaveLength(1);
    expect(plan.notFixed).toHaveLength(1);
  });
});
