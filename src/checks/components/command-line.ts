import { type FieldPath, isRecord, listOf, stringOf } from '../../kubernetes/index.ts';

/** One word of a command line; `text` is undefined where it holds a variable that the manifest doesn't give. */
export interface Word {
  readonly text: string | undefined;
  /** The list item of `command` or `args` that it stands in. */
  readonly path: FieldPath;
}

export interface CommandLine {
  readonly words: readonly Word[];
  /** Whether a shell read it: its items then hold many words, and can't be edited one by one. */
  readonly shell: boolean;
}

export interface Flag {
  /** The last value given (that is the one which counts); undefined where it holds a variable of unknown value. */
  readonly value: string | undefined;
  /** Where the value stands. */
  readonly path: FieldPath;
  /** `--flag value`: the value is a word of its own. */
  readonly apart?: boolean;
  /** A list that several flags gave. */
  readonly repeated?: boolean;
}

/** Booleans take no word of their own; lists grow with every repetition. */
export type FlagShape = 'boolean' | 'list' | 'value';

const shells = new Set(['sh', 'bash', 'ash', 'dash']);

/** The words that a container runs: `command` and `args` joined, `$(VAR)` filled in, a `sh -c` script taken apart. */
export function commandLineOf(container: Readonly<Record<string, unknown>>, path: FieldPath): CommandLine {
  const variables = literalVariables(container.env);
  const words: Word[] = [];
  for (const field of ['command', 'args']) {
    for (const [index, item] of listOf(container[field]).entries()) {
      const text = stringOf(item);
      words.push({ text: text === undefined ? undefined : expand(text, variables), path: [...path, field, index] });
    }
  }
  const script = shells.has(programName(words[0]?.text)) ? scriptOf(words) : undefined;
  if (script === undefined) return { words, shell: false };
  return { words: script.text === undefined ? [] : shellWords(script.text, script.path, variables), shell: true };
}

/** `/usr/local/bin/etcd` → `etcd`. */
export function programName(text: string | undefined): string {
  return text?.slice(text.lastIndexOf('/') + 1) ?? '';
}

/**
 * The flags among the words after a program's name, underscores read as dashes (as component-base's flag sets do). Of several the last
 * counts; lists grow. `complete` is false where a word is unknown: it may hold any flag.
 */
export function flagsOf(
  words: readonly Word[],
  shapeOf: (flag: string) => FlagShape,
): { flags: ReadonlyMap<string, Flag>; complete: boolean } {
  const flags = new Map<string, Flag>();
  let complete = true;
  const add = (name: string, flag: Flag) => {
    const before = shapeOf(name) === 'list' ? flags.get(name) : undefined;
    if (before === undefined) flags.set(name, flag);
    else if (before.value === undefined || flag.value === undefined) flags.set(name, { ...flag, value: undefined });
    else flags.set(name, { ...flag, value: `${before.value},${flag.value}`, repeated: true });
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) continue;
    if (word.text === undefined) {
      complete = false;
      continue;
    }
    const match = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word.text);
    if (match?.[1] === undefined) continue;
    const name = match[1].replaceAll('_', '-');
    const next = words[index + 1];
    if (match[2] !== undefined) {
      add(name, { value: match[2].includes(unknown) ? undefined : match[2], path: word.path });
    } else if (shapeOf(name) !== 'boolean' && next !== undefined && !next.text?.startsWith('-')) {
      add(name, { value: next.text, path: next.path, apart: true });
      index++;
    } else add(name, { value: 'true', path: word.path });
  }
  return { flags, complete };
}

/** Stands for a part of a word whose value isn't known. */
const unknown = '\u0000';

function literalVariables(env: unknown): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const entry of listOf(env)) {
    if (!isRecord(entry) || typeof entry.name !== 'string') continue;
    if (typeof entry.value === 'string') variables.set(entry.name, entry.value);
  }
  return variables;
}

/** Kubernetes' own expansion: `$(VAR)`, and `$$(VAR)` for the text `$(VAR)`. A word that is unknown as a whole is undefined. */
function expand(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  const expanded = text.replace(/\$\$|\$\(([\w.-]+)\)/g, (found, name: string | undefined) =>
    name === undefined ? (found === '$$' ? '$' : found) : (variables.get(name) ?? unknown),
  );
  return expanded.startsWith(unknown) ? undefined : expanded;
}

/** The script of `sh -c SCRIPT` (`-ec`, `-x -c` …). */
function scriptOf(words: readonly Word[]): Word | undefined {
  for (let index = 1; index < words.length; index++) {
    const text = words[index]?.text;
    if (text === undefined || !text.startsWith('-')) return undefined;
    if (/^-[a-z]*c$/.test(text)) return words[index + 1];
  }
  return undefined;
}

/**
 * Takes a script apart as far as a start script needs it: quotes, escapes, continued lines, variables; redirections and what
 * comes after a pipe are dropped. Every command of the script is returned in one row; the caller looks for the program's name.
 */
function shellWords(script: string, path: FieldPath, variables: ReadonlyMap<string, string>): Word[] {
  const words: Word[] = [];
  let word: string | undefined;
  const end = () => {
    if (word !== undefined) words.push({ text: word.startsWith(unknown) ? undefined : word, path });
    word = undefined;
  };
  for (let index = 0; index < script.length; index++) {
    const character = script[index] ?? '';
    if (character === '\\') {
      index++;
      if (script[index] !== '\n') word = (word ?? '') + (script[index] ?? '');
    } else if (character === "'") {
      const close = script.indexOf("'", index + 1);
      const to = close < 0 ? script.length : close;
      word = (word ?? '') + script.slice(index + 1, to);
      index = to;
    } else if (character === '"') {
      word ??= '';
      for (index++; index < script.length && script[index] !== '"'; index++) {
        if (script[index] === '\\') index++;
        else if (script[index] === '$') {
          const variable = variableAt(script, index, variables);
          word += variable.value;
          index = variable.last;
          continue;
        }
        word += script[index] ?? '';
      }
    } else if (character === '$') {
      const variable = variableAt(script, index, variables);
      word = (word ?? '') + variable.value;
      index = variable.last;
    } else if (/\s/.test(character)) {
      end();
    } else if (';&|<>'.includes(character)) {
      end();
      words.push({ text: character, path });
    } else word = (word ?? '') + character;
  }
  end();
  return words;
}

function variableAt(script: string, start: number, variables: ReadonlyMap<string, string>) {
  const match = /^\$(?:\{(\w+)[^}]*\}|(\w+)|\([^)]*\)|[@*#?!$-])/.exec(script.slice(start, start + 256));
  const name = match?.[1] ?? match?.[2];
  return {
    value: (name === undefined ? undefined : variables.get(name)) ?? unknown,
    last: start + (match?.[0].length ?? 1) - 1,
  };
}

/** The words of one command: up to the operator that ends it. */
export function oneCommand(words: readonly Word[], start: number): readonly Word[] {
  const end = words.findIndex((word, index) => index >= start && /^[;&|<>]$/.test(word.text ?? ''));
  return words.slice(start, end < 0 ? words.length : end);
}
