/** What people read about a check, in one language. */
export interface CheckText {
  /** What is wrong, as a short headline: "Privileged container". */
  readonly title: string;
  /** The consequence first, then the rule; one to three sentences. */
  readonly why: string;
  /** What to do, imperative; also the title of its fix. */
  readonly action: string;
  /**
   * One sentence about the place found, with `{placeholders}`: `{container}`, `{value}`, `{field}`, `{item}` (name or mount path of the innermost list item), `{kind}`, `{name}` and the
   * violation's own values. Several by name where the check says different things (`Rule.message`, `Violation.message`).
   */
  readonly message: string | Readonly<Record<string, string>>;
}

export type CheckTexts = Readonly<Record<string, CheckText>>;
