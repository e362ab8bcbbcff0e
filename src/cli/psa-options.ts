import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import type { PsaPlanOptions } from './psa.ts';
import type { PsaApplyOptions } from './psa-apply.ts';
import { psaTexts } from './psa-texts.ts';
import { cliTexts } from './texts.ts';

/** Adds `breakwater psa`. `version`: how a version is read from the call. @param run what the two commands do */
export function addPsaCommand(
  program: Command,
  language: Language,
  version: (value: string) => string,
  run: {
    readonly plan: (paths: string[], options: PsaPlanOptions) => Promise<void>;
    readonly apply: (options: PsaApplyOptions) => Promise<void>;
  },
): void {
  const text = psaTexts[language];
  const shared = cliTexts[language];
  const psa = program.command('psa').description(text.psa);
  psa
    .command('plan')
    .argument('[path...]', shared.paths)
    .description(text.plan)
    .option('--cluster', shared.cluster)
    .addOption(new Option('--recording <file>', shared.recording))
    .addOption(new Option('--context <name>', shared.context))
    .addOption(new Option('--kubeconfig <file>', shared.kubeconfig))
    .addOption(new Option('-n, --namespace <namespaces>', text.namespace))
    .addOption(new Option('--kubernetes-version <version>', shared.kubernetesVersion).argParser(version))
    .addOption(new Option('-o, --output <format>', text.output).choices(['table', 'json']).default('table'))
    .option('--allow-errors', shared.allowErrors)
    .addHelpText('after', `\n${shared.examples}${text.planExamples}`)
    .action(run.plan);
  psa
    .command('apply')
    .description(text.apply)
    .option('--cluster', text.onlyCluster)
    .addOption(new Option('--context <name>', shared.context))
    .addOption(new Option('--kubeconfig <file>', shared.kubeconfig))
    .addOption(new Option('-n, --namespace <namespaces>', text.namespace))
    .option('--yes', text.yes)
    .option('--dry-run', text.dryRun)
    .option('--force', text.force)
    .addHelpText('after', `\n${shared.examples}${text.applyExamples}`)
    .action(run.apply);
}
