import { describe, expect, it } from 'vitest';
import { inventoryFromText, saidText } from '../inventory/index.ts';
import { type Check, inventoryCheck, ParameterError, podCheck } from './check.ts';
import { runChecks } from './run.ts';

const version = { major: 1, minor: 37 };
const base = { id: 'test', severity: 'low', standards: {}, source: 'test' } as const;

function run(check: Check, yaml: string) {
  const inventory = inventoryFromText(yaml);
  const { violations, diagnostics } = runChecks({
    checks: [check],
    inventory,
    parameters: {},
    kubernetesVersion: version,
    pssVersion: version,
  });
  return { violations, texts: diagnostics.map(({ said }) => saidText(said, 'en')) };
}

const pod = (containers: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: ${containers} }\n`;

describe('what has no answer is said', () => {
  it('where an expression fails', () => {
    const check = podCheck({ ...base, expression: 'podSpec.containers.all(c, c.name == "a")', field: 'containers' });
    const { violations, texts } = run(check, pod('5'));
    expect(violations).toEqual([]);
    expect(texts).toEqual([expect.stringContaining('Pod web is not shaped as Kubernetes expects, so test')]);
  });

  it('where an inventory check throws', () => {
    const check = inventoryCheck({
      ...base,
      of: ['*'],
      run: () => {
        throw new TypeError('nobody thought of that');
      },
    });
    expect(run(check, pod('[]')).texts).toEqual([expect.stringContaining('test could not be run')]);
  });

  it('where a list is so long that the square of it would be taken', () => {
    const containers = JSON.stringify(Array.from({ length: 3000 }, (_, index) => ({ name: `c${index}` })));
    const check = podCheck({
      ...base,
      each: 'containers',
      expression: '!podSpec.containers.all(c, c.name != item.name)',
      field: '',
    });
    const { violations, texts } = run(check, pod(containers));
    expect(violations).toEqual([]);
    expect(texts).toEqual([expect.stringContaining('Pod web has lists so long that test stopped')]);
  });

  it('but a wrong parameter is the call’s fault', () => {
    const check = inventoryCheck({
      ...base,
      of: ['*'],
      run: () => {
        throw new ParameterError('test.x', '(', {});
      },
    });
    expect(() => run(check, pod('[]'))).toThrow(ParameterError);
  });
});
