import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import { exposureTexts } from './network-exposure-texts.ts';
import { servicesTexts } from './network-services-texts.ts';
import { networkTexts } from './network-texts.ts';
import { cliTexts } from './texts.ts';

/**
 * Adds `breakwater network exposure` and its like.
 * @param inputOptions adds the options that say what is read
 */
export function addExposureCommands(
  network: Command,
  language: Language,
  done: (code: number) => void,
  inputOptions: (command: Command, language: Language) => Command,
): void {
  const text = networkTexts[language];
  const exposure = exposureTexts[language];
  const { examples } = cliTexts[language];
  inputOptions(network.command('exposure').description(exposure.exposure).argument('[path...]', text.paths), language)
    .addOption(new Option('--company-ranges <blocks>', exposure.companyRanges).argParser(blocks))
    .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', `\n${examples}${exposure.examples}`)
    .action(async (paths, options) =>
      done(await (await import('./network-exposure.ts')).exposureCommand(paths, options, language)),
    );

  const services = servicesTexts[language];
  inputOptions(network.command('services').description(services.services).argument('[path...]', text.paths), language)
    .addOption(new Option('-o, --output <format>', text.output).choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', `\n${examples}${services.examples}`)
    .action(async (paths, options) =>
      done(await (await import('./network-services.ts')).servicesCommand(paths, options, language)),
    );
}

/** `10.0.0.0/8,192.0.2.0/24`, any number of times. */
function blocks(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), ...value.split(',').map((text) => text.trim())];
}
