import type { AssessedFinding } from '../findings/index.ts';
import { type Position, TextFile } from '../inventory/index.ts';
import { DocumentEditor } from './document-editor.ts';
import { type Candidate, candidateOf } from './plan.ts';

/** A replacement in a file's text, `end` exclusive. */
export interface Replacement {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

const mostOfDocument = 2000;

/**
 * What each finding's fix would change in its source, to be shown and applied one by one (SARIF `fixes`, an editor's quick fix).
 * Findings that no edit of a file closes, or whose edit needs a value that only the user knows, are not in it. Nor are those of documents
 * with more than `mostOfDocument`: nobody applies so many one by one, and each costs a walk over the lists that it is in.
 */
export function fixReplacements(
  findings: readonly AssessedFinding[],
): ReadonlyMap<AssessedFinding, readonly Replacement[]> {
  const replacements = new Map<AssessedFinding, readonly Replacement[]>();
  const candidates = findings
    .map((entry) => candidateOf(entry, { values: {}, risky: true }))
    .filter((candidate) => 'place' in candidate);
  for (const ofFile of Map.groupBy(candidates, ({ entry }) => entry.object.source.file).values()) {
    const file = new TextFile(ofFile[0]?.entry.object.source.file ?? '', ofFile[0]?.text ?? '');
    for (const ofDocument of Map.groupBy(ofFile, ({ place }) => place.start).values())
      if (ofDocument.length <= mostOfDocument)
        for (const [entry, found] of ofOneDocument(file, ofDocument)) replacements.set(entry, found);
  }
  return replacements;
}

function ofOneDocument(file: TextFile, candidates: readonly Candidate[]): [AssessedFinding, Replacement[]][] {
  const { start: offset = 0, end = 0 } = candidates[0]?.place ?? {};
  const each = new DocumentEditor(file.text.slice(offset, end)).editEach(candidates.map(({ edits }) => edits));
  return candidates.flatMap(({ entry }, index): [AssessedFinding, Replacement[]][] => {
    const changes = each[index];
    if (changes === undefined) return [];
    const found = changes.map(({ start, end, newText }) => ({
      start: file.position(offset + start),
      end: file.position(offset + end),
      newText,
    }));
    return [[entry, found]];
  });
}
