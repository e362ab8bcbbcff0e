import { describe, expect, it } from 'vitest';
import type { Edit } from '../checks/index.ts';
import { InventoryObject, inventoryFromText, type Rendering } from '../inventory/index.ts';
import { assessed } from './assessed.ts';
import { planFixes } from './plan.ts';
import { refusalText } from './refusal-texts.ts';

const nothing = { values: {}, risky: false };
const set = (path: string, value: unknown): Edit => ({ op: 'set', path, value: value as never });

const many = `# head
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {}
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: b}
  spec:
    hostPID: true # why
    x: 1
- apiVersion: v1
  kind: Pod
  metadata: {name: c}
`;

describe('planFixes', () => {
  it('edits documents and list items of one file together', () => {
    const { objects } = inventoryFromText(many, 'many.yaml');
    const findings = objects.map((object) => assessed(object, [set('spec.hostPID', false)]));
    const plan = planFixes(findings, nothing);
    expect(plan.notFixed).toEqual([]);
    expect(plan.files).toEqual([
      {
        file: 'many.yaml',
        before: many,
        after: many
          .replace('spec: {}', 'spec:\n  hostPID: false')
          .replace('hostPID: true', 'hostPID: false')
          .replace('metadata: {name: c}\n', 'metadata: {name: c}\n  spec:\n    hostPID: false\n'),
        findings,
      },
    ]);
  });

  it('edits items of a JSON list in their indentation', () => {
    const item = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { a: 1 } });
    const text = (items: unknown[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 3);
    const { objects } = inventoryFromText(text([item('a'), item('b')]), 'list.json');
    const plan = planFixes([assessed(objects[1] as InventoryObject, [set('spec.b.c', ['d'])])], nothing);
    expect(plan.files[0]?.after).toBe(text([item('a'), { ...item('b'), spec: { a: 1, b: { c: ['d'] } } }]));
  });

  it('reads past a byte order mark and comments before the first document', () => {
    const text = '\ufeff# c\r\napiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: a\r\n';
    const { objects } = inventoryFromText(text, 'a.yaml');
    const plan = planFixes([assessed(objects[0] as InventoryObject, [set('spec.x', 1)])], nothing);
    expect(plan.files[0]?.after).toBe(`${text}spec:\r\n  x: 1\r\n`);
  });

  it('leaves alone what is excepted', () => {
    const { objects } = inventoryFromText(many, 'many.yaml');
    const finding = assessed(objects[0] as InventoryObject, [set('spec.a', 1)], { excepted: true });
    expect(planFixes([finding], nothing)).toEqual({ files: [], notFixed: [], additions: [] });
  });

  it('asks for values, and takes them', () => {
    const { objects } = inventoryFromText(many, 'many.yaml');
    const finding = assessed(objects[0] as InventoryObject, [set('spec.runAsUser', { $ask: 'runAsUser' })]);
    const [notFixed] = planFixes([finding], nothing).notFixed;
    expect(notFixed?.refusal).toEqual({ code: 'ask', values: { name: 'runAsUser' } });
    const given = planFixes([finding], { values: { runAsUser: 10001 }, risky: false });
    expect(given.files[0]?.after).toContain('\nspec:\n  runAsUser: 10001\n---');
    // A name that every object has is no value.
    const inherited = assessed(objects[0] as InventoryObject, [set('spec.x', { $ask: 'constructor' })]);
    expect(planFixes([inherited], nothing).notFixed[0]?.refusal.code).toBe('ask');
  });

  it('makes risky changes only when asked', () => {
    const { objects } = inventoryFromText(many, 'many.yaml');
    const finding = assessed(objects[0] as InventoryObject, { edits: [set('spec.a', 1)], risky: true });
    expect(planFixes([finding], nothing).notFixed[0]?.refusal.code).toBe('risky');
    expect(planFixes([finding], { values: {}, risky: true }).files).toHaveLength(1);
  });

  it('names the way out where there is nothing to edit', () => {
    const [object] = inventoryFromText(many, 'many.yaml').objects as [InventoryObject];
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'n' } };
    const findings = [
      assessed(object, null),
      assessed(object, { edits: [] }),
      assessed(object, { edits: [], objects: [policy] }),
      assessed(object, { edits: [], objects: [policy] }),
    ];
    const plan = planFixes(findings, nothing);
    expect(plan.notFixed.map(({ refusal }) => refusal.code)).toEqual(['advice', 'advice', 'objects', 'objects']);
    expect(plan.additions).toEqual([{ object: policy, findings: findings.slice(2) }]);
    const [piped] = inventoryFromText(many).objects as [InventoryObject];
    expect(planFixes([assessed(piped, [set('spec.a', 1)])], nothing).notFixed[0]?.refusal.code).toBe('standard-input');
  });

  it('names the template of a chart, and the patch for an overlay', () => {
    const edits = [
      set('spec.replicas', { $ask: 'replicas' }),
      set('spec.s.t', true),
      { op: 'remove', path: 'spec.l[0]' } as const,
    ];
    const helm = assessed(rendered({ by: 'helm', root: 'chart', template: 'templates/web.yaml' }), edits);
    const [inChart] = planFixes([helm], { values: {}, risky: true }).notFixed;
    expect(inChart && refusalText(inChart.refusal, 'en')).toBe(
      'comes from the chart template chart/templates/web.yaml: change it there, or in the values that it reads: spec.replicas: "<replicas>"; spec.s.t: true; spec.l[0]: (remove)',
    );
    const overlay = assessed(rendered({ by: 'kustomize', root: 'overlays/prod' }), edits);
    const [inOverlay] = planFixes([overlay], { values: {}, risky: true }).notFixed;
    expect(inOverlay && refusalText(inOverlay.refusal, 'zh-CN').split('\n').slice(1).join('\n')).toBe(`patches:
  - target: {"group":"apps","kind":"Deployment","name":"web"}
    patch: |-
      - {"op":"replace","path":"/spec/replicas","value":"<replicas>"}
      - {"op":"add","path":"/spec/s","value":{"t":true}}
      - {"op":"remove","path":"/spec/l/0"}`);
  });
});

function rendered(rendering: Rendering): InventoryObject {
  const file = rendering.template === undefined ? rendering.root : `${rendering.root}/${rendering.template}`;
  const source = { file, rendering, locate: () => undefined, text: () => undefined };
  return new InventoryObject({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: undefined }, source, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { replicas: 1, l: ['a', 'b'] },
  });
}
