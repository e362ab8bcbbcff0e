import { describe, expect, it } from 'vitest';
import { type Reach, reachOf, readRule } from './rule.ts';

const core = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };

/** What the rule is, what is asked of it, and what the API server's own evaluation answers. */
const cases: readonly (readonly [rule: object, asked: readonly [string, string, string], answer: Reach])[] = [
  [core, ['get', '', 'pods'], 'all'],
  [core, ['list', '', 'pods'], 'none'],
  [core, ['get', 'apps', 'pods'], 'none'],
  [core, ['get', '', 'pods/exec'], 'none'],
  [{ ...core, verbs: ['*'] }, ['escalate', '', 'pods'], 'all'],
  [{ ...core, apiGroups: ['*'] }, ['get', 'apps', 'pods'], 'all'],
  [{ ...core, resources: ['*'] }, ['get', '', 'pods/exec'], 'all'],
  [{ ...core, resources: ['*/exec'] }, ['get', '', 'pods/exec'], 'all'],
  [{ ...core, resources: ['*/exec'] }, ['get', '', 'pods'], 'none'],
  [{ ...core, resources: ['*/exec'] }, ['get', '', 'pods/execute'], 'none'],
  [{ ...core, resources: ['pods/*'] }, ['get', '', 'pods/exec'], 'none'],
  [{ ...core, resources: ['*/*'] }, ['get', '', 'pods/exec'], 'none'],
  [{ ...core, resourceNames: ['web'] }, ['get', '', 'pods'], 'named'],
  [{ ...core, resourceNames: ['web'], verbs: ['*'] }, ['create', '', 'pods'], 'none'],
  [{ ...core, resourceNames: ['web'], verbs: ['*'] }, ['deletecollection', '', 'pods'], 'none'],
  [{ ...core, resourceNames: ['web'], verbs: ['*'], resources: ['pods/exec'] }, ['create', '', 'pods/exec'], 'named'],
  [{ resources: 'pods', verbs: ['get'], apiGroups: [''] }, ['get', '', 'pods'], 'none'],
  [{}, ['get', '', 'pods'], 'none'],
];

describe('reachOf', () => {
  it.each(cases)('%j asked %j is %s', (rule, [verb, group, resource], answer) => {
    expect(reachOf(readRule(rule), verb, group, resource)).toBe(answer);
  });
});
