import { describe, expect, it } from 'vitest';
import { examples } from '../../src/checks/examples/index.ts';
import { type Check, catalogue, loadTexts } from '../../src/checks/index.ts';
import { type AssessedFinding, assess } from '../../src/findings/index.ts';
import { planVerifiedFixes } from '../../src/fixes/index.ts';
import { type Inventory, inventoryFromText } from '../../src/inventory/index.ts';
import { parseVersion } from '../../src/kubernetes/index.ts';
import { askedValues } from './asked-values.ts';

type Example = (typeof examples)[string]['fail'][number];

async function findingsOf(
  check: Check,
  example: Example,
): Promise<(inventory: Inventory) => readonly AssessedFinding[]> {
  const texts = await loadTexts('en');
  const kubernetesVersion = parseVersion(example.kubernetesVersion ?? '1.37');
  const pssVersion = parseVersion(example.pssVersion ?? '1.37');
  if (kubernetesVersion === undefined || pssVersion === undefined) throw new Error('example names no version');
  return (inventory) =>
    assess({
      inventory,
      checks: [check, ...catalogue.filter(({ id }) => id === 'meta-schema-valid' && id !== check.id)],
      texts,
      language: 'en',
      parameters: { [check.id]: (example.parameters ?? {}) as Record<string, never> },
      severities: {},
      kubernetesVersion,
      pssVersion,
      surroundings: { exposure: () => 'none', isolated: () => undefined },
      exceptions: { rules: [], byAnnotation: false, file: '' },
      baseline: undefined,
      today: '2026-11-23',
    }).findings;
}

const rows = Object.entries(examples).flatMap(([id, { fail }]) => {
  const check = catalogue.find((candidate) => candidate.id === id);
  return check === undefined ? [] : fail.map((example) => [id, example.title, check, example] as const);
});

/** The whole of the catalogue's fixes: applied to the manifest that fails, the check passes, and the schema has nothing to say. */
describe('a fix closes its finding', () => {
  it.each(rows)('%s: %s', async (_, __, check, example) => {
    const find = await findingsOf(check, example);
    const inventory = inventoryFromText(example.yaml, 'example.yaml');
    const findings = find(inventory).filter(({ finding }) => finding.check === check.id);
    const plan = planVerifiedFixes(inventory, findings, { values: askedValues, risky: true }, find);
    const refused = plan.notFixed.map(({ refusal }) => refusal.code);
    expect(refused.filter((code) => !['advice', 'objects', 'shared', 'merged'].includes(code))).toEqual([]);
    const fixable = findings.filter(({ finding }) => (finding.fix?.edits.length ?? 0) > 0).length;
    expect(plan.files.flatMap((file) => file.findings).length).toBe(fixable);
    for (const { after } of plan.files) {
      const left = find(inventoryFromText(after, 'example.yaml'));
      expect(left.filter(({ finding }) => finding.check === check.id).length).toBe(findings.length - fixable);
    }
  });
});
