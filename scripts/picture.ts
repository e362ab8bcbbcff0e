import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `npm run picture`: docs/scan.svg, the first screen of the README's first command as a terminal shows it. */
const root = fileURLToPath(new URL('..', import.meta.url));
const lines = 44;
const columns = 132;
const lineHeight = 18;
const characterWidth = 7.83;

const colors: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  36: '#79c0ff',
  37: '#ffffff',
  90: '#9aa4ae',
};

interface Style {
  color: string | undefined;
  bold: boolean;
  background: string | undefined;
}

function scan(): string {
  const command = [
    `${root}bin/breakwater.js`,
    'scan',
    'examples/shop',
    '--fail-on',
    'none',
    '--allow-errors',
    '--language',
    'en',
  ];
  return execFileSync(process.execPath, command, {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** One line of terminal output as SVG: a `tspan` for each run of one style, a rectangle behind what has a background. */
function lineSvg(line: string, y: number): string {
  const style: Style = { color: undefined, bold: false, background: undefined };
  let column = 0;
  let text = '';
  let behind = '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is read here
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    if (part.startsWith('\u001b')) {
      for (const code of part.slice(2, -1).split(';')) applyCode(style, Number(code));
      continue;
    }
    const shown = part.slice(0, Math.max(0, columns - column));
    if (shown === '') continue;
    const x = 16 + column * characterWidth;
    if (style.background !== undefined)
      behind += `<rect x="${x.toFixed(1)}" y="${y - 13}" width="${(shown.length * characterWidth).toFixed(1)}" height="${lineHeight}" fill="${style.background}"/>`;
    const attributes = `${style.color === undefined ? '' : ` fill="${style.color}"`}${style.bold ? ' font-weight="700"' : ''}`;
    text += `<tspan x="${x.toFixed(1)}"${attributes}>${escapeXml(shown)}</tspan>`;
    column += shown.length;
  }
  return `${behind}<text y="${y}" xml:space="preserve">${text}</text>`;
}

function applyCode(style: Style, code: number): void {
  if (code === 1) style.bold = true;
  else if (code === 22) style.bold = false;
  else if (code === 39) style.color = undefined;
  else if (code === 41) style.background = '#a3131f';
  else if (code === 49) style.background = undefined;
  else if (colors[code] !== undefined) style.color = colors[code];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const prompt = '\u001b[32m$\u001b[39m \u001b[1mnpx breakwater scan examples/shop\u001b[22m';
const shown = [prompt, '', ...scan().split('\n').slice(0, lines)];
const height = shown.length * lineHeight + 28;
const width = Math.round(columns * characterWidth + 32);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="The first findings of breakwater scan examples/shop in a terminal">
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" fill="#e6edf3">
${shown.map((line, index) => lineSvg(line, 28 + index * lineHeight)).join('\n')}
</g>
</svg>
`;
mkdirSync(`${root}docs`, { recursive: true });
writeFileSync(`${root}docs/scan.svg`, svg);
