import { type Language, loadTexts } from '../checks/index.ts';
import {
  type Action,
  migratePsp,
  type PspMigration,
  predictPsp,
  pspKinds,
  takesPolicies,
} from '../enforcement/index.ts';
import { readInventory } from '../inventory/index.ts';
import { formatVersion, latestVersion, parseVersion } from '../kubernetes/index.ts';
import { visible, yamlOf } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { progressOn } from './progress.ts';
import { errorText } from './psa.ts';
import { pspJson, pspText } from './psp-report.ts';
import { pspTexts } from './psp-texts.ts';
import { cliTexts } from './texts.ts';
import { writeFolder } from './write-folder.ts';

export interface PspMigrateOptions {
  readonly action: Action;
  readonly kubernetesVersion?: string;
  /** A folder. */
  readonly output?: string;
  readonly format: 'text' | 'json';
  readonly allowErrors?: boolean;
}

/**
 * `breakwater psp migrate`. @returns the exit code: 1 where a workload of the input would be refused, 2 where something could not be read
 */
export async function pspMigrateCommand(
  paths: readonly string[],
  options: PspMigrateOptions,
  language: Language,
): Promise<number> {
  const text = pspTexts[language];
  const wanted = options.kubernetesVersion ?? latestVersion;
  const version = parseVersion(wanted === 'latest' ? latestVersion : wanted);
  if (version === undefined) throw new CallError(callTexts[language].notAVersion(wanted));
  if (!takesPolicies(version)) throw new CallError(text.tooOld(formatVersion(version)));
  const progress = progressOn(process.stderr);
  progress.say(cliTexts[language].reading);
  const inventory = await readInventory({ paths, helm: { values: [], set: [] } });
  if (inventory.ofKind(...pspKinds).length === 0) throw new CallError(text.none(paths));
  const migration = migratePsp(inventory, {
    action: options.action,
    kubernetesVersion: version,
    words: { refused: text.refused, notGranted: text.notGranted },
  });
  const prediction = predictPsp(inventory, migration, version, language);
  const words = { language, texts: await loadTexts(language) };
  progress.done();
  if (options.output !== undefined) writeFiles(options.output, migration.files, language);
  const errors = [
    ...inventory.diagnostics.map((diagnostic) => errorText(diagnostic, language)),
    ...migration.mistakes.map(({ object, path }) => `${object.source.file}: ${object.name}: ${text.mistake(path)}`),
    ...prediction.unanswered.map((diagnostic) => errorText(diagnostic, language)),
  ];
  process.stdout.write(
    options.format === 'json' ? pspJson(migration, prediction, errors, words) : pspText(migration, prediction, words),
  );
  for (const error of errors) process.stderr.write(`breakwater: ${visible(error)}\n`);
  if (errors.length > 0 && options.allowErrors !== true) return 2;
  return prediction.refused.length > 0 ? 1 : 0;
}

function writeFiles(folder: string, files: PspMigration['files'], language: Language): void {
  const text = pspTexts[language];
  const written = [...files].map(([name, objects]) => ({ name, text: `# ${text.header}\n${yamlOf(objects)}` }));
  const marks = Object.values(pspTexts).map(({ header }) => `# ${header}\n`);
  writeFolder(folder, written, { language, marks, foreignFile: text.foreignFile });
  process.stderr.write(`${text.written(written.length, folder)}\n`);
}
