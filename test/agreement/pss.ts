import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Check, catalogue, checksOf, runChecks } from '../../src/checks/index.ts';
import { inventoryFromText, saidText } from '../../src/inventory/index.ts';
import { type MinorVersion, parseVersion } from '../../src/kubernetes/index.ts';
import { type Agreement, corpusFolder, type Difference, jsonLines } from './agreement.ts';

const row = z.object({
  file: z.string(),
  level: z.enum(['baseline', 'restricted']),
  version: z.string(),
  expect: z.enum(['pass', 'fail']),
});

/**
 * Asks the checks of `pss-<level>` at the row's version about every generated pod of pod-security-admission (each a pod that its
 * level and version must admit or refuse). Undefined where the cases are not on this machine.
 */
export function pssAgreement(): Agreement | undefined {
  const folder = corpusFolder('manifests', 'pss-podsecurity-admission');
  if (folder === undefined) return undefined;
  const checks = { baseline: checksOf('pss-baseline', catalogue), restricted: checksOf('pss-restricted', catalogue) };
  const rows = jsonLines(path.join(folder, 'expected.jsonl')).map((line) => row.parse(line));
  const differences: Difference[] = [];
  for (const { file, level, version, expect } of rows) {
    const pssVersion = parseVersion(version);
    if (pssVersion === undefined) throw new Error(`${file}: ${version} is no version`);
    const got = verdict(readFileSync(path.join(folder, file), 'utf8'), checks[level], pssVersion);
    if ((got === 'pass') !== (expect === 'pass') || got.startsWith('unknown'))
      differences.push({ row: `${file} (${level} ${version})`, expected: expect, got });
  }
  return {
    name: 'pod-security-admission',
    asked: rows.length,
    agreed: rows.length - differences.length,
    differences,
  };
}

/** `pass`, the checks that have findings, or why there is no answer. */
function verdict(text: string, checks: readonly Check[], pssVersion: MinorVersion): string {
  const inventory = inventoryFromText(text);
  const result = runChecks({ checks, inventory, parameters: {}, kubernetesVersion: pssVersion, pssVersion });
  const unanswered = [...inventory.diagnostics, ...result.diagnostics].map(({ said }) => saidText(said, 'en'));
  if (inventory.objects.length !== 1) unanswered.push(`${inventory.objects.length} objects`);
  if (unanswered.length > 0) return `unknown: ${unanswered.join('; ')}`;
  const found = new Set(result.violations.map(({ check }) => check.id));
  return found.size === 0 ? 'pass' : [...found].join(', ');
}
