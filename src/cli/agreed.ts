import { createInterface } from 'node:readline/promises';

/** Asks the person at the terminal. @param yes what counts as agreement; everything else is a no */
export async function isAgreed(question: string, yes: RegExp): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // At the end of the input nobody answers: then it is a no.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return yes.test((await Promise.race([lines.question(question), ended])).trim());
  } finally {
    lines.close();
  }
}
