import type { CheckTexts, Language } from '../checks/index.ts';
import type { Assessment, Finding } from '../findings/index.ts';

/** What every format is made from, so that all of them say the same. */
export interface ReportInput {
  readonly assessment: Assessment;
  readonly language: Language;
  /** Texts of the checks asked. */
  readonly texts: CheckTexts;
  /** Version of this program. */
  readonly version: string;
  /** Whether to colour (table only). */
  readonly color: boolean;
  /** Columns of the terminal (table only). */
  readonly width: number;
  /** When it was made, ISO 8601. */
  readonly time: string;
}

export const formats = ['table', 'json', 'sarif', 'junit', 'markdown', 'html', 'openreports', 'policyreport'] as const;
export type Format = (typeof formats)[number];

/**
 * The report as text, ending in a line break, in pieces: hundreds of thousands of findings are longer than a string can be. Only the
 * asked format is loaded.
 */
export async function formatReport(format: Format, input: ReportInput): Promise<Iterable<string>> {
  return inBlocks(await piecesOf(format, input));
}

/** About how many UTF-16 units are written at once. */
const blockLength = 65_536;

function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockLength) continue;
    yield block;
    block = '';
  }
  yield block;
}

async function piecesOf(format: Format, input: ReportInput): Promise<Iterable<string>> {
  switch (format) {
    case 'table':
      return (await import('./table.ts')).tableReport(input);
    case 'json':
      return (await import('./json.ts')).jsonReport(input);
    case 'sarif':
      return (await import('./sarif.ts')).sarifReport(input);
    case 'junit':
      return (await import('./junit.ts')).junitReport(input);
    case 'markdown':
      return (await import('./markdown.ts')).markdownReport(input);
    case 'html':
      return (await import('./html.ts')).htmlReport(input);
    case 'openreports':
    case 'policyreport':
      return (await import('./policy-reports.ts')).policyReports(input, format);
  }
}

/** `Deployment shop/web`, `Deployment shop/web (app)` */
export function resourceText({ resource: { kind, namespace, name, container } }: Finding): string {
  const object = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  return container === undefined ? object : `${object} (${container})`;
}
