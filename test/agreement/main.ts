import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Agreement } from './agreement.ts';
import { kubeLinterAgreement } from './kube-linter.ts';
import { kubeScoreAgreement } from './kube-score.ts';
import { polarisAgreement } from './polaris.ts';
import { agreementPage, agreementText } from './page.ts';

const found: Agreement[] = [];
const absent: string[] = [];
for (const [name, run] of [
  ['kube-linter', kubeLinterAgreement], ['kube-score', kubeScoreAgreement], ['polaris', polarisAgreement],
] as const) {
  const agreement = await run();
  if (agreement === undefined) absent.push(name);
  else found.push(agreement);
}
process.stdout.write(agreementText(found, absent));
