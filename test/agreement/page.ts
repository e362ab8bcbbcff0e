import type { Agreement } from './agreement.ts';
export function agreementText(found: readonly Agreement[], absent: readonly string[]): string {
  let text = '';
  for (const a of found) {
    text += `${a.name}: ${a.agreed} of ${a.asked}\n`;
    for (const d of a.differences) text += `  ${d.row}: expected ${d.expected}, got ${d.got} ${d.reason ?? 'NO REASON'}\n`;
    for (const d of a.counts ?? []) text += `  count ${d.row}: expected ${d.expected}, got ${d.got} ${d.reason ?? 'NO REASON'}\n`;
  }
  return text + absent.join();
}
export const agreementPage = agreementText;
