import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type Language, profiles, severities } from '../checks/index.ts';
import { parseVersion } from '../kubernetes/index.ts';
import { formats } from '../reports/index.ts';
import { callTexts } from './call-texts.ts';
import { setLanguage } from './commander-texts.ts';
import { addHardenCommand } from './harden-options.ts';
import { addIngressCommand } from './ingress-options.ts';
import { languageOf } from './language.ts';
import { addNetworkCommand } from './network-options.ts';
import { addPoliciesCommand } from './policies-options.ts';
import { addPsaCommand } from './psa-options.ts';
import { addPspCommand } from './psp-options.ts';
import { addServerCommand } from './server-options.ts';
import { cliTexts } from './texts.ts';
import { packageVersion } from './version.ts';

/**
 * Reads the arguments and runs the command they name.
 * @returns the exit code
 * @throws CallError where the call is wrong in a way that only the command can see
 */
export async function runProgram(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  let code = 0;
  const language = languageOf(argv, env);
  const text = cliTexts[language];
  const program = new Command('breakwater')
    .description(text.program)
    .version(packageVersion(), '-V, --version', text.version)
    .exitOverride()
    .showHelpAfterError('(breakwater --help)');
  setLanguage(program, language);

  scanOptions(program.command('scan').description(text.scan), language)
    .addOption(new Option('-o, --output <format>', text.output).choices(formats).default('table'))
    .addOption(new Option('--fail-on <severity>', text.failOn).choices([...severities, 'none']).default('high'))
    .addOption(new Option('--baseline <file>', text.baseline))
    .addOption(new Option('--write-baseline <file>', text.writeBaseline))
    .option('--reports', text.reports)
    .option('--cluster', text.cluster)
    .addOption(new Option('--recording <file>', text.recording))
    .addOption(new Option('--context <name>', text.context))
    .addOption(new Option('--kubeconfig <file>', text.kubeconfig))
    .addHelpText('after', `\n${text.examples}${text.scanExamples}`)
    .action(async (paths: string[], options) => {
      code = await (await import('./scan.ts')).scanCommand(paths, options, language);
    });

  scanOptions(program.command('fix').description(text.fix), language)
    .option('--dry-run', text.dryRun)
    .addOption(repeatable('--set <name=value>', text.set))
    .option('--risky', text.risky)
    .addOption(new Option('--add-objects <file>', text.addObjects))
    .addHelpText('after', `\n${text.examples}${text.fixExamples}`)
    .action(async (paths: string[], options) => {
      code = await (await import('./fix.ts')).fixCommand(paths, options, language);
    });

  program
    .command('record')
    .description(text.record)
    .addOption(new Option('-o, --output <file>', text.recordOutput))
    .addOption(new Option('--context <name>', text.context))
    .addOption(new Option('--kubeconfig <file>', text.kubeconfig))
    .addOption(new Option('-n, --namespace <namespaces>', text.recordNamespace))
    .option('--redact', text.redact)
    .addOption(new Option('--recording <file>', text.recordRecording))
    .option('--allow-errors', text.recordAllowErrors)
    .addHelpText('after', `\n${text.examples}${text.recordExamples}`)
    .action(async (options) => {
      code = await (await import('./record.ts')).recordCommand(options, language);
    });

  addServerCommand(program, language, text.examples, async (options) => {
    code = await (await import('./server.ts')).serverCommand(options, language);
  });

  addPoliciesCommand(
    program,
    language,
    { list: list(language), version: versionText(language) },
    {
      export: async (options) => {
        code = await (await import('./policies.ts')).policiesExportCommand(options, language);
      },
      test: async (folder) => {
        code = await (await import('./policies-test.ts')).policiesTestCommand(folder, language);
      },
      crds: async () => {
        code = (await import('./policies.ts')).policiesCrdsCommand();
      },
      predict: async (paths, options) => {
        code = await (await import('./policies-predict.ts')).policiesPredictCommand(paths, options, language);
      },
    },
  );

  addPsaCommand(program, language, versionText(language), {
    plan: async (paths, options) => {
      code = await (await import('./psa.ts')).psaPlanCommand(paths, options, language);
    },
    apply: async (options) => {
      code = await (await import('./psa-apply.ts')).psaApplyCommand(options, language);
    },
  });

  addHardenCommand(
    program,
    language,
    { list: list(language), version: versionText(language) },
    async (namespace, paths, options) => {
      code = await (await import('./harden.ts')).hardenCommand(namespace, paths, options, language);
    },
  );

  addPspCommand(program, language, versionText(language), async (paths, options) => {
    code = await (await import('./psp.ts')).pspMigrateCommand(paths, options, language);
  });

  addNetworkCommand(program, language, (result) => {
    code = result;
  });

  addIngressCommand(program, language, (result) => {
    code = result;
  });

  checksCommand(program, language, (result) => {
    code = result;
  });

  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.exitOverride().addOption(new Option('--language <language>', text.language).hideHelp(command !== program));
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

/** What `scan` and `fix` have in common: what to read and what to ask. */
function scanOptions(command: Command, language: Language): Command {
  const text = cliTexts[language];
  const edits = command.name() === 'fix';
  // What changes files is told which; and its `--set` gives the values that fixes ask for.
  const [paths, helmSet] = edits
    ? [command.argument('<path...>', text.paths), '--helm-set <key=value>']
    : [command.argument('[path...]', text.paths), '--set <key=value>'];
  return paths
    .addOption(new Option('--profile <name>', text.profile).choices(profiles))
    .addOption(new Option('--pss-version <version>', text.pssVersion).argParser(versionText(language)))
    .addOption(new Option('--checks <ids>', text.checks).argParser(list(language)))
    .addOption(new Option('--kubernetes-version <version>', text.kubernetesVersion).argParser(versionText(language)))
    .addOption(new Option('--policies <dir>', text.policies))
    .addOption(new Option('--config <file>', text.config))
    .option('--allow-errors', text.allowErrors)
    .option('--no-color', text.color)
    .addOption(repeatable('-f, --values <file>', text.helmValues))
    .addOption(repeatable(helmSet, text.helmSet))
    .addOption(new Option('--release-name <name>', text.helmRelease))
    .addOption(new Option('-n, --namespace <namespace>', edits ? text.helmNamespace : text.scanNamespace));
}

function checksCommand(program: Command, language: Language, done: (code: number) => void): void {
  const text = cliTexts[language];
  const checks = program
    .command('checks')
    .description(text.checksCommand)
    .addHelpText('after', `\n${text.examples}${text.checksExamples}`);
  checks
    .command('list', { isDefault: true })
    .description(text.checksList)
    .addOption(new Option('--profile <name>', text.profile).choices(profiles).default('all'))
    .addOption(new Option('-o, --output <format>', text.output).choices(['table', 'json']).default('table'))
    .action(async (options) => {
      done(await (await import('./checks.ts')).listCommand(options, language));
    });
  checks
    .command('show')
    .argument('<id>')
    .description(text.checksShow)
    .action(async (id: string) => {
      done(await (await import('./checks.ts')).showCommand(id, language));
    });
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, previous: readonly string[] | undefined) => [
    ...(previous ?? []),
    value,
  ]);
}

function list(language: Language): (value: string) => string[] {
  return (value) => {
    const names = value.split(',').map((name) => name.trim());
    if (names.some((name) => name === '' || name === '-' || name === '+'))
      throw new InvalidArgumentError(callTexts[language].emptyName);
    return names;
  };
}

function versionText(language: Language): (value: string) => string {
  return (value) => {
    if (value !== 'latest' && parseVersion(value) === undefined)
      throw new InvalidArgumentError(callTexts[language].versionWanted);
    return value;
  };
}
