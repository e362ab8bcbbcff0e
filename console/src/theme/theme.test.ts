import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Text and ground that stand on each other; 4.5:1 is WCAG's AA for text of this size. */
const pairs: readonly (readonly [text: string, ground: string])[] = [
  ...['critical', 'high', 'medium', 'low', 'info'].map((name) => [`--${name}-on`, `--${name}`] as const),
  ...['good', 'warn', 'bad'].flatMap((name) => [
    [`--${name}`, `--${name}-ground`] as const,
    [`--${name}`, '--surface'] as const,
  ]),
  ...['--surface', '--surface-sunken', '--surface-hover', '--surface-selected', '--mantine-color-body'].flatMap(
    (ground) => [
      ['--mantine-color-text', ground] as const,
      ['--mantine-color-dimmed', ground] as const,
      ['--accent-text', ground] as const,
    ],
  ),
  ...['key', 'text', 'number', 'comment'].flatMap((name) => [
    [`--code-${name}`, '--surface-sunken'] as const,
    [`--code-${name}`, '--mark'] as const,
  ]),
  ['--mantine-color-placeholder', '--mantine-color-default'],
  ['--mantine-color-placeholder', '--mantine-color-body'],
  ['--mantine-color-error', '--surface'],
  ['--mantine-color-accent-light-color', '--mantine-color-accent-light'],
  ['--mantine-color-accent-light-color', '--surface-selected'],
];

const sheet = readFileSync(new URL('theme.css', import.meta.url), 'utf8');

function variablesOf(theme: string): ReadonlyMap<string, string> {
  const block = sheet.split(`:root[data-mantine-color-scheme="${theme}"] {`)[1]?.split('\n}')[0] ?? '';
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

/** Relative luminance of `#rrggbb`, after WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(['light', 'dark'])('the %s theme', (theme) => {
  const variables = variablesOf(theme);
  const colour = (name: string) => variables.get(name) ?? '';

  it.each(pairs)('%s on %s can be read', (text, ground) => {
    expect([colour(text), colour(ground)]).toEqual([
      expect.stringMatching(/^#\w{6}$/),
      expect.stringMatching(/^#\w{6}$/),
    ]);
    const [light = 0, dark = 0] = [luminance(colour(text)), luminance(colour(ground))].sort(
      (one, other) => other - one,
    );
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  it('white on the accent can be read', () => {
    for (const name of ['--mantine-color-accent-filled', '--mantine-color-accent-filled-hover'])
      expect(1.05 / (luminance(colour(name)) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});
