import { describe, expect, it } from 'vitest';
import { Inventory, inventoryFromText, type Sight } from '../inventory/index.ts';
import { catalogue } from './catalogue.ts';
import type { Check } from './check.ts';
import type { Example } from './examples/example.ts';
import { examples } from './examples/index.ts';
import { runChecks } from './run.ts';

const version = { major: 1, minor: 37 };

function messages(
  check: Check,
  { yaml, parameters = {} }: Pick<Example, 'yaml' | 'parameters'>,
  sees?: Sight,
): string[] {
  const { objects } = inventoryFromText(yaml);
  const { violations } = runChecks({
    checks: [check],
    inventory: new Inventory(objects, [], sees),
    parameters: { [check.id]: parameters as Record<string, never> },
    kubernetesVersion: version,
    pssVersion: version,
  });
  return violations.map(({ message }) => message ?? '');
}

const checkOf = (id: string): Check => {
  const check = catalogue.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check;
};

const resting = catalogue.flatMap((check) =>
  (check.absence ?? []).map((absence) => ({ check, absence, id: check.id, of: absence.of.join(', ') })),
);

describe('findings that rest on absence', () => {
  it('are declared', () => {
    expect(resting.length).toBeGreaterThan(10);
  });

  it.each(resting)('$id: are gone where one of $of is out of sight, and only they', ({ check, absence }) => {
    const rests = (message: string) => absence.messages === undefined || absence.messages.includes(message);
    let found = 0;
    for (const example of examples[check.id]?.fail ?? []) {
      const all = messages(check, example, () => true);
      found += all.filter(rests).length;
      for (const hidden of absence.of) {
        const left = messages(check, example, (groupKind) => groupKind !== hidden);
        const others = (check.absence ?? []).filter((one) => one !== absence && one.of.includes(hidden));
        expect(left.filter(rests)).toEqual([]);
        if (others.length === 0) expect(left).toEqual(all.filter((message) => !rests(message)));
      }
    }
    expect(found).toBeGreaterThan(0);
  });
});

const pod = (name: string, spec: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec: { containers: [{ name: app, image: app }], ${spec} }
`;

describe('a reference to what is not there', () => {
  const check = checkOf('sec-dangling-ref');
  const alone = { yaml: pod('web', 'volumes: [{ name: v, secret: { secretName: gone } }]') };

  it('says nothing of single files, where others of its kind are missing, too', () => {
    expect(messages(check, alone)).toEqual([]);
  });

  it('is dangling in a cluster, where all is known', () => {
    expect(messages(check, alone, () => true)).toEqual(['object']);
  });

  it('is none where Secrets can’t be seen, there or at all', () => {
    expect(messages(check, alone, (groupKind) => groupKind !== '/Secret')).toEqual([]);
    expect(messages(check, alone, (groupKind, namespace) => groupKind !== '/Secret' || namespace !== 'shop')).toEqual(
      [],
    );
    expect(messages(check, alone, (_, namespace) => namespace === 'shop')).toEqual(['object']);
  });
});
