/** Why an edit is not made. The words stand in `refusal-texts.ts`. */
export type RefusalCode =
  | 'advice' // there is no edit for it, only words
  | 'objects' // closed by adding objects, not by an edit
  | 'ask' // only the user knows the value
  | 'risky' // may change how the workload behaves
  | 'chart' // rendered by Helm
  | 'overlay' // rendered by Kustomize
  | 'standard-input' // no file to write to
  | 'shared' // an anchor: the edit would change other places, too
  | 'merged' // the field comes from a merge key (`<<`)
  | 'shape' // the fields on the way are not what Kubernetes expects
  | 'conflict' // another fix of the same run wants something else there
  | 'layout' // the text is written in a way that can't be edited safely
  | 'too-large' // the document is too large to edit
  | 'still-there' // after the edit the finding was still there
  | 'side-effect' // after the edit there was a finding that had not been there
  | 'encoding' // the file is not UTF-8
  | 'changed' // the file changed since it was read
  | 'outside' // a link leads out of what was scanned
  | 'unwritable'; // the file could not be written

export interface Refusal {
  readonly code: RefusalCode;
  /** What the text names: `anchor`, `path`, `name`, `file`, … */
  readonly values: Readonly<Record<string, string>>;
}

export function refusal(code: RefusalCode, values: Readonly<Record<string, string>> = {}): Refusal {
  return { code, values };
}

/** Carries a refusal out of a recursion; caught inside this room. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: RefusalCode, values: Readonly<Record<string, string>> = {}) {
    super(code);
    this.refusal = refusal(code, values);
  }
}
