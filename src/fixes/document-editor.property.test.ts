import { isDeepStrictEqual } from 'node:util';
import { diffArrays } from 'diff';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { Document, isMap, isScalar, isSeq, type Node, Scalar, visit } from 'yaml';
import type { FieldPath, Json } from '../kubernetes/index.ts';
import { isRecord, valueAt } from '../kubernetes/index.ts';
import type { KnownEdit } from './change-tree.ts';
import { DocumentEditor } from './document-editor.ts';
import { applyChanges } from './text-change.ts';

/** Names and strings as manifests have them, and such as make trouble. */
const name = fc.oneof(
  fc.constantFrom(
    'name',
    'spec',
    'containers',
    'image',
    'app.kubernetes.io/name',
    'on',
    'true',
    '1',
    'a b',
    '#x',
    '-',
    "it's",
    '',
  ),
  fc.string({ maxLength: 5 }).filter((text) => text !== '__proto__' && text !== '<<'),
);
const scalar = fc.oneof(
  fc.constantFrom(
    'nginx:1.25',
    'true',
    'null',
    '~',
    '0123',
    '1e3',
    '256Mi',
    'a: b',
    'x #y',
    '- z',
    'two\nlines\n',
    ' pad ',
    '',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
);
const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar as fc.Arbitrary<Json>,
    fc.array(tie('value'), { maxLength: 3 }) as fc.Arbitrary<Json>,
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<Json>,
  ),
}));
const root = fc.dictionary(name, anyValue, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

interface Written {
  readonly text: string;
  readonly value: Json;
}

/** A document in some style: block, flow and quotes mixed, comments and empty lines between, CRLF or not. */
const written: fc.Arbitrary<Written> = fc
  .record({
    value: root,
    indent: fc.constantFrom(2, 3, 4),
    indentSeq: fc.boolean(),
    styles: fc.array(fc.nat(11), { minLength: 7, maxLength: 23 }),
    eol: fc.constantFrom('\n', '\r\n'),
    end: fc.boolean(),
  })
  .map(({ value, indent, indentSeq, styles, eol, end }) => {
    const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
    let comments = 0;
    let nodes = 0;
    visit(document, {
      Node(key, node) {
        const style = styles[nodes++ % styles.length] ?? 0;
        if ((isMap(node) || isSeq(node)) && style === 0) node.flow = true;
        if (isScalar(node) && typeof node.value === 'string' && key !== 'key')
          node.type =
            (
              [
                Scalar.QUOTE_DOUBLE,
                Scalar.QUOTE_SINGLE,
                Scalar.PLAIN,
                Scalar.BLOCK_LITERAL,
                Scalar.BLOCK_FOLDED,
              ] as const
            )[style % 5] ?? Scalar.PLAIN;
        if (style === 6 && isScalar(node) && key === 'key') node.spaceBefore = true;
        if (style === 7 && isScalar(node) && key === 'key') (node as Node).commentBefore = ` own comment ${comments++}`;
        if (style === 8 && isScalar(node) && key === 'value') node.comment = ` at the end ${comments++}`;
      },
    });
    const text = document.toString({ indent, indentSeq, lineWidth: 0 });
    return { text: (end ? text : text.replace(/\n$/, '')).replaceAll('\n', eol), value };
  })
  .filter(({ text, value }) => {
    // What the writer itself gets wrong is not asked.
    try {
      return isDeepStrictEqual(load(text), value);
    } catch {
      return false;
    }
  });

function pathsOf(value: Json, base: FieldPath = []): FieldPath[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...base, index]))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item as Json, [...base, key]))
      : [];
  return base.length === 0 ? below : [base, ...below];
}

const edit = (value: Json): fc.Arbitrary<KnownEdit> =>
  fc
    .record({
      at: fc.constantFrom(...pathsOf(value)),
      more: fc.array(name, { maxLength: 2 }),
      op: fc.constantFrom('set', 'set', 'remove', 'append', 'removeValue'),
      to: anyValue,
    })
    .map(({ at, more, op, to }): KnownEdit => {
      if (op === 'remove') return { op, path: at };
      if (op === 'set') return { op, path: [...at, ...more], value: to };
      return { op: op as 'append' | 'removeValue', path: at, value: to };
    });

