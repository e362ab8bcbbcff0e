import type { Said } from './diagnostic-texts.ts';

/** Why something of the input could not be read. Stable names: reports and tests refer to them. */
export type DiagnosticCode =
  | 'syntax' // not YAML or JSON
  | 'duplicate-key'
  | 'limit' // too large, too deep, too many aliases
  | 'binary'
  | 'unreadable' // permissions, vanished file
  | 'link-loop'
  | 'not-kubernetes' // a document without apiVersion and kind
  | 'template' // looks like a template that something else has to render
  | 'render' // helm or kustomize failed
  | 'renderer-missing' // helm or kustomize is not on PATH
  | 'nothing' // nothing to scan
  | 'policy' // a user's own rule is wrong
  | 'evaluation'; // a check could not be answered on an object

/** Something of the input that could not be read or answered. Never a finding, never silence. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** Path as the user gave it, `-` for standard input; absent where no file is to blame. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** One sentence, what is wrong and what to do. */
  readonly said: Said;
}
