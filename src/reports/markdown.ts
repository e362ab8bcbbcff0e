import { severities } from '../checks/index.ts';
import { type AssessedFinding, noticeText } from '../findings/index.ts';
import { grouped } from '../inventory/index.ts';
import { type ReportInput, resourceText } from './report.ts';
import { visible } from './terminal-text.ts';
import { reportTexts } from './texts.ts';

/**
 * For a pull request's comment: what was found in one sentence, then a table, worst first, with all else folded away.
 * GitHub's and GitLab's flavour.
 */
export function* markdownReport({ assessment, language, texts }: ReportInput): Generator<string> {
  const text = reportTexts[language];
  const { summary, findings, errors, notices } = assessment;
  const open = findings.filter(({ finding }) => finding.exception === null);
  const accepted = findings.filter(({ finding }) => finding.exception !== null);
  yield `## Breakwater\n\n${text.summary({ ...summary, findings: open.length, errors: errors.length })}`;
  const bySeverity = severities.filter((severity) => summary.bySeverity[severity] > 0);
  if (bySeverity.length > 0)
    yield `\n\n${bySeverity.map((severity) => `**${grouped(summary.bySeverity[severity])} ${text.severity[severity]}**`).join(' · ')}`;
  if (open.length > 0) {
    const { severity, what, where, risk } = text.columns;
    yield `\n\n${row([severity, what, where, risk])}\n${row(['---', '---', '---', '---'])}`;
    for (const { finding } of open) {
      const said = `${escapeMarkdown(finding.message)}<br><sub>${escapeMarkdown(finding.check)} · ${escapeMarkdown(resourceText(finding))}</sub>`;
      const cells = [
        text.severity[finding.severity],
        said,
        code(placeOf(finding.location)),
        String(finding.risk.score),
      ];
      yield `\n${row(cells)}`;
    }
    yield* folded(text.why, groupedTexts(open, texts));
  }
  if (accepted.length > 0)
    yield* folded(
      text.accepted(accepted.length),
      accepted
        .values()
        .map(
          ({ finding }) =>
            `- ${code(placeOf(finding.location))} ${escapeMarkdown(finding.message)}: ${escapeMarkdown(finding.exception?.reason ?? '')}`,
        ),
    );
  if (errors.length > 0)
    yield `\n\n### ${text.errors}\n\n${errors
      .map(
        ({ file, line, message }) =>
          `- ${file === undefined ? '' : `${code(placeOf({ file, ...(line !== undefined && { line }) }))} `}${escapeMarkdown(message)}`,
      )
      .join('\n')}`;
  if (notices.length > 0)
    yield `\n\n${notices.map((notice) => `> ${escapeMarkdown(noticeText(notice, language))}`).join('\n>\n')}`;
  yield '\n';
}

function* groupedTexts(open: readonly AssessedFinding[], texts: ReportInput['texts']): Generator<string> {
  for (const [check, group] of Map.groupBy(open, ({ finding }) => finding.check)) {
    const text = texts[check];
    if (text === undefined) continue;
    yield `- **${escapeMarkdown(text.title)}** (${code(check)}, ${grouped(group.length)}): ${escapeMarkdown(text.why)} *${escapeMarkdown(text.action)}.*`;
  }
}

function placeOf({ file, line }: { readonly file: string; readonly line?: number }): string {
  return line === undefined ? file : `${file}:${line}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function* folded(title: string, lines: Iterable<string>): Generator<string> {
  yield `\n\n<details><summary>${escapeMarkdown(title)}</summary>\n`;
  for (const line of lines) yield `\n${line}`;
  yield '\n\n</details>';
}

/** Names from manifests must not become markup, links or mentions. */
function escapeMarkdown(text: string): string {
  return visible(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_{}[\]()<>#|~!]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}

/** Inline code; backticks in it would end it, a pipe would end the table's cell. */
function code(text: string): string {
  return `\`${visible(text.replace(/[\s`]+/g, ' ')).replaceAll('|', '\\|')}\``;
}
