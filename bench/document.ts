import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

/** Writes one section of docs/performance.md anew and leaves the others as they are. @param how it was measured, and by which command */
export function writeSection(title: string, how: string, table: string): void {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node.js ${process.version}`;
  const section = `## ${title}\n\n${how} on\n${machine}. Goals are for two quiet cores.\n\n${table}`;
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), title, section));
}

/** The document with its section of that title replaced; a new one comes last. */
function withSection(document: string, title: string, section: string): string {
  const parts = document.split(/^(?=## )/m);
  const at = parts.findIndex((part) => part.startsWith(`## ${title}\n`));
  const whole = (part: string) => `${part.trimEnd()}\n`;
  const next = at < 0 ? [...parts, section] : parts.with(at, section);
  return next.map(whole).join('\n');
}
