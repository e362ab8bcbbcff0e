import type { Language } from '../checks/index.ts';
import { formatPath } from '../kubernetes/index.ts';
import { type Callers, objectName, type ServiceReport, serviceReports, type Trick } from '../network/index.ts';
import { withObjects } from '../network/reachability/index.ts';
import { csvLine, visible } from '../reports/index.ts';
import { withinBounds } from './network.ts';
import { identity } from './network-exposure.ts';
import { codeAfter, type NetworkInputOptions, networkInput } from './network-input.ts';
import { shortened } from './network-names.ts';
import { servicesTexts } from './network-services-texts.ts';
import { writtenEndpoints } from './written-endpoints.ts';

export interface ServicesOptions extends NetworkInputOptions {
  readonly output: 'text' | 'json' | 'csv';
}

/** `breakwater network services`. @returns the exit code */
export async function servicesCommand(
  paths: readonly string[],
  options: ServicesOptions,
  language: Language,
): Promise<number> {
  const input = await networkInput(paths, options, language);
  const written = options.cluster === true ? await writtenEndpoints(options, language) : undefined;
  const inventory = written === undefined ? input.inventory : withObjects(input.inventory, written.objects);
  const endpointsRead = written !== undefined && written.unseen === undefined;
  const reports = withinBounds(language, () => serviceReports(inventory, input.addresses, endpointsRead));
  const format = { text: servicesText, json: servicesJson, csv: servicesCsv }[options.output];
  process.stdout.write([...format(reports, language)].join(''));
  const unseen = [...input.unseen, ...(written?.unseen === undefined ? [] : [written.unseen])];
  return codeAfter([{ ...input, unseen }], 0, options, language);
}

function* servicesText(reports: readonly ServiceReport[], language: Language): Generator<string> {
  const text = servicesTexts[language];
  for (const report of reports) {
    const { service, type, workloads, callers, policies, backups, tricks } = report;
    const behind = shortened(
      workloads.map((one) => visible(objectName(one))),
      language,
    );
    yield `${visible(objectName(service))} (${visible(type)}): ${workloads.length === 0 ? text.leadsNowhere : text.leadsTo(behind)}\n`;
    const lines = [
      ...(callers === undefined ? [] : [text.reachedBy(callersText(callers, language))]),
      ...(callers === undefined
        ? []
        : [policies.length === 0 ? text.noPolicies : text.policies(shortened(policies.map(visible), language))]),
      text.tls[report.tls](report.tlsBy === undefined ? undefined : visible(report.tlsBy)),
      ...backups.flatMap(({ backup: { state, claims, by } }) =>
        state === 'none'
          ? []
          : [
              text.backup[state](
                shortened(claims.map(visible), language),
                by === undefined ? '' : visible(objectName(by)),
              ),
            ],
      ),
      ...tricks.map((trick) => trickText(trick, language)),
    ];
    yield `${lines.map((line) => `  ${line}\n`).join('')}\n`;
  }
  yield reports.length === 0 ? `${text.none}\n` : `${text.note}\n`;
}

/** Where more may call, those of a namespace are counted; JSON and CSV name all. */
const mostNamed = 8;

function callersText({ outside, nodes, everyPod, namespaces, unknown }: Callers, language: Language): string {
  const text = servicesTexts[language];
  const isLong = namespaces.reduce((sum, { workloads }) => sum + Math.max(1, workloads.length), 0) > mostNamed;
  const names = [
    text.outside[outside],
    text.nodes[nodes],
    ...(everyPod
      ? [text.everyPod]
      : namespaces.flatMap(({ namespace, isWhole, workloads }) =>
          isWhole
            ? [text.allOf(visible(namespace))]
            : isLong && workloads.length > 1
              ? [text.someOf(workloads.length, visible(namespace))]
              : workloads.map(visible),
        )),
    ...(unknown > 0 ? [text.unknown(unknown)] : []),
  ].filter((name) => name !== '');
  return names.length === 0 ? text.nobody : shortened(names, language);
}

function trickText({ code, value, owner }: Trick, language: Language): string {
  return servicesTexts[language].trick[code](visible(value), owner === undefined ? '' : visible(owner));
}

/** Version 1. */
function* servicesJson(reports: readonly ServiceReport[], language: Language): Generator<string> {
  const services = reports.map(({ service, type, workloads, callers, policies, tls, tlsBy, backups, tricks }) => ({
    ...identity(service),
    type,
    workloads: workloads.map(identity),
    reachedBy: callers ?? null,
    policies,
    tls: { is: tls, by: tlsBy ?? null },
    backups: backups.map(({ workload, backup }) => ({
      workload: identity(workload),
      claims: backup.claims,
      state: backup.state,
      by: identity(backup.by),
    })),
    tricks: tricks.map((trick) => ({
      code: trick.code,
      object: identity(trick.object),
      path: formatPath(trick.path),
      value: trick.value,
      owner: trick.owner ?? null,
      message: trickText(trick, language),
    })),
  }));
  yield `${JSON.stringify({ version: 1, services }, null, 2)}\n`;
}

function* servicesCsv(reports: readonly ServiceReport[], language: Language): Generator<string> {
  yield csvLine([
    ...[
      'service',
      'type',
      'workloads',
      'outside',
      'nodes',
      'pods',
      'policies',
      'tls',
      'tls by',
      'claims',
      'backup',
      'tricks',
    ],
  ]);
  for (const { service, type, workloads, callers, policies, tls, tlsBy, backups, tricks } of reports)
    yield csvLine([
      ...[objectName(service), type, workloads.map(objectName).join(' '), callers?.outside ?? '', callers?.nodes ?? ''],
      (callers?.namespaces ?? [])
        .flatMap(({ namespace, isWhole, workloads: some }) => (isWhole ? [`${namespace}/*`] : some))
        .join(' '),
      ...[policies.join(' '), tls, tlsBy ?? '', backups.flatMap(({ backup }) => backup.claims).join(' ')],
      [...new Set(backups.map(({ backup }) => backup.state))].join(' '),
      tricks.map((trick) => trickText(trick, language)).join('; '),
    ]);
}
