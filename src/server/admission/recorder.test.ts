import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { AdmissionRequest, Decision, DecisionPart } from '../../enforcement/index.ts';
import type { DecisionEntry, DecisionTally, Store } from '../../store/index.ts';
import { DecisionRecorder, workloadOf } from './recorder.ts';

const at = new Date('2027-01-31T10:20:30Z');

function request(changes: Partial<AdmissionRequest> = {}): AdmissionRequest {
  return {
    uid: '1',
    operation: 'CREATE',
    groupKind: '/Pod',
    resource: '/pods',
    subResource: '',
    namespace: 'shop',
    name: 'web-5d4f-x',
    user: 'alice',
    groups: [],
    dryRun: false,
    object: { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { secret: 'hunter2' } },
    oldObject: undefined,
    ...changes,
  };
}

function decision(...parts: readonly Partial<DecisionPart>[]): Decision {
  return {
    answer: { allowed: true, message: '', warnings: [], auditAnnotations: {} },
    exempt: undefined,
    parts: parts.map((part) => ({
      policy: 'base',
      check: '',
      action: 'Deny',
      verdict: 'allowed',
      message: '',
      ...part,
    })),
  };
}

function recorder(fails: () => boolean = () => false) {
  const stored: { entries: DecisionEntry[]; tallies: DecisionTally[] } = { entries: [], tallies: [] };
  const figures: string[] = [];
  const decisions = {
    add: async (_cluster: string, entries: readonly DecisionEntry[], tallies: readonly DecisionTally[]) => {
      if (fails()) throw new Error('no database');
      stored.entries.push(...entries);
      stored.tallies.push(...tallies);
    },
  } as Store['decisions'];
  const made = new DecisionRecorder({
    store: { decisions },
    cluster: 'c1',
    metrics: {
      reviewed: (mode, outcome) => figures.push(`${mode} ${outcome}`),
      decided: (policy, check, verdict) => figures.push(`${policy} ${check} ${verdict}`),
      decisionsLost: () => figures.push('lost'),
    },
    log: pino({ level: 'silent' }),
  });
  return { made, stored, figures };
}

describe('decisions', () => {
  it('are all counted, and kept as a sample', async () => {
    const { made, stored, figures } = recorder();
    for (let index = 0; index < 100; index++)
      made.record(request(), decision({}, { check: 'a', verdict: 'denied', message: 'no' }), 1.23456, 'Fail', at);
    await made.flush();
    expect(figures.filter((one) => one === 'base a denied')).toHaveLength(100);
    expect(stored.tallies.map(({ check, verdict, count }) => [check, verdict, count])).toEqual([
      ['', 'allowed', 100],
      ['a', 'denied', 100],
    ]);
    expect(stored.entries.filter(({ check }) => check === 'a')).toHaveLength(20);
    expect(stored.entries.filter(({ check }) => check === '')).toHaveLength(1);
    expect(stored.entries[1]).toMatchObject({ at: at.toISOString(), message: 'no', milliseconds: 1.235 });
  });

  it('hold nothing of an object but its name', async () => {
    const { made, stored } = recorder();
    made.record(request(), decision({ verdict: 'denied' }), 1, 'Fail', at);
    await made.flush();
    expect(JSON.stringify(stored)).not.toContain('hunter2');
  });

  it('about what is only tried are counted in the figures alone', async () => {
    const { made, stored, figures } = recorder();
    made.record(request({ dryRun: true }), decision({ verdict: 'denied' }), 1, 'Fail', at);
    await made.flush();
    expect(stored).toEqual({ entries: [], tallies: [] });
    expect(figures).toEqual(['Fail allowed', 'base  denied']);
  });

  it('that could not be stored are stored with the next ones, none counted twice or lost', async () => {
    let broken = true;
    const { made, stored } = recorder(() => broken);
    made.record(request(), decision({}), 1, 'Fail', at);
    await made.flush();
    made.record(request(), decision({}), 1, 'Fail', at);
    broken = false;
    await made.flush();
    await made.flush();
    expect(stored.tallies.map(({ count }) => count)).toEqual([2]);
    expect(stored.entries).toHaveLength(1);
  });

  it('do not fill the memory while there is no database', async () => {
    const { made, stored, figures } = recorder(() => true);
    for (let index = 0; index < 12_000; index++) {
      const namespace = `n${index}`;
      made.record(request({ namespace }), decision({ policy: `p${index}`, verdict: 'denied' }), 1, 'Fail', at);
    }
    await made.flush();
    expect(figures.filter((one) => one === 'lost').length).toBeGreaterThan(0);
    expect(stored.entries).toEqual([]);
  });
});

describe('the workload', () => {
  const owned = (apiVersion: string, kind: string, name: string) =>
    request({
      object: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ownerReferences: [{ apiVersion, kind, name, controller: true }] },
      },
    });
  it.each<[AdmissionRequest, string]>([
    [request(), '/Pod/shop/web-5d4f-x'],
    [owned('apps/v1', 'ReplicaSet', 'web-5d4f'), 'apps/Deployment/shop/web'],
    [owned('apps/v1', 'ReplicaSet', 'web'), 'apps/ReplicaSet/shop/web'],
    [owned('batch/v1', 'Job', 'nightly-28000'), 'batch/CronJob/shop/nightly'],
    [owned('apps/v1', 'DaemonSet', 'agent-1'), 'apps/DaemonSet/shop/agent-1'],
    [
      request({ groupKind: 'rbac.authorization.k8s.io/ClusterRole', namespace: undefined, name: 'r' }),
      'rbac.authorization.k8s.io/ClusterRole//r',
    ],
  ])('is told by the owner', (asked, workload) => {
    expect(workloadOf(asked)).toBe(workload);
  });
});
