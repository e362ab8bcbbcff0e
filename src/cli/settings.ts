import { existsSync, readFileSync } from 'node:fs';
import type { Language, Profile, Severity } from '../checks/index.ts';
import type { ExceptionRule } from '../findings/index.ts';
import type { Json } from '../kubernetes/index.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';

/** What `.breakwater.yaml` says, or the SecurityPolicy and the SecurityExceptions of a file; the fields are the same. */
export interface Settings {
  readonly profile?: Profile | undefined;
  readonly kubernetesVersion?: string | undefined;
  readonly pssVersion?: string | undefined;
  readonly checks: Readonly<Record<string, CheckSettings>>;
  /** Whether the checks are all that is asked, without any profile beneath. */
  readonly isWhole?: boolean;
  readonly exceptions: readonly ExceptionRule[];
  /** Whether objects may except themselves by annotation. */
  readonly annotationExceptions: boolean;
  /** Where they were read from; the name that it would have where there is none. */
  readonly file: string;
}

interface CheckSettings {
  readonly enabled?: boolean | undefined;
  readonly severity?: Severity | undefined;
  readonly parameters?: Readonly<Record<string, Json>> | undefined;
}

const defaultFile = '.breakwater.yaml';

/**
 * Reads the settings of the current folder, or of `--config FILE`.
 * @throws CallError with the place of what is wrong: a misspelt setting must not be taken for none
 */
export async function readSettings(file: string | undefined, language: Language): Promise<Settings> {
  const path = file ?? defaultFile;
  if (file === undefined && !existsSync(path))
    return { checks: {}, exceptions: [], annotationExceptions: false, file: path };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CallError(callTexts[language].unreadable(path, fileReason(error, language)), { cause: error });
  }
  const { parseSettings } = await import('./settings-schema.ts');
  return { ...parseSettings(text, path, language), file: path };
}
