import { Document, isMap, isSeq } from 'yaml';
import type { Language } from '../checks/index.ts';
import { formatPath, type KubernetesObject } from '../kubernetes/index.ts';
import type { Evidence, Generated, GeneratedNamespace, GeneratedPolicy } from '../network/generation/index.ts';
import { visible } from '../reports/index.ts';
import { seenText } from './network-flows.ts';
import { generateTexts } from './network-generate-texts.ts';
import { writeFolder } from './write-folder.ts';

/** Reasons of one rule that a file names; more are counted. */
const mostReasons = 12;

/**
 * Writes a file for each namespace, the same text from run to run. A file that somebody else wrote stays, and then nothing is written.
 * @returns how many files
 * @throws CallError
 */
export function writePolicies(folder: string, { namespaces, baseline }: Generated, language: Language): number {
  // Either language's: a file stays ours when the other one is asked for.
  const marks = Object.values(generateTexts).map(({ header }) => `# ${header}\n`);
  const files = [
    ...namespaces.map((one) => ({ name: `${one.namespace}.yaml`, text: namespaceYaml(one, language) })),
    ...(baseline === undefined ? [] : [{ name: baselineFile, text: baselineYaml(baseline, language) }]),
  ];
  writeFolder(folder, files, { language, marks, foreignFile: generateTexts[language].foreignFile });
  return files.length;
}

/** Not a name that a namespace can have. */
export const baselineFile = '_baseline.yaml';

function baselineYaml(object: KubernetesObject, language: Language): string {
  const { header, role } = generateTexts[language];
  const document = new Document(object, { aliasDuplicateObjects: false });
  return `# ${header}\n# ${role.baseline}\n${document.toString({ lineWidth: 0 })}`;
}

/** A namespace's policies as they are applied, each rule with why it is there. */
export function namespaceYaml({ policies }: GeneratedNamespace, language: Language): string {
  return `# ${generateTexts[language].header}\n${policies.map((policy) => policyYaml(policy, language)).join('---\n')}`;
}

function policyYaml({ object, rules, role, unit }: GeneratedPolicy, language: Language): string {
  const text = generateTexts[language];
  const document = new Document(object, { aliasDuplicateObjects: false });
  for (const direction of ['ingress', 'egress'] as const) {
    const list = document.getIn(['spec', direction], true);
    if (!isSeq(list)) continue;
    for (const [index, item] of list.items.entries())
      if (isMap(item)) item.commentBefore = commentOf(rules[direction][index]?.evidence ?? [], language);
  }
  const about =
    role !== 'workload'
      ? text.role[role]
      : unit?.fault === 'shared-labels'
        ? text.sharedBy(unit.members.map(({ name }) => name))
        : undefined;
  if (about !== undefined) document.commentBefore = ` ${visible(about)}`;
  return document.toString({ lineWidth: 0 });
}

function commentOf(evidence: readonly Evidence[], language: Language): string {
  const lines = evidence.map((one) => ` ${evidenceText(one, language)}`);
  const more = lines.length - mostReasons;
  return [...lines.slice(0, mostReasons), ...(more > 0 ? [` ${generateTexts[language].more(more)}`] : [])].join('\n');
}

/** One line, whatever stands in names. */
export function evidenceText({ code, object, path, detail, seen }: Evidence, language: Language): string {
  const name =
    object === undefined
      ? ''
      : object.namespace === undefined
        ? `${object.kind}/${object.name}`
        : `${object.kind}/${object.namespace}/${object.name}`;
  const place = path === undefined || path.length === 0 ? name : `${name} ${formatPath(path)}`;
  return visible(
    generateTexts[language].evidence[code](place, detail ?? (seen === undefined ? '' : seenText(seen, language))),
  );
}
