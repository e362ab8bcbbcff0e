import type { Language } from '../../checks/index.ts';
import { csvLine } from '../csv.ts';
import { escapeHtml, hashOf } from '../html.ts';
import type { ComplianceCheck, ComplianceControl, ComplianceReport } from './compliance.ts';
import { complianceTexts } from './texts.ts';

export interface ComplianceFile {
  readonly report: ComplianceReport;
  readonly language: Language;
  /** The cluster's name. */
  readonly cluster: string;
  /** Of Breakwater. */
  readonly version: string;
}

/** One row a control; the first bytes say that it is UTF-8, without which spreadsheets misread Chinese. */
export function* complianceCsv({ report, language }: ComplianceFile): Generator<string> {
  const text = complianceTexts[language];
  const { columns } = text;
  yield `\ufeff${csvLine([columns.section, columns.control, columns.title, columns.status, columns.reason, columns.open, columns.accepted, columns.objects, columns.checks])}`;
  for (const { section, id, title, status, reason, open, accepted, objects, checks } of report.controls)
    yield csvLine([
      section,
      id,
      title,
      text.status[status],
      reason,
      open,
      accepted,
      objects,
      checks.map((check) => checkText(check, language)).join('; '),
    ]);
}

/** One self-contained page to read and print: no script, no address outside of it but the framework's own. */
export function* complianceHtml({ report, language, cluster, version }: ComplianceFile): Generator<string> {
  const text = complianceTexts[language];
  const { pass, fail, notChecked } = report.tally;
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  const heading = `${escapeHtml(report.title)} ${escapeHtml(report.version)}`;
  const assessed = report.assessedAt === null ? text.neverAssessed : text.assessed(report.assessedAt);
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} · Breakwater</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="quiet">${text.heading} · ${escapeHtml(cluster)}</p>
<h1>${heading}</h1>
<p>${escapeHtml(text.tally(pass, fail, notChecked))}</p>
<p class="quiet">${escapeHtml(assessed)} · Breakwater ${escapeHtml(version)}<br>${text.source} <a href="${escapeHtml(report.source)}">${escapeHtml(report.source)}</a></p>
</header>
<main>
`;
  for (const [section, controls] of Map.groupBy(report.controls, (control) => control.section)) {
    yield `<section><h2>${escapeHtml(section)}</h2>
<table><thead><tr>${[text.columns.control, text.columns.title, text.columns.status, text.columns.open, text.columns.accepted, text.columns.objects].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
`;
    for (const control of controls) yield row(control, language);
    yield '</tbody></table></section>\n';
  }
  yield '</main>\n</body>\n</html>\n';
}

function row(
  { id, title, status, reason, open, accepted, objects, checks }: ComplianceControl,
  language: Language,
): string {
  const asked = checks.map((check) => `<li>${escapeHtml(checkText(check, language))}</li>`);
  return `<tr class="${status}"><th scope="row">${escapeHtml(id)}</th><td>${escapeHtml(title)}${
    reason === null ? '' : `<p class="quiet">${escapeHtml(reason)}</p>`
  }${asked.length === 0 ? '' : `<ul>${asked.join('')}</ul>`}</td><td><span class="status">${complianceTexts[language].status[status]}</span></td><td>${open}</td><td>${accepted}</td><td>${objects}</td></tr>
`;
}

function checkText({ id, status, open, accepted }: ComplianceCheck, language: Language): string {
  const text = complianceTexts[language];
  return text.check(id, text.status[status], open, accepted);
}

const style = `
:root { color-scheme: light dark; --text: #1c2024; --quiet: #5b6168; --surface: #fff; --line: #d9dce0; --accent: #0b62a4; --pass: #1a6b34; --fail: #a3131f; }
@media (prefers-color-scheme: dark) { :root { --text: #e8eaed; --quiet: #a3a9b1; --surface: #16181b; --line: #3a3f45; --accent: #76b7f2; --pass: #7ed69a; --fail: #ff8f97; } }
body { margin: 0 auto; max-width: 960px; padding: 24px 16px; font: 14px/1.5 system-ui, sans-serif; color: var(--text); background: var(--surface); }
:lang(zh-CN) { line-height: 1.75; }
h1 { font-size: 22px; margin: 0 0 8px; } h2 { font-size: 16px; margin: 24px 0 8px; } p, ul { margin: 4px 0; } ul { padding-left: 20px; }
.quiet { color: var(--quiet); } a { color: var(--accent); }
table { border-collapse: collapse; width: 100%; } th, td { border-top: 1px solid var(--line); padding: 6px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { font-size: 12px; color: var(--quiet); } td:nth-child(n+4) { text-align: right; font-variant-numeric: tabular-nums; } td:nth-child(3) { white-space: nowrap; }
li { font-size: 13px; color: var(--quiet); } .status { font-weight: 600; } .pass .status { color: var(--pass); } .fail .status { color: var(--fail); } .not-checked .status { color: var(--quiet); }
@media print { body { max-width: none; padding: 0; } tr { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; } }
`;
