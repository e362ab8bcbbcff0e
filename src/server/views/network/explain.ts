import { isIP } from 'node:net';
import type { Language } from '../../../checks/index.ts';
import { listOf, recordOf, stringOf } from '../../../kubernetes/index.ts';
import type { EdgeEnd } from '../../../network/flows/index.ts';
import {
  type Endpoint,
  type Explained,
  isEveryPort,
  isProtocol,
  type Part,
  type PortVerdicts,
  type Protocol,
  placeOf,
  type Reachability,
  reasonTexts,
  type Verdict,
} from '../../../network/reachability/index.ts';
import type { Visible } from '../../../store/index.ts';
import type { NetworkExplanation } from '../../contract/index.ts';
import { HttpProblem } from '../../problem.ts';
import { isVisible } from '../resource.ts';
import { portsOf } from './edges.ts';
import { explainTexts } from './explain-texts.ts';
import type { NetworkModel } from './model.ts';
import { policyRef } from './policies.ts';
import { type Recorded, seenBetween } from './seen.ts';

export interface Asked {
  readonly from: string;
  readonly to: string;
  /** `8080`, `53/UDP` */
  readonly port: string | undefined;
}

/** An end of a connection: of several classes where a name stands for more than one. */
interface End {
  readonly name: string;
  readonly classes: readonly number[];
  readonly endpoint: Endpoint | undefined;
}

/** Why two may connect or not: which rule of which policy decides in each direction. @throws HttpProblem */
export function explanationOf(
  model: NetworkModel,
  asked: Asked,
  flows: Recorded,
  visible: Visible,
  language: Language,
): NetworkExplanation {
  const { reachability } = model;
  const text = explainTexts[language];
  const from = endNamed(reachability, asked.from, 'query.from', visible, language);
  const to = endNamed(reachability, asked.to, 'query.to', visible, language);
  const declared = declaredPorts(to.endpoint);
  const { protocol, port } = portOf(asked.port, declared);
  const place = placeOf(protocol, port);
  const pairs = from.classes.flatMap((source) => to.classes.map((target) => [source, target] as const));
  const { outside } = reachability.classes;
  if (pairs.some(([source, target]) => outside.has(source) && outside.has(target)))
    throw invalid('query.to', text.bothOutside);
  const verdicts = pairs.map(([source, target]) => reachability.verdict(source, target, place));
  const [first] = verdicts;
  const [pair] = pairs;
  if (first === undefined || pair === undefined) throw new HttpProblem('not-found');
  if (verdicts.some(({ outcome }) => outcome !== first.outcome)) throw invalid('query.from', text.several);
  return {
    from: from.name,
    to: to.name,
    protocol,
    port,
    ...verdictView(first, visible, language),
    ...portsBetween(reachability, pair),
    seen: seenBetween(model, flows, isEnd(reachability, from), isEnd(reachability, to)) ?? null,
    declared,
  };
}

/** Whether a recorded connection begins or ends there. Clients on the internet are nobody in particular. */
function isEnd({ classes }: Reachability, { endpoint, classes: own }: End): (end: EdgeEnd) => boolean {
  return (end) => {
    if (end.kind === 'workload') return endpoint !== undefined && end.endpoint.name === endpoint.name;
    if (end.kind === 'nodes') return endpoint?.isHost === true;
    const index = end.address === undefined ? classes.internet : classes.classOfAddress(end.address);
    return endpoint === undefined && index !== undefined && own.includes(index);
  };
}

function verdictView(
  { outcome, reasons, egress, ingress }: Verdict,
  visible: Visible,
  language: Language,
): Pick<NetworkExplanation, 'outcome' | 'reasons' | 'directions'> {
  const words = (codes: Iterable<Verdict['reasons'][number]>) =>
    [...new Set(codes)].map((code) => reasonTexts[language][code]);
  const rule = ({ object, path, action }: Part) => ({
    policy: isVisible(visible, object.namespace) ? policyRef(object) : null,
    rule: path === '' ? null : path,
    action,
  });
  const directionOf = ({ direction, outcome: one, decides, closedBy, doubts }: Explained) => ({
    direction,
    outcome: one,
    decides: decides === undefined ? null : rule(decides),
    closedBy: closedBy.slice(0, mostRules).map(rule),
    mayMatch: doubts.slice(0, mostRules).map((part) => ({ ...rule(part), reasons: words(part.reasons) })),
  });
  return { outcome, reasons: words(reasons), directions: [directionOf(egress), directionOf(ingress)] };
}

