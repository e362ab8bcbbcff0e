import { describe, expect, it } from 'vitest';
import { diagnosticTexts, saidText, say } from './diagnostic-texts.ts';
import { inventoryFromText } from './read-text.ts';

/** What is wrong with a text, in both languages. */
const cases: readonly (readonly [title: string, text: string, en: string, zh: string])[] = [
  [
    'a key twice',
    'kind: Pod\nkind: Job\napiVersion: v1\n',
    'The key "kind" stands twice in one mapping; the last one counts.',
    '键 "kind" 在同一个映射中出现了两次，以最后一个为准。',
  ],
  [
    'a quoted key twice',
    '"kind": Pod\n"kind": Job\napiVersion: v1\n',
    'The key "kind" stands twice in one mapping; the last one counts.',
    '键 "kind" 在同一个映射中出现了两次，以最后一个为准。',
  ],
  [
    'a key twice in JSON',
    '{"kind": "Pod", "kind": "Job", "apiVersion": "v1"}',
    'The key "kind" stands twice in one mapping; the last one counts.',
    '键 "kind" 在同一个映射中出现了两次，以最后一个为准。',
  ],
  [
    'a key that is a list',
    'a: b\n? [x]\n: 1\n',
    'This is not YAML: a key is a list or a mapping.',
    '不是有效的 YAML：有一个键是列表或映射。',
  ],
  [
    'too deep',
    `a: ${'['.repeat(120)}`,
    'The document goes over a limit: nested deeper than 100 levels.',
    '文档超出限制：嵌套超过 100 层。',
  ],
  [
    'too deep in JSON',
    `${'{"a":'.repeat(120)}1${'}'.repeat(120)}`,
    'The document goes over a limit: nested deeper than 100 levels.',
    '文档超出限制：嵌套超过 100 层。',
  ],
  [
    'an open bracket',
    'kind: [\n',
    'This is not YAML: too little indentation, or a [ or { that is not closed.',
    '不是有效的 YAML：缩进不足，或者 [ 或 { 没有闭合。',
  ],
  [
    'a template inside of braces',
    'metadata: {name: {{ .Values.name }}-web}\n',
    'This looks like a template that something else has to render first (for a Helm chart, scan its folder); it is not YAML.',
    '这看起来是需要先渲染的模板，不是 YAML；如果属于 Helm chart，请扫描 chart 所在的目录。',
  ],
  [
    'several documents that are no objects',
    'a: 1\n---\nb: 1\n---\nc: 1\n',
    'This is not a Kubernetes object: it has no apiVersion and no kind. The same goes for 2 more of this file.',
    '不是 Kubernetes 对象：缺少 apiVersion 和 kind。该文件中另有 2 处同样如此。',
  ],
];

describe('diagnostics', () => {
  it.each(cases)('%s', (_, text, en, zh) => {
    const [diagnostic] = inventoryFromText(text).diagnostics;
    const { said } = diagnostic ?? { said: say('nothing') };
    expect([saidText(said, 'en'), saidText(said, 'zh-CN')]).toEqual([en, zh]);
  });

  it.each([
    ['ENOENT', 'It could not be read: there is no such file or folder.', '无法读取：没有这个文件或目录。'],
    ['EIO', 'It could not be read: EIO.', '无法读取：EIO。'],
  ])('keep a reason that there are no words for: %s', (reason, en, zh) => {
    const said = say('unreadable', { reason });
    expect([saidText(said, 'en'), saidText(said, 'zh-CN')]).toEqual([en, zh]);
  });

  it('have the same placeholders in both languages', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [key, text] of Object.entries(diagnosticTexts))
      expect([key, placeholders(text['zh-CN'])]).toEqual([key, placeholders(text.en)]);
  });
});
