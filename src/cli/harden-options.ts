import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import type { HardenOptions } from './harden.ts';
import { hardenTexts } from './harden-texts.ts';
import { cliTexts } from './texts.ts';

/** Adds `breakwater harden`. `read`: how lists and versions are read from the call. */
export function addHardenCommand(
  program: Command,
  language: Language,
  read: { readonly list: (value: string) => string[]; readonly version: (value: string) => string },
  run: (namespace: string, paths: string[], options: HardenOptions) => Promise<void>,
): void {
  const text = hardenTexts[language];
  const shared = cliTexts[language];
  program
    .command('harden')
    .argument('<namespace>', text.namespaceArgument)
    .argument('[path...]', shared.paths)
    .description(text.harden)
    .option('--cluster', shared.cluster)
    .addOption(new Option('--recording <file>', shared.recording))
    .addOption(new Option('--context <name>', shared.context))
    .addOption(new Option('--kubeconfig <file>', shared.kubeconfig))
    .addOption(new Option('--kubernetes-version <version>', shared.kubernetesVersion).argParser(read.version))
    .addOption(new Option('--sandbox <classes>', text.sandbox).argParser(read.list))
    .addOption(new Option('--sandbox-selector <labels>', text.sandboxSelector))
    .option('--sandbox-internet-facing', text.sandboxInternet)
    .option('--sandbox-default', text.sandboxDefault)
    .addOption(new Option('-o, --output <folder>', text.output))
    .addOption(new Option('--format <format>', text.format).choices(['text', 'json']).default('text'))
    .option('--allow-errors', shared.allowErrors)
    .addHelpText('after', `\n${shared.examples}${text.examples}`)
    .action(run);
}
