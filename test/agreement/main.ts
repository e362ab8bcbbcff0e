/*
 * Compares our verdicts with those of other projects' own test cases, and prints how often they agree.
 * `--write` writes docs/agreement.md, too. Fails where a difference has no reason.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Agreement } from './agreement.ts';
import { cyclonusAgreement } from './cyclonus.ts';
import { kubeLinterAgreement } from './kube-linter.ts';
import { kubeNetworkPoliciesAgreement } from './kube-network-policies.ts';
import { kubeScoreAgreement } from './kube-score.ts';
import { agreementPage, agreementText, pageFile } from './page.ts';
import { polarisAgreement } from './polaris.ts';
import { pssAgreement } from './pss.ts';

const corpora = [
  ['pod-security-admission', pssAgreement],
  ['kube-linter', kubeLinterAgreement],
  ['kube-score', kubeScoreAgreement],
  ['polaris', polarisAgreement],
  ['cyclonus', cyclonusAgreement],
  ['kube-network-policies', kubeNetworkPoliciesAgreement],
] as const;

const found: Agreement[] = [];
const absent: string[] = [];
for (const [name, run] of corpora) {
  const agreement = await run();
  if (agreement === undefined) absent.push(name);
  else found.push(agreement);
}
process.stdout.write(agreementText(found, absent));
if (process.argv.includes('--write')) {
  if (absent.length > 0) throw new Error('not written: some cases are not on this machine');
  writeFileSync(pageFile, agreementPage(found, readFileSync(pageFile, 'utf8')));
}
if (found.some(({ differences }) => differences.some(({ reason }) => reason === undefined))) process.exitCode = 1;
