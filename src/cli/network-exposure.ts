import type { Language } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { formatPath } from '../kubernetes/index.ts';
import {
  type Block,
  type Exposures,
  exposuresOf,
  objectName,
  parseBlock,
  type ReachReason,
  reaches,
  type WayIn,
  type WayPort,
} from '../network/index.ts';
import { csvLine, visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { enforcementLines } from './network-enforcement.ts';
import { exposureTexts } from './network-exposure-texts.ts';
import { codeAfter, type NetworkInputOptions, networkInput } from './network-input.ts';
import { shortened } from './network-names.ts';
import { networkTexts } from './network-texts.ts';
import { routeNoteTexts } from './route-note-texts.ts';

export interface ExposureCommandOptions extends NetworkInputOptions {
  readonly output: 'text' | 'json' | 'csv';
  readonly companyRanges?: readonly string[];
}

/** `breakwater network exposure`. @returns the exit code */
export async function exposureCommand(
  paths: readonly string[],
  options: ExposureCommandOptions,
  language: Language,
): Promise<number> {
  const ranges = options.companyRanges?.map((text) => rangeOf(text, language));
  const input = await networkInput(paths, options, language);
  const exposures = exposuresOf(input.inventory, { ...input, ...(ranges !== undefined && { companyRanges: ranges }) });
  const format = { text: exposureText, json: exposureJson, csv: exposureCsv }[options.output];
  process.stdout.write([...format(exposures, language)].join(''));
  return codeAfter([input], 0, options, language);
}

/** @throws CallError where it is no block of addresses */
function rangeOf(text: string, language: Language): Block {
  const block = parseBlock(text);
  if (block === undefined) throw new CallError(exposureTexts[language].notARange(text));
  return block;
}

function* exposureText(exposures: Exposures, language: Language): Generator<string> {
  const text = exposureTexts[language];
  for (const reach of reaches) {
    const ways = exposures.ways.filter((way) => way.reach === reach);
    if (ways.length === 0) continue;
    yield `${text.reach[reach](ways.length)}\n`;
    for (const way of ways) for (const line of wayLines(way, language)) yield `  ${line}\n`;
    yield '\n';
  }
  if (exposures.ways.length === 0) yield `${text.none}\n`;
  yield* routeNotes(exposures, language);
  const counts = reaches.flatMap((reach) => {
    const count = exposures.workloads.filter((one) => one.reach === reach).length;
    return count === 0 ? [] : [`${text.from[reach]} ${count}`];
  });
  if (counts.length > 0) yield `${text.workloads(counts)}\n`;
  if (exposures.ignoredPolicies.length > 0)
    yield `${text.ignoredPolicies(exposures.ignoredPolicies.map((policy) => visible(objectName(policy))))}\n`;
  for (const line of enforcementLines({ ignored: [], assumed: exposures.assumedPolicies }, language)) yield `${line}\n`;
  if (exposures.unknownKinds.length > 0) yield `${text.unknownKinds(exposures.unknownKinds.map(visible))}\n`;
  yield `${text.note}\n`;
}

const severities = ['high', 'medium', 'low', 'info'] as const;

/** Each note once, with all that it is about: a controller's setting is one, whatever many routes go through it. */
function* routeNotes({ routes }: Exposures, language: Language): Generator<string> {
  const text = routeNoteTexts[language];
  const notes = routes.flatMap((route) => route.notes);
  if (notes.length === 0) return;
  yield `${text.heading}\n`;
  for (const severity of severities) {
    const bySaying = Map.groupBy(
      notes.filter((note) => note.severity === severity),
      ({ code, values }) => text.note[code](values),
    );
    for (const [saying, about] of bySaying) {
      const names = [...new Set(about.map(({ object }) => visible(objectName(object))))];
      yield `  ${text.severity[severity]} · ${visible(saying)} · ${shortened(names, language)}\n`;
    }
  }
  yield '\n';
}

function wayLines(way: WayIn, language: Language): readonly string[] {
  const text = exposureTexts[language];
  const behind =
    way.workload !== undefined ? visible(objectName(way.workload)) : way.nodes === undefined ? text.nobodyBehind : '';
  const nodes = way.nodes === undefined ? '' : text.nodes(way.nodes);
  const target = [behind, nodes].filter((part) => part !== '').join(', ');
  const asked = [...way.hosts, ...way.addresses];
  const served = way.controller === undefined ? '' : ` (${way.controller})`;
  const { by } = way.authentication;
  // An Ingress or route says what it is by its kind.
  const isRoute = way.by === 'ingress' || way.by === 'gateway';
  const opened = [
    ...(isRoute ? [] : [text.by[way.by]]),
    ...(way.via === undefined ? [] : [visible(objectName(way.via))]),
  ].join(' ');
  const facts = [
    ...(asked.length === 0 ? [] : [shortened(asked.map(visible), language)]),
    ...(way.ports.length === 0 ? [] : [text.port(shortened(way.ports.map(portText), language))]),
    text.tls[way.tls],
    text.authentication[way.authentication.state](by === undefined ? undefined : visible(by)),
    way.sourceRanges.length === 0 ? text.everybody : text.onlyFrom(way.sourceRanges.map(visible)),
    policiesText(way, language),
  ];
  const reasons = way.reasons.map((reason) => reasonText(reason, language));
  return [
    `${opened}${served} → ${target}`,
    `    ${facts.join(' · ')}`,
    ...(reasons.length === 0 ? [] : [`    ${text.because(reasons)}`]),
  ];
}

/** `443 → 8443/TCP` */
function portText({ port, target, protocol }: WayPort): string {
  const to = target === undefined || target === port ? '' : ` → ${target}`;
  return `${port ?? '?'}${to}${protocol === 'TCP' ? '' : `/${protocol}`}`;
}

function policiesText({ policies }: WayIn, language: Language): string {
  const said = exposureTexts[language].policies[policies.outcome];
  return policies.names.length === 0 ? said : `${said} (${shortened(policies.names.map(visible), language)})`;
}

export function reasonText(reason: ReachReason, language: Language): string {
  const own: Partial<Record<ReachReason, string>> = exposureTexts[language].reason;
  const shared: Partial<Record<ReachReason, string>> = networkTexts[language].reason;
  return own[reason] ?? shared[reason] ?? reason;
}

export function identity(object: InventoryObject | undefined) {
  if (object === undefined) return null;
  const { apiVersion, kind, namespace, name } = object;
  return { apiVersion, kind, namespace: namespace ?? null, name };
}

/** Version 1. */
function* exposureJson(exposures: Exposures, language: Language): Generator<string> {
  const json = {
    version: 1,
    ways: exposures.ways.map((way) => ({
      by: way.by,
      via: identity(way.via),
      path: formatPath(way.path),
      controller: way.controller ?? null,
      service: identity(way.service),
      workload: identity(way.workload),
      nodes: way.nodes ?? null,
      hosts: way.hosts,
      addresses: way.addresses,
      paths: way.urlPaths,
      ports: way.ports.map(({ protocol, port, target }) => ({ protocol, port: port ?? null, target: target ?? null })),
      sourceRanges: way.sourceRanges,
      tls: way.tls,
      authentication: { state: way.authentication.state, by: way.authentication.by ?? null },
      policies: way.policies,
      reach: way.reach,
      reasons: way.reasons,
    })),
    routes: exposures.routes.map(({ object, controller, className, reach, answers, notes }) => ({
      ...identity(object),
      controller: controller ?? null,
      class: className ?? null,
      reach,
      tls: answers.tls,
      redirect: answers.redirect,
      oldestTls: answers.oldestTls ?? null,
      authentication: { is: answers.authentication.is, by: answers.authentication.by ?? null },
      sourceRanges: answers.ranges,
      rateLimit: answers.rateLimit,
      bodyLimit: answers.bodyLimit,
      accessLog: answers.accessLog,
      notes: notes.map((note) => ({
        code: note.code,
        severity: note.severity,
        object: identity(note.object),
        path: formatPath(note.path),
        values: note.values,
        message: routeNoteTexts[language].note[note.code](note.values),
      })),
    })),
    workloads: exposures.workloads.map(({ workload, reach }) => ({ ...identity(workload), reach })),
    ignoredPolicies: exposures.ignoredPolicies.map(identity),
    assumedPolicies: exposures.assumedPolicies.map(identity),
    unknownKinds: exposures.unknownKinds,
  };
  yield `${JSON.stringify(json, null, 2)}\n`;
}

function* exposureCsv(exposures: Exposures): Generator<string> {
  yield csvLine([
    ...['reach', 'by', 'via', 'controller', 'service', 'workload', 'hosts', 'addresses', 'paths', 'ports'],
    ...['source ranges', 'tls', 'authentication', 'policies', 'policy names', 'reasons'],
  ]);
  for (const way of exposures.ways)
    yield csvLine([
      ...[way.reach, way.by, name(way.via), way.controller ?? '', name(way.service), name(way.workload)],
      ...[way.hosts, way.addresses, way.urlPaths, way.ports.map(portText), way.sourceRanges].map((all) =>
        all.join(' '),
      ),
      ...[way.tls, way.authentication.state, way.policies.outcome],
      ...[way.policies.names, way.reasons].map((all) => all.join(' ')),
    ]);
}

function name(object: InventoryObject | undefined): string {
  return object === undefined ? '' : objectName(object);
}
