/**
 * Says on standard error what is going on, in one line that the next one replaces; only to a terminal, so that no log is filled by it.
 * `done` takes the line away.
 */
export interface Progress {
  readonly say: (text: string) => void;
  readonly done: () => void;
}

export function progressOn(stream: { readonly isTTY?: boolean; write(text: string): unknown }): Progress {
  if (stream.isTTY !== true) return { say: () => {}, done: () => {} };
  const clear = '\r\u001b[K';
  return { say: (text) => stream.write(`${clear}${text}`), done: () => stream.write(clear) };
}
