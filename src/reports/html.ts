import { createHash } from 'node:crypto';
import { severities } from '../checks/index.ts';
import { type AssessedFinding, noticeText } from '../findings/index.ts';
import { grouped } from '../inventory/index.ts';
import { excerptOf, hiddenLines } from './excerpt.ts';
import { type ReportInput, resourceText } from './report.ts';
import { visible } from './terminal-text.ts';
import { reportTexts } from './texts.ts';

/**
 * One self-contained page: no address outside of it, a content security policy that allows only its own style and script.
 * It reads without script; script adds the filter.
 */
export function* htmlReport(input: ReportInput): Generator<string> {
  const { assessment, language, time, version } = input;
  const text = reportTexts[language];
  const { summary, findings, errors, notices } = assessment;
  const open = findings.filter(({ finding }) => finding.exception === null);
  const accepted = findings.filter(({ finding }) => finding.exception !== null);
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const counts = severities
    .filter((severity) => summary.bySeverity[severity] > 0)
    .map(
      (severity) =>
        `<span class="badge ${severity}">${grouped(summary.bySeverity[severity])} ${text.severity[severity]}</span>`,
    );
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.heading} · Breakwater</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${text.heading}</h1>
<p class="summary">${escapeHtml(text.summary({ ...summary, findings: open.length, errors: errors.length }))}</p>
<p>${counts.join(' ')}</p>
<p class="quiet">Breakwater ${escapeHtml(version)} · <time datetime="${escapeHtml(time)}">${escapeHtml(time)}</time></p>
</header>
<main>
${errorsSection(input)}
<form id="filter" hidden role="search">
<label>${text.filter} <input type="search" id="text"></label>
<label>${text.columns.severity} <select id="severity"><option value="">${text.allSeverities}</option>${severities.map((severity) => `<option value="${severity}">${text.severity[severity]}</option>`).join('')}</select></label>
<output id="shown" aria-live="polite"></output>
</form>
`;
  if (open.length === 0) yield `<p>${text.noFindings}</p>\n`;
  for (const entry of open) yield `${findingArticle(entry, input)}\n`;
  if (accepted.length > 0) {
    yield `<details><summary>${escapeHtml(text.accepted(accepted.length))}</summary>\n`;
    for (const entry of accepted) yield `${findingArticle(entry, input)}\n`;
    yield '</details>\n';
  }
  yield `${notices.length === 0 ? '' : `<ul class="notices">${notices.map((notice) => `<li>${escapeHtml(noticeText(notice, language))}</li>`).join('')}</ul>`}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function errorsSection({ assessment: { errors }, language }: ReportInput): string {
  if (errors.length === 0) return '';
  const rows = errors.map(
    ({ file, line, message }) =>
      `<li><code>${escapeHtml([file, line].filter((part) => part !== undefined).join(':'))}</code> ${escapeHtml(message)}</li>`,
  );
  return `<section class="errors"><h2>${reportTexts[language].errors}</h2><ul>${rows.join('')}</ul></section>`;
}

