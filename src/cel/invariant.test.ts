import { expect, it } from 'vitest';
import { compile, environment, types } from './index.ts';
import { asksOnlyOf } from './invariant.ts';
import { parse } from './parser.ts';

it.each([
  ['podSpec.containers.exists(c, c.name == "a")', true],
  ['podSpec.containers.exists(c, c.name == container.name)', false],
  ['podSpec.containers.exists(i, c, i > 1 && podSpec.volumes.all(v, v.name != c.name))', true],
  ['podSpec.containers.map(c, {c.name: [item]}).size() > 0', false],
  ['podSpec.?securityContext.optMap(s, s.runAsUser == 0).orValue(false)', true],
  // A variable has its name in the loop's body only.
  ['container.ports.exists(container, container == 1)', false],
])('%s asks only of podSpec: %s', (expression, expected) => {
  expect(asksOnlyOf(parse(expression, new Set()), 'podSpec')).toBe(expected);
});

it('answers for each pod and each container anew', () => {
  const variables = { podSpec: types.dyn, container: types.dyn };
  const expression = 'podSpec.containers.exists(c, has(c.user)) && podSpec.containers.exists(c, c == container)';
  const { program } = compile(expression, environment({ variables, own: true }));
  const pod = (...containers: readonly object[]) => ({ containers });
  const [a, b] = [{ name: 'a', user: 1 }, { name: 'b' }];
  const cases: readonly (readonly [object, object, boolean])[] = [
    [pod(a, b), b, true],
    [pod(b), b, false],
    [pod(a), b, false],
    [pod(a), a, true],
  ];
  for (const [podSpec, container, value] of cases)
    expect(program?.evaluate({ podSpec, container })).toMatchObject({ value });
});

it('goes through the containers of a pod once, however many ask', () => {
  const variables = { podSpec: types.dyn, container: types.dyn };
  const { program } = compile('podSpec.containers.all(c, c.user == 1)', environment({ variables, own: true }));
  let read = 0;
  const containers = Array.from({ length: 50 }, () => ({
    get user() {
      read++;
      return 1;
    },
  }));
  const podSpec = { containers };
  for (const container of containers) program?.evaluate({ podSpec, container });
  expect(read).toBe(50);
});
