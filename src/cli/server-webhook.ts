import { type Command, Option } from 'commander';
import type { Language } from '../checks/index.ts';
import type { WebhookAddress, WebhookSettings } from '../server/index.ts';
import { CallError } from './call-error.ts';
import { webhookTexts } from './server-webhook-texts.ts';

export interface WebhookCommandOptions {
  readonly webhookListen?: string;
  readonly webhookService?: string;
  readonly webhookUrl?: string;
  readonly webhookCertificates?: string;
}

/** Where Breakwater runs, unless its Service says otherwise. */
const usualNamespace = 'breakwater-system';

/** Adds the options of the admission webhook to `breakwater server`. */
export function addWebhookOptions(command: Command, language: Language): Command {
  const text = webhookTexts[language];
  return command
    .addOption(new Option('--webhook-listen <address>', text.listen).conflicts('recording'))
    .addOption(new Option('--webhook-service <service>', text.service).conflicts('webhookUrl'))
    .addOption(new Option('--webhook-url <url>', text.url))
    .addOption(new Option('--webhook-certificates <source>', text.certificates));
}

/**
 * What the options say of the webhook; undefined where there is to be none.
 * @param addressOf reads an address with its port
 * @throws CallError
 */
export function webhookSettings(
  { webhookListen, webhookService, webhookUrl, webhookCertificates = 'own' }: WebhookCommandOptions,
  addressOf: (text: string) => WebhookSettings['listen'],
  language: Language,
): WebhookSettings | undefined {
  if (webhookListen === undefined && webhookService === undefined && webhookUrl === undefined) return undefined;
  const address = webhookAddress(webhookService, webhookUrl, language);
  if (webhookListen === undefined || address === undefined) throw new CallError(webhookTexts[language].incomplete);
  const isNamed = webhookCertificates === 'own' || webhookCertificates === 'cert-manager';
  return {
    listen: addressOf(webhookListen),
    address,
    namespace: 'service' in address ? address.service.namespace : usualNamespace,
    certificates: isNamed ? webhookCertificates : { folder: webhookCertificates },
  };
}

function webhookAddress(
  service: string | undefined,
  url: string | undefined,
  language: Language,
): WebhookAddress | undefined {
  const text = webhookTexts[language];
  if (service !== undefined) {
    const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
    const parts = new RegExp(`^(?<namespace>${label})/(?<name>${label})(:(?<port>[0-9]{1,5}))?$`).exec(service)?.groups;
    const { namespace, name, port = '443' } = parts ?? {};
    if (namespace === undefined || name === undefined || Number(port) < 1 || Number(port) > 65_535)
      throw new CallError(text.notAService(service));
    return { service: { namespace, name, port: Number(port) } };
  }
  if (url === undefined) return undefined;
  const read = URL.parse(url);
  // API servers take nothing else (k8s.io/apiserver, pkg/util/webhook/validation.go).
  const isPlain = read?.username === '' && read.password === '' && read.search === '' && read.hash === '';
  if (read === null || read.protocol !== 'https:' || !isPlain || read.pathname !== '/')
    throw new CallError(text.notAUrl(url));
  return { url: read };
}
