import { type Command, Option } from 'commander';
import { type Language, profiles } from '../checks/index.ts';
import type { PoliciesExportOptions } from './policies.ts';
import type { PoliciesPredictOptions } from './policies-predict.ts';
import { predictTexts } from './policies-predict-texts.ts';
import { policiesTexts } from './policies-texts.ts';
import { cliTexts } from './texts.ts';

/** Adds `breakwater policies`. `parsers`: how lists and versions are read from the call. @param run what its commands do */
export function addPoliciesCommand(
  program: Command,
  language: Language,
  parsers: { readonly list: (value: string) => string[]; readonly version: (value: string) => string },
  run: {
    readonly export: (options: PoliciesExportOptions) => Promise<void>;
    readonly test: (folder: string) => Promise<void>;
    readonly crds: () => Promise<void>;
    readonly predict: (paths: string[], options: PoliciesPredictOptions) => Promise<void>;
  },
): void {
  const text = policiesTexts[language];
  const shared = cliTexts[language];
  const policies = program.command('policies').description(text.policies);
  policies
    .command('test')
    .description(text.test)
    .argument('<dir>', text.testFolder)
    .addHelpText('after', `\n${shared.examples}${text.testExamples}`)
    .action((folder: string) => run.test(folder));
  const predict = predictTexts[language];
  policies
    .command('predict')
    .description(predict.predict)
    .argument('[path...]', shared.paths)
    .addOption(new Option('--policy <file>', predict.policy))
    .addOption(new Option('--action <action>', predict.action).choices(['Off', 'Audit', 'Warn', 'Deny']))
    .option('--cluster', shared.cluster)
    .addOption(new Option('--recording <file>', shared.recording))
    .addOption(new Option('--context <name>', shared.context))
    .addOption(new Option('--kubeconfig <file>', shared.kubeconfig))
    .addOption(new Option('--namespace-selector <selector>', text.namespaceSelector))
    .addOption(new Option('--profile <name>', shared.profile).choices(profiles))
    .addOption(new Option('--checks <ids>', shared.checks).argParser(parsers.list))
    .addOption(new Option('--pss-version <version>', shared.pssVersion).argParser(parsers.version))
    .addOption(new Option('--kubernetes-version <version>', shared.kubernetesVersion).argParser(parsers.version))
    .addOption(new Option('--config <file>', shared.config))
    .addOption(new Option('-o, --output <format>', predict.output).choices(['table', 'json']).default('table'))
    .option('--allow-errors', shared.allowErrors)
    .addHelpText('after', `\n${shared.examples}${predict.examples}`)
    .action(run.predict);
  policies
    .command('crds')
    .description(text.crds)
    .addHelpText('after', `\n${shared.examples}${text.crdsExamples}`)
    .action(() => run.crds());
  policies
    .command('export')
    .description(text.export)
    .addOption(
      new Option('--policy <file>', text.policy).conflicts([
        ...['action', 'mutating', 'namespaceSelector', 'profile', 'checks', 'pssVersion', 'config'],
      ]),
    )
    .addOption(new Option('--action <action>', text.action).choices(['Audit', 'Warn', 'Deny']).default('Audit'))
    .addOption(new Option('--mutating', text.mutating).conflicts('action'))
    .addOption(new Option('--namespace-selector <selector>', text.namespaceSelector))
    .addOption(new Option('-o, --output <dir>', text.outputFolder))
    .addOption(new Option('--profile <name>', shared.profile).choices(profiles))
    .addOption(new Option('--checks <ids>', shared.checks).argParser(parsers.list))
    .addOption(new Option('--pss-version <version>', shared.pssVersion).argParser(parsers.version))
    .addOption(new Option('--kubernetes-version <version>', text.kubernetesVersion).argParser(parsers.version))
    .addOption(new Option('--config <file>', shared.config))
    .addHelpText('after', `\n${shared.examples}${text.examples}`)
    .action(run.export);
}
