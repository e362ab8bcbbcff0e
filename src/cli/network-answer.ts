import { isIP } from 'node:net';
import type { Language } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import type { IgnoredPolicy } from '../network/cni/index.ts';
import { objectName } from '../network/index.ts';
import {
  type Endpoint,
  type Explained,
  highestPort,
  isProtocol,
  type Part,
  type Protocol,
  placeOf,
  type Reachability,
  type Verdict,
} from '../network/reachability/index.ts';
import { visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { enforcementJson, enforcementLines, programsOf } from './network-enforcement.ts';
import { networkTexts } from './network-texts.ts';

/** What `can` and `explain` are asked, as written. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly port: string;
}

export interface Answer {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly verdict: Verdict;
  /** Of the policies as they are written, and which of them nothing enforces; undefined where all may be. */
  readonly written: { readonly verdict: Verdict; readonly ignored: readonly IgnoredPolicy[] } | undefined;
  /** Policies that decide, of which it isn't known whether anything enforces them. */
  readonly assumed: readonly InventoryObject[];
}

/**
 * @param written the same as if everything were enforced; undefined where nothing is ignored
 * @throws CallError where a name stands for nothing, or for several that differ
 */
export function ask(model: Reachability, written: Reachability | undefined, asked: Asked, language: Language): Answer {
  const { from, to, protocol, port, verdict } = askOne(model, asked, language);
  const then = written && askOne(written, asked, language).verdict;
  return {
    from: from.name,
    to: to.name,
    protocol,
    port,
    verdict,
    written: then && { verdict: then, ignored: deciding(then, model.ignored) },
    assumed: deciding(
      verdict,
      model.assumed.map((policy) => ({ policy })),
    ).map(({ policy }) => policy),
  };
}

function askOne(model: Reachability, asked: Asked, language: Language) {
  const from = placeNamed(model, asked.from, language);
  const to = placeNamed(model, asked.to, language);
  if (model.classes.outside.has(from.index) && model.classes.outside.has(to.index))
    throw new CallError(networkTexts[language].bothOutside);
  const { protocol, port } = portNamed(asked.port, to.endpoint, language);
  return { from, to, protocol, port, verdict: model.verdict(from.index, to.index, placeOf(protocol, port)) };
}

/** Those of some policies that a verdict rests on. */
function deciding<T extends { readonly policy: InventoryObject }>(
  { egress, ingress }: Verdict,
  policies: readonly T[],
): readonly T[] {
  const parts = [egress, ingress].flatMap(({ decides, closedBy, doubts }) => [decides, ...closedBy, ...doubts]);
  const objects = new Set(parts.map((part) => part?.object));
  return policies.filter(({ policy }) => objects.has(policy));
}

interface Place {
  readonly index: number;
  readonly name: string;
  readonly endpoint?: Endpoint;
}

/** `shop/web`, `Deployment/shop/web`, `Node/worker-1`, `nodes`, an address, `internet`. */
function placeNamed(model: Reachability, text: string, language: Language): Place {
  const texts = networkTexts[language];
  if (text === 'internet') return { index: model.classes.internet, name: text };
  if (isIP(text) !== 0) {
    const index = model.classes.classOfAddress(text);
    if (index === undefined) throw new CallError(texts.noIpv6(text));
    const one = model.classAt(index);
    const owner = one.kind === 'outside' ? undefined : one.members.find(({ addresses }) => addresses?.includes(text));
    return {
      index,
      name: owner === undefined ? text : `${text} (${owner.name})`,
      ...(owner !== undefined && { endpoint: owner }),
    };
  }
  const found = model.endpoints.filter(({ name, namespace, isHost }) => {
    if (text === 'nodes') return isHost && namespace === undefined;
    return name === text || name.slice(name.indexOf('/') + 1) === text;
  });
  const [first, ...others] = found;
  if (first === undefined) throw new CallError(texts.noSuchEndpoint(text, nearby(model, text)));
  const index = model.classes.classOf(first);
  if (others.some((other) => model.classes.classOf(other) !== index))
    throw new CallError(texts.severalEndpoints(text, [...new Set(found.map(({ name }) => name))]));
  return { index, name: first.name, endpoint: first };
}

/** Endpoints with the same last name, for people who forgot the namespace. */
function nearby(model: Reachability, text: string): readonly string[] {
  const last = text.slice(text.lastIndexOf('/') + 1);
  return model.endpoints
    .filter(({ name }) => name.slice(name.lastIndexOf('/') + 1) === last)
    .map(({ name }) => name)
    .slice(0, 5);
}

