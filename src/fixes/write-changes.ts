import { isCollection, isMap, isScalar, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { isRecord, type Json } from '../kubernetes/index.ts';
import type { ChangeTree, Inside } from './change-tree.ts';
import { type Entry, entriesOf, linesEnd } from './entries.ts';
import {
  columnOf,
  entryLines,
  flowEntry,
  flowText,
  indentOfLine,
  isEmptyOrScalar,
  itemLines,
  type Layout,
  lineStart,
  nextLine,
  valueLines,
} from './layout.ts';
import { Refused } from './refusal.ts';
import type { TextChange } from './text-change.ts';

interface Writing {
  readonly text: string;
  readonly layout: Layout;
  /** Inner changes come before outer ones: where both insert at one place, that is their order in the text. */
  readonly changes: TextChange[];
}

/**
 * The least changes of a text that make a resolved tree true. `after` is the value of `node` after the change.
 * @throws Refused (`layout`) where the text can't hold the change.
 */
export function writeChanges(text: string, node: Node, tree: ChangeTree, after: Json, layout: Layout): TextChange[] {
  const writing: Writing = { text, layout, changes: [] };
  if (tree.op !== 'inside') throw new Refused('layout');
  writeInside(writing, node, tree, after);
  return writing.changes;
}

function writeInside(writing: Writing, node: Node | null, tree: Inside, after: Json): void {
  if (!isCollection(node)) throw new Refused('layout');
  const collection = node as YAMLMap | YAMLSeq;
  const entries = entriesOf(writing.text, collection);
  const removed = new Set<Entry>();
  const added: Addition[] = [];
  for (const [key, child] of tree.children) {
    const entry = typeof key === 'number' ? entries[key] : entries.find((candidate) => candidate.key === key);
    if (entry === undefined) {
      // A field that a merge key brings: what it becomes is written out.
      const value = isRecord(after) ? (after[key] as Json | undefined) : undefined;
      if (typeof key === 'number' || value === undefined || child.op === 'remove') throw new Refused('layout');
      added.push({ key, value });
    } else if (child.op === 'remove') removed.add(entry);
    else if (child.op === 'set') replaceValue(writing, collection, entry, child.value);
    else writeInside(writing, entry.value, child, valueAfter(after, tree, key));
  }
  for (const value of tree.append) added.push({ value });
  if (removed.size + added.length === 0) return;
  if (collection.flow) writeFlow(writing, entries, removed, added);
  else writeBlock(writing, entries, removed, added);
}

/** The value of one entry after the change; indices count the items that stay. */
function valueAfter(after: Json, tree: Inside, key: string | number): Json {
  if (typeof key === 'string') return isRecord(after) ? ((after[key] as Json | undefined) ?? null) : null;
  let index = key;
  for (const [other, child] of tree.children)
    if (typeof other === 'number' && other < key && child.op === 'remove') index--;
  return Array.isArray(after) ? (after[index] ?? null) : null;
}

interface Addition {
  /** Absent for list items. */
  readonly key?: string;
  readonly value: Json;
}

function writeBlock(writing: Writing, entries: readonly Entry[], removed: ReadonlySet<Entry>, added: Addition[]): void {
  const { text, layout, changes } = writing;
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) throw new Refused('layout');
  const column = columnOf(text, first.start);
  const lines = added.flatMap(({ key, value }) =>
    key === undefined ? itemLines(value, column, layout) : entryLines(key, value, column, layout),
  );
  const live = entries.filter((entry) => !removed.has(entry));
  const lastLive = live.at(-1);
  if (lastLive === undefined) {
    changes.push({ start: first.start, end: last.end, newText: lines.join(layout.eol).slice(column) });
    return;
  }
  if (lines.length > 0) insertLines(writing, linesEnd(text, lastLive), lines);
  let rest = entries;
  // The first entry of a list item stands behind its dash: what follows moves up to it.
  if (removed.has(first) && text.slice(lineStart(text, first.start), first.start).trim() !== '') {
    const run = entries.slice(0, entries.indexOf(live[0] ?? first));
    const behind = linesEnd(text, run.at(-1) ?? first);
    const next = behind + (/^\s*/.exec(text.slice(behind))?.[0].length ?? 0);
    changes.push({ start: first.start, end: next, newText: '' });
    rest = entries.slice(run.length);
  }
  // Comments above it stay: they are people's words, and may be about more than what goes.
  for (const entry of rest)
    if (removed.has(entry))
      changes.push({ start: lineStart(text, entry.start), end: linesEnd(text, entry), newText: '' });
}

