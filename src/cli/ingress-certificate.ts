import { writeFileSync } from 'node:fs';
import { CertificateError } from '../certificates/index.ts';
import type { Language } from '../checks/index.ts';
import type { Inventory } from '../inventory/index.ts';
import { type KubernetesObject, recordOf, textOf } from '../kubernetes/index.ts';
import {
  certManagerObjects,
  type IssuerName,
  selfSigned,
  type WantedSecret,
  wantedSecrets,
} from '../network/tls/index.ts';
import { visible, yamlOf } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';
import { ingressTlsTexts } from './ingress-tls-texts.ts';
import { codeAfter, type NetworkInputOptions, networkInput } from './network-input.ts';

export interface IngressCertificateOptions extends NetworkInputOptions {
  readonly certManager?: boolean;
  readonly issuer?: string;
  readonly days: string;
  readonly output: string;
}

/** Apple refuses server certificates of own authorities that live longer. Source: Apple support HT210176. */
const longestDays = 825;

/** `breakwater ingress certificate`. @returns the exit code */
export async function ingressCertificateCommand(
  paths: readonly string[],
  options: IngressCertificateOptions,
  language: Language,
): Promise<number> {
  const text = ingressTlsTexts[language];
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > longestDays) throw new CallError(text.notDays(options.days));
  if (options.issuer !== undefined && options.certManager !== true) throw new CallError(text.issuerAlone);
  const issuer = options.issuer === undefined ? undefined : issuerNamed(options.issuer, language);
  const input = await networkInput(paths, options, language);
  const all = wantedSecrets(input.inventory);
  const isThere = thereIn(input.inventory, options.certManager === true);
  const wanted = all.filter((one) => one.hosts.length > 0 && !isThere(one));
  const say = (line: string) => process.stderr.write(`breakwater: ${visible(line)}\n`);
  const nameless = all.filter(({ hosts }) => hosts.length === 0);
  if (nameless.length > 0) say(text.noHosts(nameless.map(({ namespace, name }) => `${namespace}/${name}`)));
  const there = all.filter(isThere);
  if (there.length > 0) say(text.alreadyThere(there.map(({ namespace, name }) => `${namespace}/${name}`)));
  if (wanted.length === 0) throw new CallError(text.nothingWanted);
  const objects =
    options.certManager === true ? certManagerObjects(wanted, issuer) : await secretsFor(wanted, days, language);
  write(options.output, objects, language);
  if (options.output !== '-') say(text.made(options.output));
  if (options.certManager !== true) say(text.keyGone);
  return codeAfter([input], nameless.length > 0 ? 2 : 0, options, language);
}

/** What would be made is left alone where it is: a Secret, or a Certificate of cert-manager's for it. */
function thereIn(inventory: Inventory, certManager: boolean): (wanted: WantedSecret) => boolean {
  if (!certManager) return ({ namespace, name }) => inventory.find('/Secret', namespace, name) !== undefined;
  const secrets = inventory
    .ofKind('cert-manager.io/Certificate')
    .map(({ namespace, object }) => `${namespace}/${textOf(recordOf(object.spec).secretName)}`);
  const known = new Set(secrets);
  return ({ namespace, name }) => known.has(`${namespace}/${name}`);
}

async function secretsFor(wanted: readonly WantedSecret[], days: number, language: Language) {
  try {
    return (await selfSigned(wanted, { days })).secrets;
  } catch (error) {
    if (error instanceof CertificateError)
      throw new CallError(ingressTlsTexts[language].unusable(error.message), { cause: error });
    throw error;
  }
}

/** @throws CallError */
function issuerNamed(text: string, language: Language): IssuerName {
  const match = /^(Issuer|ClusterIssuer)\/([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)$/.exec(text);
  if (match === null) throw new CallError(ingressTlsTexts[language].notAnIssuer(text));
  return { kind: match[1] as IssuerName['kind'], name: match[2] ?? '' };
}

/** Secrets hold private keys: the file is for its owner alone, and none is overwritten. @throws CallError */
function write(output: string, objects: readonly KubernetesObject[], language: Language): void {
  const yaml = yamlOf(objects);
  if (output === '-') {
    process.stdout.write(yaml);
    return;
  }
  try {
    writeFileSync(output, yaml, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new CallError(callTexts[language].unwritable(output, fileReason(error, language)), { cause: error });
  }
}
