import { describe, expect, it } from 'vitest';
import { languages } from '../checks/index.ts';
import { parseBaseline } from './baseline-schema.ts';
import { callTexts } from './call-texts.ts';
import { parseSettings } from './settings-schema.ts';

/** Every text with values of its own: each value must come up in the sentence. */
const values: { readonly [Key in keyof typeof callTexts.en]: readonly unknown[] } = {
  unknownCheck: [['pod-priviledged'], ['pod-privileged']],
  noCheckLeft: [],
  notAVersion: ['1.x'],
  notALanguage: ['fr', ['en']],
  notAPattern: ['a.yaml', 'labels', '(['],
  unreadable: ['a.yaml', 'because'],
  unwritable: ['a.yaml', 'because'],
  notAFileName: ['../a'],
  notABaseline: ['a.json', 'because'],
  notJson: [],
  notYaml: ['a.yaml', 'because'],
  unusableSettings: ['a.yaml', ['first', 'second']],
  secondPolicy: ['other'],
  noSuchCheck: ['checks.x'],
  exceptionForNoCheck: ['x'],
  noSuchParameter: ['checks.x', ['known']],
  problem: ['profile', 'because'],
  top: [],
  emptyName: [],
  versionWanted: [],
  clusterOrPaths: [],
  recordingOrCluster: [],
  onlyWithCluster: ['--context'],
  onlyWithCharts: ['--set'],
  namelessRelease: ['release-namespace'],
  noCluster: ['because'],
};

describe.each(languages)('texts of wrong calls in %s', (language) => {
  it.each(Object.entries(values))('%s names what it is about', (key, given) => {
    const text: unknown = callTexts[language][key as keyof typeof values];
    const said = typeof text === 'function' ? String(text(...given)) : String(text);
    for (const value of given.flat()) expect(said).toContain(value);
  });
});

describe('what zod finds', () => {
  it.each([
    ['profil: all', '（顶层）：没有这样的设置：profil'],
    ['profile: everything', 'profile：可选值为 security、'],
    ['kubernetesVersion: 1.37', 'kubernetesVersion：版本号要加引号'],
    ['checks: []', 'checks：应为映射'],
    ['exceptions: [{ check: pod-privileged }]', 'exceptions.0.reason：缺少该字段'],
    ['checks: { pod-privileged: { parameters: { x: 1 } } }', '没有这个参数'],
    ['checks: { pod-hostpath: { enabled: 1 } }', 'checks.pod-hostpath.enabled：应为 true 或 false'],
  ])('is said in Chinese: %s', (text, said) => {
    expect(() => parseSettings(text, 'x.yaml', 'zh-CN')).toThrow(said);
  });

  it.each([
    ['{', 'b.json：不是基线文件：不是 JSON'],
    ['{"version": 2, "findings": {}}', 'b.json：不是基线文件：version：可选值为 1'],
    ['{"version": 1, "findings": {"x": {}}}', 'findings.x：不是问题的指纹'],
  ])('of a baseline, too: %s', (text, said) => {
    expect(() => parseBaseline(text, 'b.json', 'zh-CN')).toThrow(said);
  });
});
