import { visible } from './terminal-text.ts';

/**
 * A line of CSV as RFC 4180 has it. Names in a cluster are anybody's: text that a spreadsheet would take for a formula is put behind an
 * apostrophe, also after the semicolon and the line break that part cells where commas are decimal; characters that rule a terminal are
 * written out. Source: OWASP, "CSV Injection".
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

const beforeFormula = /(?<=^|[;\n])(?=\s{0,9}[=+\-@＝＋－＠])/g;

function cellText(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const lines = cell.split(/\r?\n/).map(visible).join('\n');
  const text = lines.replaceAll(beforeFormula, "'");
  return /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
