import { expect, it } from 'vitest';
import { InventoryObject } from '../inventory/index.ts';
import { editObjects } from './edit-objects.ts';
import { refusalText } from './refusal-texts.ts';

it.each([
  [
    { by: 'helm', root: 'chart', template: 'templates/web.yaml' },
    'comes from the chart template chart/templates/web.yaml: change it there, or in the values that it reads: metadata.annotations.a: "b"',
  ],
  [
    { by: 'kustomize', root: 'overlay' },
    'comes from the overlay overlay: add this to its kustomization.yaml\npatches:\n  - target: {"kind":"Service","name":"web"}\n    patch: |-\n      - {"op":"add","path":"/metadata/annotations","value":{"a":"b"}}',
  ],
] as const)('what %s makes is not patched: it says what to change instead', (rendering, text) => {
  const file = 'template' in rendering ? `${rendering.root}/${rendering.template}` : rendering.root;
  const object = new InventoryObject(
    { apiVersion: 'v1', kind: 'Service', name: 'web', namespace: undefined },
    { file, rendering, locate: () => undefined, text: () => undefined },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } },
  );
  const edits = [{ op: 'set', path: ['metadata', 'annotations', 'a'], value: 'b' }] as const;
  const { files, patches } = editObjects([{ object, edits }]);
  expect(files).toEqual([]);
  expect(patches.map(({ steps, refusal }) => [steps, refusal && refusalText(refusal, 'en')])).toEqual([[[], text]]);
});
