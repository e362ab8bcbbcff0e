import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Language, profiles } from '../checks/index.ts';
import { type ReportFamily, reportFamilies } from '../reports/index.ts';
import type { ServerCommandOptions } from './server.ts';
import { serverTexts } from './server-texts.ts';
import { addWebhookOptions } from './server-webhook.ts';
import { webhookTexts } from './server-webhook-texts.ts';

/** Adds `breakwater server`. @param run what it does, with its options */
export function addServerCommand(
  program: Command,
  language: Language,
  examples: string,
  run: (options: ServerCommandOptions) => Promise<void>,
): void {
  const text = serverTexts[language];
  const command = program
    .command('server')
    .description(text.server)
    .addOption(new Option('--context <name>', text.context))
    .addOption(new Option('--kubeconfig <file>', text.kubeconfig))
    .addOption(
      new Option('-n, --namespace <namespace>', text.namespace).argParser(
        (value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value],
      ),
    )
    .addOption(
      new Option('--recording <file>', text.recording).conflicts([
        'context',
        'kubeconfig',
        'namespace',
        'control',
        'writeReports',
        'writeEvents',
      ]),
    )
    .addOption(new Option('--control', text.control).conflicts('namespace'))
    .addOption(
      new Option('--write-reports <kinds>', text.writeReports).conflicts('namespace').argParser(reportKinds(language)),
    )
    .addOption(new Option('--write-events', text.writeEvents).conflicts('namespace'))
    .addOption(
      new Option('--flows <file>', text.flows).argParser((value: string, previous: readonly string[] | undefined) => [
        ...(previous ?? []),
        value,
      ]),
    )
    .addOption(new Option('--data <dir>', text.data))
    .addOption(new Option('--database <url>', text.database))
    .addOption(new Option('--listen <address>', text.listen).default('127.0.0.1:8080'))
    .addOption(new Option('--config <file>', text.config))
    .addOption(new Option('--profile <name>', text.profile).choices(profiles))
    .addOption(new Option('--public-url <url>', text.publicUrl))
    .addOption(new Option('--trust-proxy <blocks>', text.trustProxy).argParser(blocks))
    .addOption(new Option('--oidc-issuer <url>', text.oidcIssuer))
    .addOption(new Option('--oidc-client-id <id>', text.oidcClientId))
    .addOption(new Option('--oidc-client-secret-file <file>', text.oidcClientSecretFile))
    .addOption(new Option('--oidc-username-claim <claim>', text.oidcUsernameClaim).default('preferred_username'))
    .addOption(new Option('--oidc-groups-claim <claim>', text.oidcGroupsClaim).default('groups'));
  addWebhookOptions(command, language)
    .addHelpText('after', `\n${examples}${text.serverExamples}\n${webhookTexts[language].help}`)
    .action(run);
}

/** `10.42.0.0/16,fd00::7`, any number of times. */
function blocks(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), ...value.split(',').map((block) => block.trim())];
}

/** @throws InvalidArgumentError */
function reportKinds(language: Language): (value: string) => readonly ReportFamily[] {
  const known = Object.keys(reportFamilies) as ReportFamily[];
  return (value) =>
    value.split(',').map((name) => {
      const family = known.find((one) => one === name.trim());
      if (family === undefined) throw new InvalidArgumentError(serverTexts[language].notAReportKind(name, known));
      return family;
    });
}
