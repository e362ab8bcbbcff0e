import { describe, expect, it } from 'vitest';
import { parsePath } from '../kubernetes/index.ts';
import { Fingerprints, stablePath } from './fingerprint.ts';

describe('stablePath', () => {
  const pod = {
    spec: {
      containers: [{ name: 'a' }, { name: 'b', env: [{ name: 'X' }], args: ['--one', '--two'] }],
      tolerations: [{ effect: 'NoSchedule' }],
    },
  };

  it('is the same after items changed places', () => {
    const turned = { spec: { containers: pod.spec.containers.toReversed() } };
    expect(stablePath(pod, parsePath('spec.containers[1].env[0].value'), false)).toBe(
      stablePath(turned, parsePath('spec.containers[0].env[0].value'), false),
    );
  });

  it('tells neighbours apart', () => {
    const paths = [
      'spec.containers[0]',
      'spec.containers[1]',
      'spec.containers[1].args[0]',
      'spec.containers[1].args[1]',
    ];
    expect(new Set(paths.map((path) => stablePath(pod, parsePath(path), false))).size).toBe(paths.length);
  });

  it('follows an item without a name by its content', () => {
    const moved = { spec: { tolerations: [{ effect: 'NoExecute' }, ...pod.spec.tolerations] } };
    expect(stablePath(moved, parsePath('spec.tolerations[1]'), false)).toBe(
      stablePath(pod, parsePath('spec.tolerations[0]'), false),
    );
  });

  it('holds nothing of a secret', () => {
    const path = parsePath('spec.containers[1].args[0]');
    const other = { spec: { containers: [{ name: 'a' }, { name: 'b', args: ['--changed'] }] } };
    expect(stablePath(pod, path, true)).toBe(stablePath(other, path, true));
  });
});

describe('Fingerprints', () => {
  it('tells two findings apart that are alike to the letter, the same way in every run', () => {
    const run = () => {
      const fingerprints = new Fingerprints();
      return [fingerprints.of(['a', 'b']), fingerprints.of(['a', 'b']), fingerprints.of(['ab'])];
    };
    expect(new Set(run()).size).toBe(3);
    expect(run()).toEqual(run());
    expect(run().every((fingerprint) => /^[0-9a-f]{32}$/.test(fingerprint))).toBe(true);
  });
});
