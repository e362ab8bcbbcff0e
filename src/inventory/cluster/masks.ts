import { createHmac, randomBytes } from 'node:crypto';

/** Words of one or two letters (in scripts that have few) name nobody, and there are too few of them to give each another one. */
const shortest = 3;
/** Numbers of fewer digits are ports, versions and the like. */
const shortestNumber = 5;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const encoding = `${letters}${letters.toUpperCase()}${digits}`;

/**
 * What stands in a text by itself: an IPv4 or IPv6 address, a digest, a word, a number. `paymentApi-2` is three of them, so that names
 * that are made of others still are when each is masked.
 */
const parts =
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<![\w:.])(?=[\da-f:]*::|(?:[\da-f]{1,4}:){7})[\da-f:]{3,39}(?![\w:])|sha256:[\da-f]{64}|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\d+/giu;
/** What could be encoded: its words are too short to be masked one by one, and together they would still say what it was. */
const runs = /[A-Za-z0-9+/]{20,}/g;
/** Letters that say the format, not what is in it: `eyJ` of JSON, `MII` of a certificate. */
const formatLetters = 3;
const words = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\d+/gu;

/**
 * Gives each word another of the same length, the same one wherever it stands, by a key that nobody keeps. Different words become
 * different ones.
 */
export class Masks {
  readonly #key = randomBytes(32);
  readonly #known = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #octets = new Map<string, number>();
  readonly #isReserved: (word: string) => boolean;

  /** `isReserved`: words that stay as they are somewhere, and so must not be what another one becomes. */
  constructor(isReserved: (word: string) => boolean) {
    this.#isReserved = isReserved;
  }

  /** The text with all words masked but those that `stays` says; addresses and digests always. */
  text(text: string, stays: (word: string) => boolean): string {
    let masked = '';
    let at = 0;
    for (const { 0: run, index } of text.matchAll(runs)) {
      if (!isEncoded(run)) continue;
      masked += this.#plain(text.slice(at, index), stays) + this.#encoded(run);
      at = index + run.length;
    }
    return masked + this.#plain(text.slice(at), stays);
  }

  #plain(text: string, stays: (word: string) => boolean): string {
    return text.replace(parts, (part) => {
      if (part.startsWith('sha256:')) return `sha256:${this.#hex(part)}`;
      if (part.includes('.')) return this.#address(part);
      if (part.includes(':')) return this.#longAddress(part);
      // The pattern above doesn't tell upper from lower case.
      return part.replace(words, (word) => this.#word(word, stays));
    });
  }

  #encoded(run: string): string {
    return run.slice(0, formatLetters) + this.#letters(run, run.length - formatLetters, encoding);
  }

  /** 32 hexadecimal digits in place of an identifier. */
  id(text: string): string {
    return this.#hex(text).slice(0, 32);
  }

  #word(word: string, stays: (word: string) => boolean): string {
    const lower = word.toLowerCase();
    const isNumber = /^\d/.test(word);
    if (word.length < (isNumber ? shortestNumber : shortest) && !/\p{Lo}/u.test(word)) return word;
    if (stays(lower)) return word;
    const mask = this.#maskOf(lower, isNumber ? digits : letters);
    if (word === lower) return mask;
    return word === word.toUpperCase() ? mask.toUpperCase() : `${mask.charAt(0).toUpperCase()}${mask.slice(1)}`;
  }

  #maskOf(word: string, alphabet: string): string {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    for (let attempt = 0; ; attempt++) {
      // After many attempts there may be no word of that length left.
      const length = word.length + Math.floor(attempt / 200);
      const mask = this.#letters(`${word}\n${attempt}`, length, alphabet);
      if (mask === word || this.#taken.has(mask) || this.#isReserved(mask)) continue;
      this.#known.set(word, mask);
      this.#taken.add(mask);
      return mask;
    }
  }

  #letters(seed: string, length: number, alphabet: string): string {
    let mask = '';
    for (let block = 0; mask.length < length; block++)
      for (const byte of this.#bytes(`${seed}\n${block}`)) mask += alphabet[byte % alphabet.length];
    return mask.slice(0, length);
  }

  /** Networks stay networks of the same size, private ones stay private, and what is 0 stays 0. */
  #address(address: string): string {
    const octets = address.split('.').map(Number);
    const kept = keptOctets(octets);
    return octets.map((octet, index) => (index < kept ? octet : this.#octet(octets.slice(0, index), octet))).join('.');
  }

  #octet(before: readonly number[], octet: number): number {
    if (octet === 0 || octet === 255) return octet;
    const place = before.join('.');
    const key = `${place}|${octet}`;
    const known = this.#octets.get(key);
    if (known !== undefined) return known;
    for (let attempt = 0; ; attempt++) {
      const [byte = 0] = this.#bytes(`${key}|${attempt}`);
      // Public addresses stay public: 11 to 99.
      const masked = before.length === 0 ? 11 + (byte % 89) : 1 + (byte % 254);
      const taken = `${place}|=${masked}`;
      if (this.#octets.has(taken) && attempt < 1000) continue;
      this.#octets.set(key, masked).set(taken, octet);
      return masked;
    }
  }

  #longAddress(address: string): string {
    if (/^(?:::1?|fe80::|f[cd]00::)$/i.test(address)) return address;
    return address
      .split(':')
      .map((group, index) => (group === '' || index === 0 || /^0+$/.test(group) ? group : this.#hex(group).slice(0, 4)))
      .join(':');
  }

  #hex(text: string): string {
    return this.#bytes(text).toString('hex');
  }

  #bytes(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}

/** Whether letters of both sizes and digits follow each other as they do in base64, and in no name: words of two letters on average. */
function isEncoded(run: string): boolean {
  if (!/[A-Z]/.test(run) || !/[a-z]/.test(run) || !/\d/.test(run)) return false;
  return run.length < 3 * [...run.matchAll(words)].length;
}

/** How much of an address says what sort it is: RFC 1918, RFC 6598, loopback, link-local, and the ends of everything. */
function keptOctets([a = 0, b = 0]: readonly number[]): number {
  if (a === 0 || a === 127 || a >= 224 || (a === 169 && b === 254)) return 4;
  if (a === 10) return 1;
  if ((a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128)) return 2;
  return 0;
}
