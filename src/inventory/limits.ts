/**
 * How much input is read: everything here is written by strangers. What is over a limit is one diagnostic, never a crash.
 * For comparison: an API server takes requests of 3 MiB, etcd stores objects of 1.5 MiB.
 */
export interface Limits {
  /** Bytes of one file, or of standard input. */
  readonly fileBytes: number;
  /** UTF-16 units of one YAML document: at its worst (`- a: b` and nothing else) js-yaml takes 100 bytes of memory and 0.25 µs for each. */
  readonly yamlDocumentLength: number;
  /** The same for documents in the usual block style, which cost a fifth. */
  readonly blockDocumentLength: number;
  /** Values of one JSON document, which costs a tenth of YAML. */
  readonly jsonValues: number;
  /** Objects of one run, and documents of one file: a cluster of 5,000 nodes has 150,000 pods. */
  readonly objects: number;
  /** Faults of one file: after them the rest of it is not read. */
  readonly faults: number;
  /** Bytes of all files together. */
  readonly totalBytes: number;
  /** Files of one run. */
  readonly files: number;
  /** Mappings and lists inside each other. */
  readonly depth: number;
  /** Values of one document after its aliases are replaced by what they stand for; go-yaml v2 stops at about the same. */
  readonly expandedNodes: number;
  /** Keys that merges (`<<`) bring into one document. */
  readonly mergedKeys: number;
}

export const defaultLimits: Limits = {
  fileBytes: 64 * 1024 * 1024,
  yamlDocumentLength: 8 * 1024 * 1024,
  blockDocumentLength: 16 * 1024 * 1024,
  jsonValues: 6_000_000,
  objects: 300_000,
  faults: 100,
  totalBytes: 512 * 1024 * 1024,
  files: 100_000,
  depth: 100,
  expandedNodes: 400_000,
  mergedKeys: 100_000,
};
