import { open } from 'node:fs/promises';

/** A token, key or certificate that may be exchanged while we run. */
export interface RotatingText {
  /** @throws Error where it was never readable */
  read(): Promise<string>;
  /** What was read no longer serves: the next `read` looks again. */
  renew(): void;
}

export function fixedText(text: string): RotatingText {
  return { read: async () => text, renew: () => {} };
}

/** Kubelets exchange a projected token when 80 % of its life (10 minutes at least) is over; client-go looks once a minute, too. */
export const freshMilliseconds = 60_000;
const limitBytes = 1024 * 1024;

/** The text of a file, read again after a minute and when asked for. While it can't be read the text that was read before stands. */
export class FileText implements RotatingText {
  readonly #file: string;
  #text: Promise<string> | undefined;
  #readAt = 0;

  constructor(file: string) {
    this.#file = file;
  }

  read(): Promise<string> {
    const now = performance.now();
    if (this.#text === undefined || now - this.#readAt > freshMilliseconds) {
      const before = this.#text;
      this.#readAt = now;
      this.#text = filledText(this.#file).catch((error: unknown) => {
        if (before !== undefined) return before;
        this.#text = undefined;
        throw error;
      });
    }
    return this.#text;
  }

  renew(): void {
    this.#readAt = -Infinity;
  }
}

/** A file that is just being exchanged may be empty for a moment. */
async function filledText(file: string): Promise<string> {
  const text = await boundedText(file);
  if (text.trim() === '') throw Object.assign(new Error(`${file} is empty`), { code: 'EMPTY' });
  return text;
}

/** @throws Error where the file can't be read or has more than 1 MiB: no kubeconfig, token or bundle of certificates does */
export async function boundedText(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(limitBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) return buffer.toString('utf8', 0, length);
      length += bytesRead;
      if (length > limitBytes) throw Object.assign(new Error(`${file} has more than 1 MiB`), { code: 'EFBIG' });
    }
  } finally {
    await handle.close();
  }
}