/** Most rules that are named of one kind. */
const mostRules = 50;

/** A node's id, an address. Addresses and nodes by name are for those who see everything: they may be anybody's. */
function endNamed(model: Reachability, id: string, path: string, visible: Visible, language: Language): End {
  if (id === 'internet') return { name: id, classes: [model.classes.internet], endpoint: undefined };
  if (id.endsWith('/') || id === 'others' || id === 'addresses' || id.startsWith('*'))
    throw invalid(path, explainTexts[language].oneOnly);
  if (isIP(id) !== 0 && visible === undefined) return addressNamed(model, id);
  const found = model.endpoints.filter(({ name, namespace }) => {
    if (id === 'nodes') return namespace === undefined;
    return (name === id || name.slice(name.indexOf('/') + 1) === id) && isVisible(visible, namespace);
  });
  const [endpoint] = found;
  if (endpoint !== undefined) {
    const name = id === 'nodes' ? id : endpoint.name;
    return { name, classes: [...new Set(found.map((one) => model.classes.classOf(one)))], endpoint };
  }
  const outside =
    visible !== undefined ? -1 : model.classes.classes.findIndex((one) => one.kind === 'outside' && one.name === id);
  if (outside < 0) throw new HttpProblem('not-found');
  return { name: id, classes: [outside], endpoint: undefined };
}

function addressNamed(model: Reachability, address: string): End {
  const index = model.classes.classOfAddress(address);
  if (index === undefined) throw new HttpProblem('not-found');
  const one = model.classAt(index);
  const owner = one.kind === 'outside' ? undefined : one.members.find(({ addresses }) => addresses?.includes(address));
  return { name: owner === undefined ? address : `${address} (${owner.name})`, classes: [index], endpoint: owner };
}

const mostDeclared = 50;

/** Ports that the destination's containers declare; those that they serve without saying so are not known. */
function declaredPorts(endpoint: Endpoint | undefined): NetworkExplanation['declared'] {
  const ports = (endpoint?.template?.containers ?? []).flatMap(({ container }) =>
    listOf(container.ports).map(recordOf),
  );
  return ports
    .flatMap(({ containerPort: port, protocol = 'TCP', name }) =>
      typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 && isProtocol(protocol)
        ? [{ port, protocol, name: stringOf(name) ?? null }]
        : [],
    )
    .slice(0, mostDeclared);
}

function portOf(
  text: string | undefined,
  [first]: NetworkExplanation['declared'],
): { readonly protocol: Protocol; readonly port: number } {
  if (text === undefined) return first ?? { protocol: 'TCP', port: 443 };
  const [number = '', protocol = 'TCP'] = text.toUpperCase().split('/');
  return { port: Number(number), protocol: isProtocol(protocol) ? protocol : 'TCP' };
}

function portsBetween(
  model: Reachability,
  [from, to]: readonly [number, number],
): Pick<NetworkExplanation, 'ports' | 'unknownPorts' | 'everyPort'> {
  const none: Pick<PortVerdicts, 'allowed' | 'unknown'> = { allowed: [], unknown: [] };
  const { allowed, unknown } = model.groupsTo(to).find((group) => group.from.has(from))?.verdicts ?? none;
  const everyPort = isEveryPort(allowed);
  return { ports: everyPort ? [] : portsOf(allowed), unknownPorts: portsOf(unknown), everyPort };
}

function invalid(path: string, message: string): HttpProblem {
  return new HttpProblem('invalid', { errors: [{ path, message }] });
}
