import { describe, expect, it } from 'vitest';
import { celLiteral, celString, mentions, replaceNames } from './rewrite.ts';

describe('names', () => {
  const names = { podSpec: 'variables.podSpec', object: 'variables.object' };

  it.each([
    ['podSpec.?hostNetwork.orValue(false)', 'variables.podSpec.?hostNetwork.orValue(false)'],
    ['has(podSpec.hostPID) && podSpec.hostPID', 'has(variables.podSpec.hostPID) && variables.podSpec.hostPID'],
    ['item.podSpec == item.?podSpec', 'item.podSpec == item.?podSpec'],
    ["item['podSpec'] == 'podSpec'", "item['podSpec'] == 'podSpec'"],
    ['true ? podSpec : object', 'true ? variables.podSpec : variables.object'],
    ['dyn(object).kind', 'dyn(variables.object).kind'],
    ['podSpecs', 'podSpecs'],
  ])('%s', (before, after) => {
    expect(replaceNames(before, names)).toBe(after);
  });

  it('are seen only where they are free', () => {
    expect(mentions('container.containerType', 'containerType')).toBe(false);
    expect(mentions("containerType == 'init'", 'containerType')).toBe(true);
  });
});

describe('literals', () => {
  it('quote what CEL would read', () => {
    expect(celString("it's \\ a\nline")).toBe("'it\\'s \\\\ a\\nline'");
  });

  it('keep the types', () => {
    expect(celLiteral({ a: [1, 1.5, true, null, 'x'] })).toBe("{'a': [1, 1.5, true, null, 'x']}");
  });
});
