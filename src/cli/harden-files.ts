import type { Language } from '../checks/index.ts';
import {
  closingPolicy,
  defaultClass,
  type Hardening,
  type RefusedPods,
  type ResourceProposal,
  refusesToday,
  rungText,
  type SandboxPlan,
  sandboxDefault,
  sandboxPolicy,
} from '../enforcement/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import type { KubernetesObject } from '../kubernetes/index.ts';
import { hardenTexts } from './harden-texts.ts';
import { fateOf, lostText, noteText } from './network-generate-report.ts';

/** One file of a hardening. */
export interface HardenFile {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  /** What would happen, a line each. */
  readonly prediction: readonly string[];
  /** Something that runs today would be refused or cut off. */
  readonly refuses: boolean;
}

/** Names in one line. */
const mostNames = 10;

/**
 * The files, in the order in which they are best applied.
 * @param mutating version of MutatingAdmissionPolicies, where pods are to be put into sandboxes by one
 */
export function hardenFiles(hardening: Hardening, language: Language, mutating?: string): readonly HardenFile[] {
  const { resources, sandbox } = hardening;
  return [
    labelsFile(hardening, language),
    ...(resources === undefined ? [] : resourceFiles(resources, language)),
    networkFile(hardening, language),
    accountsFile(hardening, language),
    ...(sandbox === undefined ? [] : sandboxFiles(sandbox, hardening.namespace, mutating, language)),
  ];
}

function labelsFile({ namespace, podSecurity }: Hardening, language: Language): HardenFile {
  const text = hardenTexts[language];
  const labels = podSecurity?.proposal?.labels ?? {};
  const isSet = Object.keys(labels).length > 0;
  const passes = podSecurity?.passes;
  const prediction =
    podSecurity?.proposal === undefined || passes === undefined
      ? [text.labelsUnknown]
      : [isSet ? text.passes(rungText(passes)) : text.labelsNone];
  if (podSecurity !== undefined && refusesToday(podSecurity)) prediction.push(text.refusesToday);
  return {
    name: 'namespace.yaml',
    objects: isSet ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } }] : [],
    prediction,
    refuses: podSecurity !== undefined && refusesToday(podSecurity),
  };
}

function resourceFiles(proposal: ResourceProposal, language: Language): readonly HardenFile[] {
  const text = hardenTexts[language];
  const { limitRange, quota, standing, prediction, unmeasured } = proposal;
  const isOfQuota = ({ reasons }: RefusedPods) =>
    reasons.some(({ code }) => code === 'quota-exceeded' || code === 'must-specify');
  const ofQuota = prediction.refused.filter(isOfQuota);
  const ofLimits = prediction.refused.filter((one) => !isOfQuota(one));
  const shared = standing.length === 0 ? [] : [text.standing(standing)];
  const [names, more] = some(unmeasured);
  return [
    {
      name: 'limit-range.yaml',
      objects: limitRange === undefined ? [] : [limitRange],
      prediction: [
        ...(limitRange === undefined ? [text.limitStanding] : []),
        ...refusedLines(ofLimits, language),
        ...(names.length > 0 ? [text.unmeasured(names, more)] : []),
        ...shared,
      ],
      refuses: ofLimits.some(({ onlyAtMost }) => !onlyAtMost),
    },
    {
      name: 'resource-quota.yaml',
      objects: quota === undefined ? [] : [quota],
      prediction: [
        ...refusedLines(ofQuota, language),
        ...(ofQuota.length > 0 ? [text.order] : []),
        text.exposedServices,
        ...prediction.unbounded.flatMap(({ object, extent }) =>
          extent.unbounded === undefined ? [] : [text.unbounded[extent.unbounded](nameOf(object))],
        ),
        ...shared,
      ],
      refuses: ofQuota.some(({ onlyAtMost }) => !onlyAtMost),
    },
  ];
}

