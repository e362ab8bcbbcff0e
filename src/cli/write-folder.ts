import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Language } from '../checks/index.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';

export interface FolderFile {
  /** Made of names of objects, too, which in a file may be anything. */
  readonly name: string;
  readonly text: string;
}

export interface FolderWords {
  readonly language: Language;
  /** How files of ours begin, in any language: those are written anew. */
  readonly marks: readonly string[];
  /** Says that somebody else wrote a file of that name. */
  readonly foreignFile: (file: string) => string;
}

/**
 * Writes files into a folder, all or none of them: one that somebody else wrote stays, and a name that leads out of the folder is none.
 * @throws CallError
 */
export function writeFolder(
  folder: string,
  files: readonly FolderFile[],
  { language, marks, foreignFile }: FolderWords,
): void {
  const stray = files.find(({ name }) => !isFileName(name));
  if (stray !== undefined) throw new CallError(callTexts[language].notAFileName(stray.name));
  try {
    mkdirSync(folder, { recursive: true });
    const foreign = files
      .map(({ name }) => join(folder, name))
      .find((file) => existsSync(file) && !marks.some((mark) => readFileSync(file, 'utf8').startsWith(mark)));
    if (foreign !== undefined) throw new CallError(foreignFile(foreign));
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError(callTexts[language].unwritable(folder, fileReason(error, language)), { cause: error });
  }
}

function isFileName(name: string): boolean {
  return name !== '' && basename(name) === name && !name.startsWith('.') && !/[\\\0]/.test(name);
}
