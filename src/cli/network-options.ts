import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import { cniTexts } from './network-cni-texts.ts';
import { addExposureCommands } from './network-exposure-options.ts';
import { flowTexts } from './network-flows-texts.ts';
import { generateTexts } from './network-generate-texts.ts';
import { probeTexts } from './network-probe-texts.ts';
import { networkTexts } from './network-texts.ts';
import { cliTexts } from './texts.ts';

/** Adds `breakwater network`. @param done what is told each command's exit code */
export function addNetworkCommand(program: Command, language: Language, done: (code: number) => void): void {
  const text = networkTexts[language];
  const { examples } = cliTexts[language];
  const network = program.command('network').description(text.network);

  inputOptions(network.command('map').description(text.map).argument('[path...]', text.paths), language)
    .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json', 'dot', 'csv']).default('text'))
    .addOption(flowsOption(language))
    .addHelpText('after', `\n${examples}${text.mapExamples}`)
    .action(async (paths, options) => done(await (await import('./network.ts')).mapCommand(paths, options, language)));

  for (const name of ['can', 'explain'] as const)
    inputOptions(
      network
        .command(name)
        .description(text[name])
        .argument('<from>', text.from)
        .argument('<to>', text.to)
        .argument('<port>', text.port)
        .argument('[path...]', text.paths),
      language,
    )
      .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json']).default('text'))
      .addHelpText('after', `\n${examples}${text.canExamples(name)}`)
      .action(async (from, to, port, paths, options) => {
        const { canCommand } = await import('./network.ts');
        done(await canCommand({ from, to, port }, paths, { ...options, rules: name === 'explain' }, language));
      });

  inputOptions(
    network.command('diff').description(text.diff).argument('<before>', text.before).argument('[after]', text.after),
    language,
  )
    .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', `\n${examples}${text.diffExamples}`)
    .action(async (before, after, options) =>
      done(await (await import('./network.ts')).diffCommand(before, after, options, language)),
    );

  inputOptions(network.command('simulate').description(text.simulate).argument('[path...]', text.paths), language)
    .addOption(new Option('-f, --file <policy>', text.file).argParser(repeated).makeOptionMandatory())
    .addOption(flowsOption(language))
    .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', `\n${examples}${text.simulateExamples}`)
    .action(async (paths, options) =>
      done(await (await import('./network.ts')).simulateCommand(paths, options, language)),
    );

  const cni = cniTexts[language];
  inputOptions(network.command('cni').description(cni.cni).argument('[path...]', text.paths), language)
    .option('--compare', cni.compare)
    .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json']).default('text'))
    .addHelpText('after', `\n${examples}${cni.examples}`)
    .action(async (paths, options) =>
      done(await (await import('./network-cni.ts')).cniCommand(paths, options, language)),
    );

  addExposureCommands(network, language, done, inputOptions);

  const probe = probeTexts[language];
  network
    .command('probe')
    .description(probe.probe)
    .option('--cluster', probe.cluster)
    .addOption(new Option('--context <name>', cliTexts[language].context))
    .addOption(new Option('--kubeconfig <file>', cliTexts[language].kubeconfig))
    .addOption(new Option('--image <image>', probe.image).default('docker.io/library/busybox:1.37'))
    .option('--measure', probe.measure)
    .option('--yes', probe.yes)
    .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json']).default('text'))
    .addHelpText('after', `\n${examples}${probe.examples}`)
    .action(async (options) => done(await (await import('./network-probe.ts')).probeCommand(options, language)));

  const generation = generateTexts[language];
  inputOptions(network.command('generate').description(generation.generate).argument('[path...]', text.paths), language)
    .addOption(new Option('-n, --namespaces <names>', generation.namespaces).argParser((value) => value.split(',')))
    .addOption(new Option('--nodes <block>', generation.nodes).argParser(repeated))
    .option('--baseline', generation.baseline)
    .addOption(flowsOption(language))
    .addOption(new Option('-o, --output <dir>', generation.outputFolder))
    .addOption(new Option('--format <format>', generation.format).choices(['text', 'json']).default('text'))
    .addHelpText('after', `\n${examples}${generation.examples}`)
    .action(async (paths, options) =>
      done(await (await import('./network-generate.ts')).generateCommand(paths, options, language)),
    );
}

function flowsOption(language: Language): Option {
  return new Option('--flows <file>', flowTexts[language].flows).argParser(repeated);
}

function repeated(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

/** What is read: files, a cluster, a recording. */
export function inputOptions(command: Command, language: Language): Command {
  const text = cliTexts[language];
  return command
    .option('--cluster', text.cluster)
    .addOption(new Option('--recording <file>', text.recording))
    .addOption(new Option('--context <name>', text.context))
    .addOption(new Option('--kubeconfig <file>', text.kubeconfig))
    .addOption(new Option('--values <file>', text.helmValues).argParser(repeated))
    .addOption(new Option('--set <key=value>', text.helmSet).argParser(repeated))
    .addOption(new Option('--release-name <name>', text.helmRelease))
    .addOption(new Option('--release-namespace <name>', text.helmNamespace))
    .option('--allow-errors', text.allowErrors);
}