function refusedLines(refused: readonly RefusedPods[], language: Language): readonly string[] {
  const text = hardenTexts[language];
  if (refused.length === 0) return [text.nobody];
  return refused.flatMap(({ object, reasons, refused: count, pods, onlyAtMost }) => [
    `✗ ${(onlyAtMost ? text.refusedAtMost : text.refusedPods)(nameOf(object), count, pods)}`,
    ...reasons.map((reason) => `    ${text.reason[reason.code](reason)}`),
  ]);
}

function networkFile({ namespace, network, unseen }: Hardening, language: Language): HardenFile {
  const text = hardenTexts[language];
  const name = 'network-policy.yaml';
  if (unseen.length > 0) return { name, objects: [], prediction: [text.unseen(unseen)], refuses: false };
  if (network === undefined)
    return { name, objects: [closingPolicy(namespace)], prediction: [text.empty], refuses: false };
  const lost = network.replayed.filter((one) => fateOf(one) !== 'kept');
  return {
    name,
    objects: network.policies.map(({ object }) => object),
    prediction: [
      text.needs(network.replayed.length - lost.length, network.replayed.length),
      ...lost.map((one) => `✗ ${lostText(one, language)}`),
      ...network.notes.map((note) => `! ${noteText(note, language)}`),
    ],
    refuses: lost.some((one) => fateOf(one) === 'blocked'),
  };
}

function accountsFile({ accounts: { accounts, losing, keeping, unseen } }: Hardening, language: Language): HardenFile {
  const text = hardenTexts[language];
  const [lost, lostMore] = some(losing.map(nameOf));
  const [kept, keptMore] = some(keeping.map(nameOf));
  return {
    name: 'service-accounts.yaml',
    objects: accounts,
    prediction: [
      ...(unseen.length > 0 ? [text.unseen(unseen)] : accounts.length === 0 ? [text.accountsNone] : []),
      ...(lost.length > 0 ? [text.losing(lost, lostMore), text.otherUse] : []),
      ...(kept.length > 0 ? [text.keeping(kept, keptMore)] : []),
    ],
    refuses: false,
  };
}

function sandboxFiles(
  plan: SandboxPlan,
  namespace: string,
  mutating: string | undefined,
  language: Language,
): readonly HardenFile[] {
  const text = hardenTexts[language];
  const className = mutating === undefined ? undefined : defaultClass(plan)?.name;
  const moved = className === undefined ? [] : plan.unnamed;
  const refused = plan.refused.filter((object) => !moved.includes(object));
  const policy: HardenFile = {
    name: 'sandbox-policy.yaml',
    objects: sandboxPolicy(plan, namespace, text.sandboxMessage(plan.rule.classes)),
    prediction: [
      ...classLines(plan, language),
      text.sandboxed(plan.sandboxed.length),
      ...refused.map((object) => `✗ ${text.sandboxRefused(nameOf(object))}`),
      ...moved.map((object) => text.sandboxMovedFirst(nameOf(object))),
      ...(plan.rule.onlyInternetFacing ? [text.sandboxToday] : []),
    ],
    refuses: refused.length > 0,
  };
  if (mutating === undefined) return [policy];
  const name = 'sandbox-default.yaml';
  if (className === undefined)
    return [{ name, objects: [], prediction: [`! ${text.sandboxNoClass}`], refuses: false }, policy];
  return [
    {
      name,
      objects: sandboxDefault(plan, namespace, className, mutating),
      prediction: moved.map((object) => `! ${text.sandboxMoved(nameOf(object), className)}`),
      refuses: false,
    },
    policy,
  ];
}

function classLines({ classes }: SandboxPlan, language: Language): readonly string[] {
  const text = hardenTexts[language];
  return classes.map(({ name, state, handler = '', nodes }) => {
    if (state === 'missing') return `✗ ${text.classMissing(name)}`;
    if (state === 'unknown') return `! ${text.classUnknown(name)}`;
    return text.handler(name, handler, nodes.with, nodes.without, nodes.silent);
  });
}

function some(names: readonly string[]): readonly [readonly string[], number] {
  return [names.slice(0, mostNames), Math.max(0, names.length - mostNames)];
}

function nameOf({ kind, name }: InventoryObject): string {
  return `${kind}/${name}`;
}
