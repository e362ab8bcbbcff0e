import { join } from 'node:path';
import { isRecord, type KubernetesObject } from '../kubernetes/index.ts';
import { say } from './diagnostic-texts.ts';
import type { Rendering, Source } from './inventory.ts';
import { type Collection, readText } from './read-text.ts';
import { RenderedSource } from './source.ts';
import { TextFile } from './text-file.ts';

/** What a renderer made of a chart or an overlay. */
export interface Rendered {
  /** YAML with many documents. */
  readonly output: string;
  readonly rendering: Rendering;
  /** Where an object says that it comes from: in the text before it, or in an annotation that only the renderer wrote. */
  readonly origin: TextOrigin | AnnotationOrigin;
}

interface TextOrigin {
  /** The template, relative to the root, that one document of the output names. */
  readonly templateOf: (piece: string) => string | undefined;
}

interface AnnotationOrigin {
  readonly annotation: string;
  /** The template, relative to the root, that the annotation's value names. */
  readonly templateOf: (value: string) => string | undefined;
}

/** Reads what was rendered into the collection. What can't be read of it is the rendering's problem: its lines are nobody's file. */
export function readRendered({ output, rendering, origin }: Rendered, collection: Collection): void {
  const sourceOf = (template: string | undefined): Source =>
    template === undefined
      ? new RenderedSource(rendering.root, rendering)
      : new RenderedSource(join(rendering.root, template), { ...rendering, template });
  readText(new TextFile(rendering.root, output), collection, {
    describe: (object, { piece }) => {
      if (!('annotation' in origin)) return { object, source: sourceOf(origin.templateOf(piece.text)) };
      const { value, rest } = withoutAnnotation(object, origin.annotation);
      return { object: rest, source: sourceOf(value === undefined ? undefined : origin.templateOf(value)) };
    },
    describeUnread: 'annotation' in origin ? undefined : ({ piece }) => sourceOf(origin.templateOf(piece.text)),
    diagnose: ({ line = 1, said }) => ({
      code: 'render',
      file: rendering.root,
      said: say('rendered', { program: rendering.by, line, fault: said }),
    }),
  });
}

function withoutAnnotation(
  object: KubernetesObject,
  annotation: string,
): { value: string | undefined; rest: KubernetesObject } {
  const { metadata } = object;
  if (!isRecord(metadata) || !isRecord(metadata.annotations)) return { value: undefined, rest: object };
  const { [annotation]: value, ...annotations } = metadata.annotations;
  const { annotations: _, ...others } = metadata;
  const cleaned = Object.keys(annotations).length === 0 ? others : { ...others, annotations };
  const rest = { ...object, metadata: cleaned } as KubernetesObject;
  return { value: typeof value === 'string' ? value : undefined, rest };
}
