/** One replacement in a text: offsets in UTF-16 units, `end` exclusive. Equal offsets insert. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Changes in the order of the text; of those that start at the same place the one that was made first comes first. */
function sortChanges(changes: readonly TextChange[]): TextChange[] {
  return changes.toSorted((a, b) => a.start - b.start);
}

/**
 * The text with all changes made; every offset is one of the original text.
 * @throws Error where two changes overlap: whoever makes changes has to keep them apart.
 */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, newText } of sortChanges(changes)) {
    if (start < done || end < start) throw new Error(`overlapping text changes at offset ${start}`);
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}
