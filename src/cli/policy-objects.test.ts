import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { objectsOf } from './policy-objects.ts';

const policy = (spec: string) => `apiVersion: breakwater.dev/v1alpha1
kind: SecurityPolicy
metadata:
  name: base
spec:
${spec}
`;
const exception = `---
apiVersion: breakwater.dev/v1alpha1
kind: SecurityException
metadata: { name: agent }
spec: { check: pod-hostpath, resources: ["DaemonSet/logging/*"], reason: reads logs }
`;

describe('objects of policies among the input', () => {
  it('give the rules of their exceptions', () => {
    const { rules, errors } = objectsOf([inventoryFromText(policy('  profile: cis') + exception)], 'en');
    expect(rules).toMatchObject([{ check: 'pod-hostpath', origin: 'SecurityException/agent' }]);
    expect(errors).toEqual([]);
  });

  it('are errors at their place where they say what can not be', () => {
    const inventory = inventoryFromText(policy('  profile: cis\n  action: Dny'), 'base.yaml');
    expect(objectsOf([inventory], 'en').errors).toEqual([
      {
        code: 'policy',
        file: 'base.yaml',
        line: 7,
        column: 3,
        message: 'SecurityPolicy/base: spec.action: must be one of Off, Audit, Warn, Deny',
      },
    ]);
    const unknown = inventoryFromText(policy('  checks: { pod-priviledged: {} }'), 'base.yaml');
    expect(objectsOf([unknown], 'zh-CN').errors).toMatchObject([
      { line: 6, message: 'SecurityPolicy/base：spec.checks.pod-priviledged：没有这样的检查' },
    ]);
  });
});
