import type { ConnectionText } from './connection-texts.ts';
import { allSamples, samplesOf } from './credential-patterns.ts';

/** Texts without meaning that look random: long enough for the longest form. */
const streams: Readonly<Record<string, string>> = {
  A: 'Qm4xT9vKz2LpW7sRb5NhY8cJd3FgXuAe6ktGn1PqZw0HyVBiCrSf',
  U: 'QM4XT7VKZ2LPW5SRB6NHYCJDFGUAE3KT',
  H: '4e9b02d7c5a1f8360d9e7b24c6f1a853',
};

const basic = Buffer.from(`name:${random('A', 14)}`).toString('base64');

/** Forms of credentials that have no issuer, by the word that `credentials.ts` has for them. */
const forms: Readonly<Record<string, readonly string[]>> = {
  'password in a URL': ['scheme://name:{A14}@host'],
  'basic authentication header': [`Basic ${basic}`],
  'bearer token': ['Bearer {A24}'],
  'container registry password': [`{"auths":{"registry":{"auth":"${basic}"}}}`],
  'npm registry credential': ['//registry/:_authToken={A16}'],
};

/** For what is a credential by its name: alone, in a file, in a command. */
const named = [
  '{A16}',
  'password={A16}',
  'token={A24}',
  'secret={A24}',
  'api_key={A24}',
  '--password={A16}',
  '--token={A24}',
  '--secret={A24}',
  '--api-key={A24}',
];

/**
 * A text that is judged as the credential was, and holds nothing of it; the empty text where there is none.
 * @param isSame whether a text at its place would be said to be the same kind of credential
 * @param connection what the credential is a part of: hosts and ports of it stay
 */
export function standInFor(kind: string, isSame: (text: string) => boolean, connection?: ConnectionText): string {
  const samples = samplesOf(kind);
  const candidates = [
    ...(connection?.withCredential(samples.filter((sample) => !/\s/.test(sample))) ?? []),
    ...samples,
    ...(forms[kind] ?? []),
    ...named,
  ].map(filled);
  return candidates.find(isSame) ?? '';
}

/** A text that is a credential wherever its place says that one stands there, and nowhere else. */
export const anyCredential = filled('{A16}');

/** Whether a text is one that stands for a credential. */
export function isStandIn(text: string): boolean {
  all ??= new Set([...allSamples(), ...Object.values(forms).flat(), ...named].map(filled));
  return all.has(text);
}

let all: ReadonlySet<string> | undefined;

function filled(sample: string): string {
  return sample.replace(/\{([AUH])(\d+)\}/g, (_, alphabet: string, length: string) => random(alphabet, Number(length)));
}

function random(alphabet: string, length: number): string {
  const stream = streams[alphabet] ?? '';
  return stream.repeat(Math.ceil(length / stream.length)).slice(0, length);
}