/** `80`, `53/UDP`, or the name that a container of the destination gives it. */
function portNamed(
  text: string,
  endpoint: Endpoint | undefined,
  language: Language,
): { readonly protocol: Protocol; readonly port: number } {
  const [name = '', suffix] = text.split('/');
  const protocol = (suffix ?? 'TCP').toUpperCase();
  if (!isProtocol(protocol) || text.split('/').length > 2) throw new CallError(networkTexts[language].notAPort(text));
  if (/^\d{1,5}$/.test(name)) {
    const port = Number(name);
    if (port < 1 || port > highestPort) throw new CallError(networkTexts[language].notAPort(text));
    return { protocol, port };
  }
  const named = endpoint?.namedPorts.find(
    (one) => one.name === name && (suffix === undefined || one.protocol === protocol),
  );
  if (named === undefined) throw new CallError(networkTexts[language].noSuchPort(name, endpoint?.name ?? ''));
  return named;
}

export function answerText(
  { from, to, protocol, port, verdict, written, assumed }: Answer,
  rules: boolean,
  language: Language,
): string[] {
  const text = networkTexts[language];
  const lines = [`${text.outcome[verdict.outcome]}: ${visible(from)} → ${visible(to)}, ${protocol} ${port}`];
  for (const reason of new Set(verdict.reasons)) lines.push(`  ${text.reason[reason]}`);
  const rulesOf = ({ egress, ingress }: Verdict) => [
    ...explainedText(egress, from, language),
    ...explainedText(ingress, to, language),
  ];
  if (rules) lines.push(...rulesOf(verdict));
  if (assumed.length > 0 && verdict.outcome !== 'allowed')
    lines.push(...enforcementLines({ ignored: [], assumed }, language).map((line) => `  ${line}`));
  if (written !== undefined && written.verdict.outcome !== verdict.outcome) {
    const names = written.ignored.map(({ policy }) => policyText(policy));
    lines.push(`  ${text.asWritten(written.verdict.outcome, programsOf(written.ignored), names.join(text.comma))}`);
    if (rules) lines.push(...rulesOf(written.verdict).map((line) => `  ${line}`));
  }
  return lines.map((line) => `${line}\n`);
}

function explainedText(
  { direction, outcome, decides, closedBy, doubts }: Explained,
  whose: string,
  language: Language,
): string[] {
  const text = networkTexts[language];
  const lines = [`  ${text.direction[direction](visible(whose))}: ${text.outcome[outcome]}`];
  for (const part of doubts)
    lines.push(`    ${text.mayMatch(partText(part))}: ${[...part.reasons].map((one) => text.reason[one]).join('; ')}`);
  if (decides === undefined) lines.push(`    ${text.noPolicy}`);
  else if (closedBy.length > 0) lines.push(`    ${text.closedBy(closedBy.map(({ object }) => policyText(object)))}`);
  else lines.push(`    ${text.decidedBy[decides.action](partText(decides))}`);
  return lines;
}

function partText(part: Part): string {
  return part.path === '' ? policyText(part.object) : `${policyText(part.object)}, ${part.path}`;
}

function policyText(object: InventoryObject): string {
  return visible(objectName(object));
}

export function answerJson({ from, to, protocol, port, verdict, written, assumed }: Answer): string {
  const json = {
    version: 1,
    from,
    to,
    protocol,
    port,
    ...verdictJson(verdict),
    enforcement: enforcementJson({ ignored: written?.ignored ?? [], assumed }),
    asWritten: written === undefined ? null : verdictJson(written.verdict),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function verdictJson({ outcome, reasons, egress, ingress }: Verdict) {
  return { verdict: outcome, reasons, egress: explainedJson(egress), ingress: explainedJson(ingress) };
}

function explainedJson({ outcome, decides, closedBy, doubts }: Explained) {
  const part = (one: Part) => ({
    policy: {
      apiVersion: one.object.apiVersion,
      kind: one.object.kind,
      namespace: one.object.namespace ?? null,
      name: one.object.name,
    },
    rule: one.path === '' ? null : one.path,
    action: one.action,
  });
  return {
    verdict: outcome,
    decides: decides === undefined ? null : part(decides),
    closedBy: closedBy.map(part),
    mayMatch: doubts.map((one) => ({ ...part(one), reasons: [...one.reasons] })),
  };
}
