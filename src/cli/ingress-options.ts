import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import { ingressTexts } from './ingress-texts.ts';
import { inputOptions } from './network-options.ts';
import { networkTexts } from './network-texts.ts';
import { cliTexts } from './texts.ts';

/** Adds `breakwater ingress`. @param done what is told each command's exit code */
export function addIngressCommand(program: Command, language: Language, done: (code: number) => void): void {
  const text = ingressTexts[language];
  const { paths } = networkTexts[language];
  const { examples } = cliTexts[language];
  const ingress = program.command('ingress').description(text.ingress);

  inputOptions(ingress.command('harden').description(text.harden).argument('[path...]', paths), language)
    .option('--write', text.write)
    .addOption(new Option('-o, --output <dir>', text.outputFolder))
    .addHelpText('after', `\n${examples}${text.hardenExamples}`)
    .action(async (given, options) =>
      done(await (await import('./ingress-harden.ts')).ingressHardenCommand(given, options, language)),
    );
}