const edited = written.chain((document) =>
  fc.record({ document: fc.constant(document), edits: fc.array(edit(document.value), { minLength: 1, maxLength: 4 }) }),
);

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** An edit on plain data, written as simply as can be; undefined where the data has no place for it. */
function appliedTo(value: Json | undefined, { path, ...change }: KnownEdit): { after: Json | undefined } | undefined {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (change.op === 'remove') return { after: undefined };
    if (change.op === 'set') return { after: change.value };
    if (change.op === 'append') {
      if (isEmpty(value)) return { after: [change.value] };
      if (!Array.isArray(value)) return undefined;
      return { after: value.some((item) => isDeepStrictEqual(item, change.value)) ? value : [...value, change.value] };
    }
    if (!Array.isArray(value)) return isEmpty(value) ? { after: value } : undefined;
    const kept = value.filter((item) => !isDeepStrictEqual(item, change.value));
    return { after: kept.length === 0 && value.length > 0 ? undefined : kept };
  }
  const inner = valueAt(value, [step]) as Json | undefined;
  if (Array.isArray(value) && value.length > 0) {
    if (typeof step !== 'number' || inner === undefined) return undefined;
    const result = appliedTo(inner, { path: rest, ...change } as KnownEdit);
    if (result === undefined) return undefined;
    const after = result.after === undefined ? value.toSpliced(step, 1) : value.with(step, result.after);
    return { after: after.length === 0 ? undefined : after };
  }
  if (typeof value !== 'object' && value !== undefined) return undefined;
  const result = appliedTo(inner, { path: rest, ...change } as KnownEdit);
  if (result === undefined) return undefined;
  if (result.after === undefined && inner === undefined) return { after: value };
  if (typeof step === 'number') return undefined;
  const after = { ...(isEmpty(value) ? {} : (value as Record<string, Json>)) };
  if (result.after === undefined) delete after[step];
  else after[step] = result.after;
  return { after: Object.keys(after).length === 0 ? undefined : after };
}

const runs = { numRuns: 500 };

describe('DocumentEditor on random documents', { timeout: 60_000 }, () => {
  it('one edit says what it asks for', () => {
    let made = 0;
    let layout = 0;
    fc.assert(
      fc.property(edited, ({ document, edits: [first] }) => {
        if (first === undefined) return;
        const { changes, refusals } = new DocumentEditor(document.text).edit([[first]]);
        const wanted = appliedTo(document.value, first);
        const reason = refusals[0]?.code;
        if (wanted === undefined) expect(reason).toBe('shape');
        // A document of which nothing is left is no document.
        else if (wanted.after === undefined) expect(reason).toBe('layout');
        else if (reason === 'layout') layout++;
        else {
          expect(reason).toBeUndefined();
          expect(load(applyChanges(document.text, changes))).toEqual(wanted.after);
          made++;
        }
      }),
      runs,
    );
    // A writer that refuses everything would pass the rest.
    expect(layout).toBeLessThan(made / 100);
  });

  it('several edits leave every line that they do not name, and its comments', () => {
    fc.assert(
      fc.property(edited, ({ document, edits }) => {
        const { text } = document;
        const { changes } = new DocumentEditor(text).edit(edits.map((one) => [one]));
        const after = applyChanges(text, changes);
        expect(() => load(after)).not.toThrow();
        // No line break is of another kind than those there were.
        if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
        for (const { start, end } of changes) {
          const gone = text.slice(start, end);
          // Comments go only with what they are about.
          for (const [, number] of gone.matchAll(/# (?:own comment|at the end) (\d+)/g))
            expect(
              edits.some(({ op }) => op !== 'append'),
              `comment ${number}`,
            ).toBe(true);
        }
        const adds = edits.every(
          ({ op, path }) => op === 'append' || (op === 'set' && valueAt(document.value, path) === undefined),
        );
        if (!adds) return;
        for (const [comment] of text.matchAll(/# (?:own comment|at the end) \d+/g)) expect(after).toContain(comment);
        // What is added goes on lines of its own, or into the one line of an empty or flow value.
        const parts = diffArrays(text.split(/\r?\n/), after.split(/\r?\n/));
        const rewritten = parts.reduce((sum, { removed, count }) => sum + (removed ? count : 0), 0);
        expect(rewritten).toBeLessThanOrEqual(edits.length);
      }),
      runs,
    );
  });

  it('the same fixes again change nothing', () => {
    fc.assert(
      fc.property(edited, ({ document, edits }) => {
        const additions = edits.filter(({ op }) => op === 'set' || op === 'append').map((one) => [one]);
        const first = new DocumentEditor(document.text).edit(additions);
        const after = applyChanges(document.text, first.changes);
        const again = new DocumentEditor(after).edit(
          additions.filter((_, index) => first.refusals[index] === undefined),
        );
        expect(again.changes).toEqual([]);
      }),
      runs,
    );
  });
});
