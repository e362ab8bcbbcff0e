import type { Language } from '../checks/index.ts';
import type { ApiResource } from '../kubernetes/client/index.ts';
import { objectName } from '../network/index.ts';
import { type JudgedSecret, judgeStored, type StoredChain, storedChain, wantedSecrets } from '../network/tls/index.ts';
import { visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { asCallErrors, connect } from './cluster.ts';
import { judgedJson, judgedLines } from './ingress-certificates-shown.ts';
import type { IngressTlsOptions } from './ingress-tls.ts';
import { ingressTlsTexts } from './ingress-tls-texts.ts';
import { codeAfter, networkInput } from './network-input.ts';
import { shortened } from './network-names.ts';

const secrets: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  namespaced: true,
  verbs: ['list'],
};

/** `breakwater ingress tls --read-secrets`. @returns the exit code: 1 where something is wrong with a certificate */
export async function ingressSecretsCommand(options: IngressTlsOptions, language: Language): Promise<number> {
  const text = ingressTlsTexts[language];
  if (options.recording !== undefined) throw new CallError(text.notRecorded);
  const files = options.file ?? [];
  if ((options.cluster === true) === files.length > 0) throw new CallError(text.secretsWhere);
  const input = await networkInput(files, options, language);
  const stored =
    options.cluster === true
      ? await ofCluster(options, language)
      : input.inventory.ofKind('/Secret').flatMap(({ object }) => storedChain(object) ?? []);
  // Files are never all: what isn't among them may stand elsewhere.
  const judged = judgeStored(stored, wantedSecrets(input.inventory)).filter(
    ({ flaws }) => options.cluster === true || !flaws.includes('missing'),
  );
  process.stdout.write(options.output === 'json' ? json(judged) : shown(judged, language));
  const isWrong = judged.some(({ flaws }) => flaws.length > 0);
  return codeAfter([input], isWrong ? 1 : 0, options, language);
}

/** Page by page; of each Secret its certificate is kept, and nothing else. */
async function ofCluster(options: IngressTlsOptions, language: Language): Promise<readonly StoredChain[]> {
  return asCallErrors(language, async () => {
    const { client } = await connect(options, language);
    try {
      let found: StoredChain[] = [];
      for await (const { items, anew } of client.listPages(secrets)) {
        if (anew) found = [];
        found.push(
          ...items.filter(({ type }) => type === 'kubernetes.io/tls').flatMap((item) => storedChain(item) ?? []),
        );
      }
      return found;
    } finally {
      await client.close();
    }
  });
}

function shown(judged: readonly JudgedSecret[], language: Language): string {
  const text = ingressTlsTexts[language];
  if (judged.length === 0) return `${text.noSecrets}\n`;
  return judged
    .map(({ namespace, name, judged: one, flaws, notFor, by }) => {
      const lines = [
        ...judgedLines(one, flaws, language),
        ...(notFor.length > 0 ? [`! ${text.notFor(shortened(notFor.map(visible), language))}`] : []),
        ...(by.length > 0
          ? [
              text.usedBy(
                shortened(
                  by.map(({ object }) => visible(objectName(object))),
                  language,
                ),
              ),
            ]
          : []),
      ];
      return `Secret/${visible(namespace)}/${visible(name)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
    })
    .join('\n');
}

function json(judged: readonly JudgedSecret[]): string {
  const all = judged.map(({ namespace, name, judged: one, flaws, notFor, by }) => ({
    namespace,
    name,
    ...judgedJson(one, flaws),
    notFor,
    usedBy: by.map(({ object }) => objectName(object)),
  }));
  return `${JSON.stringify({ version: 1, secrets: all }, null, 2)}\n`;
}
