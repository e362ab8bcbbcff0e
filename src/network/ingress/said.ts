import { isWorld, parseBlock } from '../addresses.ts';
import type { Answer, TlsVersion } from './answers.ts';
import type { Route, Setting } from './route.ts';

/** The answer of a switch that is `true` or `false` (`on`, `off`), in whatever case; undefined where it is neither. */
export function switchOf(setting: Setting | undefined): boolean | undefined {
  const word = setting?.value.trim().toLowerCase();
  if (word === 'true' || word === 'on' || word === '1' || word === 'yes' || word === 'enabled') return true;
  if (word === 'false' || word === 'off' || word === '0' || word === 'no' || word === 'disabled') return false;
  return undefined;
}

export function answerOf(value: boolean | undefined): Answer {
  return value === undefined ? 'unknown' : value ? 'yes' : 'no';
}

/** `yes` where something says so; else `no` where it is known that nothing does. */
export function saidOr(said: boolean, known: boolean): Answer {
  return said ? 'yes' : known ? 'no' : 'unknown';
}

/** The oldest version in a list of them as programs write it: `TLSv1 TLSv1.2`, `TLSV1_2`, `VersionTLS12`. */
export function oldestTls(text: string): TlsVersion | undefined {
  const versions = [...text.slice(0, 1000).matchAll(/tls\s*v?1(?:[._]?([0-3]))?/gi)].map((match) => match[1] ?? '0');
  const [oldest] = versions.sort();
  return oldest === undefined ? undefined : (`1.${oldest}` as TlsVersion);
}

/** TLS of an Ingress by `spec.tls`. */
export function ingressTls(route: Route): 'yes' | 'no' {
  return route.hasTls ? 'yes' : 'no';
}

/** Source ranges in a list separated by commas or spaces. */
export function rangesIn(setting: Setting | undefined): readonly string[] {
  return (setting?.value ?? '').split(/[\s,]+/).filter((text) => text !== '');
}

/** Whether a range is the whole world. */
export function isEveryone(range: string): boolean {
  const block = parseBlock(range.trim());
  return block !== undefined && isWorld(block);
}
