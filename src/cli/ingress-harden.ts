import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Document } from 'yaml';
import type { Language } from '../checks/index.ts';
import {
  createFile,
  type EditedFile,
  editObjects,
  type ObjectPatch,
  refusalText,
  replaceFile,
  unifiedDiff,
} from '../fixes/index.ts';
import type { KubernetesObject } from '../kubernetes/index.ts';
import {
  combined,
  exposuresOf,
  ingressControllersOf,
  objectName,
  type Proposal,
  proposalsFor,
} from '../network/index.ts';
import { shellWord, visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { callTexts, fileReason } from './call-texts.ts';
import { ingressTexts } from './ingress-texts.ts';
import { codeAfter, type NetworkInputOptions, networkInput } from './network-input.ts';
import { shortened } from './network-names.ts';
import { routeNoteTexts } from './route-note-texts.ts';

export interface IngressHardenOptions extends NetworkInputOptions {
  readonly write?: boolean;
  readonly output?: string;
}

/** `breakwater ingress harden`. @returns the exit code: 1 where there is something to propose */
export async function ingressHardenCommand(
  paths: readonly string[],
  options: IngressHardenOptions,
  language: Language,
): Promise<number> {
  const text = ingressTexts[language];
  const isCluster = options.cluster === true || options.recording !== undefined;
  if (options.write === true && isCluster) throw new CallError(text.writeNeedsFiles);
  const input = await networkInput(paths, options, language);
  const controllers = ingressControllersOf(input.inventory);
  const { routes } = exposuresOf(input.inventory, input);
  const proposals = routes.flatMap(({ object, notes }) => proposalsFor(controllers.of(object), notes));
  if (proposals.length === 0) {
    process.stdout.write(`${text.nothing}\n`);
    return codeAfter([input], 0, options, language);
  }
  const { changes, objects } = combined(proposals);
  const { files, patches } = editObjects(changes);
  for (const line of proposalLines(proposals, language)) process.stdout.write(`${line}\n`);
  process.stdout.write(`\n${text.limit}\n\n`);
  for (const { file, before, after } of files) process.stdout.write(`${shown(unifiedDiff(file, before, after))}\n`);
  for (const patch of patches) process.stdout.write(`${patchLine(patch, language)}\n`);
  if (objects.length > 0) process.stdout.write(`${text.newObjects(objects.length)}\n${shown(yamlOf(objects))}`);
  const failed = written({ files, patches, objects }, paths, options, language);
  return codeAfter([input], failed ? 2 : 1, options, language);
}

/** Each kind of change once, with all that it is for. */
function proposalLines(proposals: readonly Proposal[], language: Language): readonly string[] {
  const text = ingressTexts[language];
  const alike = Map.groupBy(proposals, ({ why, breaks }) => `${why} ${breaks.join(' ')}`);
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const names = new Set(
      same.flatMap(({ changes, objects }) => [
        ...changes.map(({ object }) => visible(objectName(object))),
        ...(changes.length > 0
          ? []
          : objects.map(({ kind, metadata }) => visible(`${kind}/${metadata?.namespace}/${metadata?.name}`))),
      ]),
    );
    const saying = routeNoteTexts[language].about[first.why];
    const what = first.breaks.map((code) => text.breaks[code]).join('; ');
    return [`${saying}: ${text.forRoutes(shortened([...names], language))}`, `  ${text.mayBreak(what)}`];
  });
}

/** Why a change is a patch, or what else is to be done. */
function patchLine({ object, steps, refusal }: ObjectPatch, language: Language): string {
  const text = ingressTexts[language];
  const name = visible(objectName(object));
  const reason = refusal === undefined ? undefined : shown(refusalText(refusal, language));
  return steps.length === 0 ? text.byHand(name, reason) : text.asPatch(name, reason);
}

function shown(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

function yamlOf(objects: readonly unknown[]): string {
  return objects.map((object) => String(new Document(object, { aliasDuplicateObjects: false }))).join('---\n');
}

/** @returns whether something could not be written */
function written(
  made: { files: readonly EditedFile[]; patches: readonly ObjectPatch[]; objects: readonly KubernetesObject[] },
  paths: readonly string[],
  { write, output }: IngressHardenOptions,
  language: Language,
): boolean {
  const text = ingressTexts[language];
  if (write !== true && output === undefined) {
    process.stdout.write(`\n${text.notWritten}\n`);
    return false;
  }
  let failed = false;
  const say = (line: string) => process.stderr.write(`breakwater: ${visible(line)}\n`);
  if (write === true)
    for (const { file, before, after } of made.files) {
      const refusal = replaceFile(file, before, after, paths.length === 0 ? ['.'] : paths);
      say(refusal === undefined ? text.written(file) : refusalText(refusal, language));
      failed ||= refusal !== undefined;
    }
  const outputs = [
    ...(made.objects.length > 0 ? [['new-objects.yaml', yamlOf(made.objects)] as const] : []),
    ...made.patches
      .filter(({ steps }) => steps.length > 0)
      .map((patch) => [patchFile(patch), patchText(patch)] as const),
  ];
  if (output === undefined || outputs.length === 0) return failed;
  try {
    mkdirSync(output, { recursive: true });
  } catch (error) {
    throw new CallError(callTexts[language].unwritable(output, fileReason(error, language)), { cause: error });
  }
  for (const [name, content] of outputs) {
    const file = join(output, name);
    const refusal = createFile(file, content);
    say(refusal === undefined ? text.written(file) : text.exists(file));
    failed ||= refusal !== undefined;
  }
  return failed;
}

/** Names of objects are not trusted with slashes: the API server refuses them, a file may hold any. */
function patchFile({ object: { kind, namespace, name } }: ObjectPatch): string {
  const words = [kind, namespace ?? '', name].filter((word) => word !== '');
  return `${words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '_')
    .slice(0, 200)}.patch.yaml`;
}

function patchText({ object, steps }: ObjectPatch): string {
  const { group, kind, namespace, name } = object;
  const resource = `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}`;
  const home = namespace === undefined ? '' : ` -n ${shellWord(namespace)}`;
  const document = new Document(steps);
  document.commentBefore = visible(
    ` kubectl patch ${shellWord(resource)} ${shellWord(name)}${home} --type json --patch-file FILE`,
  );
  return String(document);
}