function findingArticle({ finding, object, sensitive }: AssessedFinding, { language, texts }: ReportInput): string {
  const text = reportTexts[language];
  const { file, line, column } = finding.location;
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  const source = line === undefined ? undefined : object.source.text();
  const excerpt =
    source === undefined || line === undefined
      ? ''
      : `<pre tabindex="0">${excerptOf(source, line, 2, hiddenLines(object, sensitive ? line : undefined))
          .map(
            (shown) =>
              `<span class="${shown.marked ? 'marked' : 'line'}"><span class="number">${shown.number}</span> ${escapeHtml(shown.text)}</span>`,
          )
          .join('\n')}</pre>`;
  const standards = Object.entries(finding.standards).map(
    ([name, ids]) => `${name.toUpperCase()} ${(ids as readonly string[]).join(', ')}`,
  );
  const factors = finding.risk.factors.map(
    ({ name, weight }) => `<li>${weight > 0 ? '+' : ''}${weight} ${escapeHtml(name)}</li>`,
  );
  return `<article class="finding" data-severity="${finding.severity}">
<h2><span class="badge ${finding.severity}">${text.severity[finding.severity]}</span> ${escapeHtml(finding.message)}</h2>
<p><code>${escapeHtml(place)}</code> · ${escapeHtml(resourceText(finding))} · <code>${escapeHtml(finding.path)}</code></p>
${excerpt}
<p>${escapeHtml(texts[finding.check]?.why ?? '')}</p>
${finding.fix === null ? '' : `<p class="fix"><strong>${text.fix}</strong> ${escapeHtml(finding.fix.title)}</p>`}
${finding.exception === null ? '' : `<p><strong>${text.reason}</strong> ${escapeHtml(finding.exception.reason)}</p>`}
<details><summary>${text.risk} ${finding.risk.score} · ${escapeHtml(finding.check)}</summary>
<h3>${text.score}</h3><ul>${factors.join('')}</ul>
${standards.length === 0 ? '' : `<h3>${text.standards}</h3><p>${escapeHtml(standards.join(' · '))}</p>`}
</details>
</article>`;
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything from a manifest goes through here; characters that hide or reorder text are written out. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => htmlEntities[character] ?? character);
}

export function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

const style = `
:root { color-scheme: light dark; --text: #1c2024; --quiet: #5b6168; --surface: #fff; --panel: #f5f6f7; --line: #d9dce0; --accent: #0b62a4; }
@media (prefers-color-scheme: dark) { :root { --text: #e8eaed; --quiet: #a3a9b1; --surface: #16181b; --panel: #202327; --line: #3a3f45; --accent: #76b7f2; } }
body { margin: 0 auto; max-width: 960px; padding: 24px 16px; font: 14px/1.5 system-ui, sans-serif; color: var(--text); background: var(--surface); }
:lang(zh-CN) { line-height: 1.75; }
h1 { font-size: 22px; margin: 0 0 8px; } h2 { font-size: 15px; margin: 0 0 4px; overflow-wrap: anywhere; } h3 { font-size: 13px; margin: 8px 0 0; }
.summary { font-size: 16px; margin: 0; } .quiet { color: var(--quiet); }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 4px; padding: 0 6px; font-size: 12px; font-weight: 600; }
.critical { color: #fff; background: #a3131f; border-color: #a3131f; } .high { color: #a3131f; } .medium { color: #8a4b00; } .low { color: #00607a; } .info { color: var(--quiet); }
@media (prefers-color-scheme: dark) { .high { color: #ff8f97; } .medium { color: #ffb86b; } .low { color: #6fd0ea; } }
.finding { border-top: 1px solid var(--line); padding: 16px 0; } .finding p { margin: 4px 0; }
code, pre { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
pre { background: var(--panel); padding: 8px; overflow-x: auto; margin: 8px 0; } pre .number { color: var(--quiet); display: inline-block; min-width: 4ch; text-align: right; }
.marked { font-weight: 600; box-shadow: inset 3px 0 0 var(--accent); }
form { display: flex; flex-wrap: wrap; gap: 16px; margin: 16px 0; } form[hidden] { display: none; } input, select { font: inherit; }
.errors { background: var(--panel); padding: 8px 16px; margin: 16px 0; } summary { cursor: pointer; color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

const script = `
const form = document.getElementById('filter'), text = document.getElementById('text'), severity = document.getElementById('severity'), shown = document.getElementById('shown');
const all = [...document.querySelectorAll('.finding')];
const apply = () => {
  const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const article of all) {
    const content = article.textContent.toLowerCase();
    const fits = (severity.value === '' || article.dataset.severity === severity.value) && words.every((word) => content.includes(word));
    article.hidden = !fits;
    if (fits) count++;
  }
  shown.value = count + ' / ' + all.length;
};
if (all.length > 1) { form.hidden = false; form.addEventListener('input', apply); form.addEventListener('submit', (event) => event.preventDefault()); apply(); }
`;