function insertLines({ text, layout, changes }: Writing, offset: number, lines: readonly string[]): void {
  const block = lines.join(layout.eol);
  const open = offset === text.length && offset > 0 && text[offset - 1] !== '\n';
  changes.push({ start: offset, end: offset, newText: open ? layout.eol + block : block + layout.eol });
}

function writeFlow(writing: Writing, entries: readonly Entry[], removed: ReadonlySet<Entry>, added: Addition[]): void {
  const { text, layout, changes } = writing;
  const first = entries[0];
  if (first === undefined) throw new Refused('layout');
  const ownLine = text.slice(lineStart(text, first.start), first.start).trim() === '';
  const indent = indentOfLine(text, first.start);
  const separator = ownLine ? layout.eol + indent : layout.json?.spaced === false ? '' : ' ';
  const written = added.map(({ key, value }) =>
    key === undefined ? flowText(value, layout, indent) : flowEntry(key, value, layout, indent),
  );
  const addition = written.join(`,${separator}`);
  const lastLive = entries.findLastIndex((entry) => !removed.has(entry));
  const lastLiveEntry = entries[lastLive];
  const lastEnd = entries.at(-1)?.end ?? first.end;
  if (lastLiveEntry === undefined) {
    changes.push({ start: first.start, end: lastEnd, newText: addition });
    return;
  }
  for (const [index, entry] of entries.slice(0, lastLive).entries())
    if (removed.has(entry))
      changes.push({ start: entry.start, end: entries[index + 1]?.start ?? entry.end, newText: '' });
  // What is removed at the end takes the comma before it along.
  const end = lastLive < entries.length - 1 ? lastEnd : lastLiveEntry.end;
  if (end > lastLiveEntry.end || addition !== '')
    changes.push({ start: lastLiveEntry.end, end, newText: addition === '' ? '' : `,${separator}${addition}` });
}

/** Writes another value where an entry has one (or has none yet, after its colon or dash). */
function replaceValue(writing: Writing, parent: YAMLMap | YAMLSeq, entry: Entry, value: Json): void {
  const { text, layout, changes } = writing;
  const { afterSign, valueStart, end, value: old } = entry;
  const indent = indentOfLine(text, entry.start);
  const like = isScalar(old) ? (old.type ?? undefined) : undefined;
  if (afterSign === undefined) {
    changes.push({ start: end, end, newText: `: ${flowText(value, layout, indent)}` });
    return;
  }
  const blockOld = isCollection(old) && !old.flow && old.items.length > 0;
  const flowOld = isCollection(old) && old.flow === true && old.items.length > 0;
  if (parent.flow || isEmptyOrScalar(value) || flowOld) {
    // A block below the key gives way to a value behind it.
    const start = blockOld && isMap(parent) ? afterSign : (valueStart ?? afterSign);
    const gap = start === afterSign && isGapNeeded(parent) ? ' ' : '';
    changes.push({ start, end: Math.max(end, start), newText: gap + flowText(value, layout, indent, like) });
    return;
  }
  const column = columnOf(text, entry.start);
  if (!isMap(parent)) {
    // Behind a dash.
    const inner = valueStart === undefined ? column + 2 : columnOf(text, valueStart);
    const body = valueLines(value, inner, layout).join(layout.eol).slice(inner);
    changes.push({ start: valueStart ?? afterSign, end, newText: valueStart === undefined ? ` ${body}` : body });
    return;
  }
  const lines = valueLines(value, column + (Array.isArray(value) ? layout.dash : layout.step), layout);
  if (blockOld && valueStart !== undefined) {
    const start = lineStart(text, valueStart);
    if (start <= afterSign) throw new Refused('layout');
    changes.push({ start, end, newText: lines.join(layout.eol) });
    return;
  }
  if (valueStart !== undefined) changes.push({ start: afterSign, end, newText: '' });
  insertLines(writing, nextLine(text, end), lines);
}

/** A list's items in flow style need no space before them. */
function isGapNeeded(parent: YAMLMap | YAMLSeq): boolean {
  return isMap(parent) || !parent.flow;
}
