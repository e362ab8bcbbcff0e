import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import { ingressTexts } from './ingress-texts.ts';
import { ingressTlsTexts } from './ingress-tls-texts.ts';
import { inputOptions } from './network-options.ts';
import { networkTexts } from './network-texts.ts';
import { cliTexts } from './texts.ts';

/** Adds `breakwater ingress`. @param done what is told each command's exit code */
export function addIngressCommand(program: Command, language: Language, done: (code: number) => void): void {
  const text = ingressTexts[language];
  const { paths, output } = networkTexts[language];
  const { examples } = cliTexts[language];
  const ingress = program.command('ingress').description(text.ingress);

  inputOptions(ingress.command('harden').description(text.harden).argument('[path...]', paths), language)
    .option('--write', text.write)
    .addOption(new Option('-o, --output <dir>', text.outputFolder))
    .addHelpText('after', `\n${examples}${text.hardenExamples}`)
    .action(async (given, options) =>
      done(await (await import('./ingress-harden.ts')).ingressHardenCommand(given, options, language)),
    );

  const tls = ingressTlsTexts[language];
  inputOptions(ingress.command('certificate').description(tls.certificate).argument('[path...]', paths), language)
    .option('--cert-manager', tls.certManager)
    .addOption(new Option('--issuer <issuer>', tls.issuer))
    .addOption(new Option('--days <days>', tls.days).default('90'))
    .addOption(new Option('-o, --output <file>', tls.outputFile).makeOptionMandatory())
    .addHelpText('after', `\n${examples}${tls.certificateExamples}`)
    .action(async (given, options) =>
      done(await (await import('./ingress-certificate.ts')).ingressCertificateCommand(given, options, language)),
    );

  inputOptions(ingress.command('tls').description(tls.tls).argument('[host...]', tls.host), language)
    .addOption(new Option('--connect <address>', tls.connect))
    .addOption(new Option('--ca <file>', tls.ca))
    .option('--read-secrets', tls.readSecrets)
    .addOption(new Option('-f, --file <path>', tls.file).argParser(repeated))
    .addOption(new Option('-o, --output <format>', output).choices(['text', 'json']).default('text'))
    .addHelpText('after', `\n${examples}${tls.tlsExamples}`)
    .action(async (hosts, options) =>
      done(await (await import('./ingress-tls.ts')).ingressTlsCommand(hosts, options, language)),
    );
}

function repeated(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
