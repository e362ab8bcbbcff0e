import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import type { PspMigrateOptions } from './psp.ts';
import { pspTexts } from './psp-texts.ts';
import { cliTexts } from './texts.ts';

/** Adds `breakwater psp`. `version`: how a version is read from the call. @param run what the command does */
export function addPspCommand(
  program: Command,
  language: Language,
  version: (value: string) => string,
  run: (paths: string[], options: PspMigrateOptions) => Promise<void>,
): void {
  const text = pspTexts[language];
  const shared = cliTexts[language];
  program
    .command('psp')
    .description(text.psp)
    .command('migrate')
    .argument('<path...>', shared.paths)
    .description(text.migrate)
    .addOption(new Option('--action <action>', text.action).choices(['Audit', 'Warn', 'Deny']).default('Audit'))
    .addOption(new Option('--kubernetes-version <version>', text.kubernetesVersion).argParser(version))
    .addOption(new Option('-o, --output <folder>', text.output))
    .addOption(new Option('--format <format>', text.format).choices(['text', 'json']).default('text'))
    .option('--allow-errors', shared.allowErrors)
    .addHelpText('after', `\n${shared.examples}${text.examples}`)
    .action(run);
}
