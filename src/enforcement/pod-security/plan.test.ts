import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../inventory/cluster/index.ts';
import { stateOf } from '../../inventory/cluster/testing/state-of.ts';
import { inventoryFromText } from '../../inventory/index.ts';
import { podSecurityPlan, refusesToday } from './plan.ts';
import { rungText } from './rung.ts';

const version = { major: 1, minor: 37 };
const secure =
  'allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault }';

function namespace(name: string, labels = ''): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`;
}

function deployment(namespaceName: string, name: string, security: string, pod = ''): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespaceName} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { ${pod} containers: [{ name: app, image: web, securityContext: { ${security} } }] }
`;
}

function planOf(yaml: string, name: string, at = version) {
  const found = podSecurityPlan(inventoryFromText(yaml), at).find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no plan for ${name}`);
  return found;
}

const label = (mode: string) => `pod-security.kubernetes.io/${mode}`;

describe('the plan of a namespace', () => {
  it.each([
    ['restricted v1.37', secure, undefined, []],
    [
      'baseline v1.37',
      '',
      'restricted v1.37',
      ['pod-allow-privilege-escalation', 'pod-run-as-non-root', 'pod-seccomp-required', 'pod-caps-restricted'],
    ],
    ['privileged', `privileged: true`, 'baseline v1.37', ['pod-privileged']],
  ])('passes %s', (passes, security, next, checks) => {
    const plan = planOf(namespace('shop') + deployment('shop', 'web', security), 'shop');
    expect(plan.passes && rungText(plan.passes)).toBe(passes);
    expect(plan.next && rungText(plan.next)).toBe(next);
    expect(new Set(plan.blockers.map(({ check }) => check.id))).toEqual(new Set(checks));
  });

  it('enforces what passes, warns and audits at the next level, pinned', () => {
    const { proposal } = planOf(namespace('shop') + deployment('shop', 'web', ''), 'shop');
    expect(proposal?.changes).toEqual({
      [label('enforce')]: 'baseline',
      [label('enforce-version')]: 'v1.37',
      [label('warn')]: 'restricted',
      [label('warn-version')]: 'v1.37',
      [label('audit')]: 'restricted',
      [label('audit-version')]: 'v1.37',
    });
  });

  it('never writes level privileged, which could undo a default of the API server', () => {
    const { proposal } = planOf(namespace('shop') + deployment('shop', 'web', 'privileged: true'), 'shop');
    expect(proposal?.changes).toMatchObject({ [label('warn')]: 'baseline', [label('audit')]: 'baseline' });
    expect(Object.keys(proposal?.labels ?? {})).not.toContain(label('enforce'));
  });

  it('never asks for less than today', () => {
    const labels = `${label('enforce')}: restricted, ${label('warn')}: baseline, ${label('warn-version')}: v1.30`;
    const plan = planOf(namespace('shop', labels) + deployment('shop', 'web', ''), 'shop');
    expect(plan.proposal?.kept).toEqual(['enforce']);
    expect(plan.proposal?.labels).toMatchObject({ [label('enforce')]: 'restricted', [label('warn')]: 'restricted' });
    expect(Object.keys(plan.proposal?.changes ?? {})).not.toContain(label('enforce'));
    expect(refusesToday(plan)).toBe(true);
  });

  it('pins back where only an older version of the level passes, and warns at the newer one', () => {
    // From 1.34 on baseline refuses a host in a probe.
    const probe = `livenessProbe: { httpGet: { host: example.com, port: 80 } }, `;
    const yaml = deployment('shop', 'web', secure).replace('image: web,', `image: web, ${probe}`);
    const plan = planOf(namespace('shop') + yaml, 'shop');
    expect(plan.passes && rungText(plan.passes)).toBe('restricted v1.33');
    expect(plan.next && rungText(plan.next)).toBe('restricted v1.37');
    expect(plan.proposal?.changes).toMatchObject({
      [label('enforce-version')]: 'v1.33',
      [label('warn-version')]: 'v1.37',
    });
  });

  it('proposes nothing for namespaces of Kubernetes, and restricted for an empty one', () => {
    const yaml = namespace('kube-system') + namespace('empty');
    expect(planOf(yaml, 'kube-system').proposal).toBeUndefined();
    expect(planOf(yaml, 'empty').passes?.level).toBe('restricted');
  });

  it('is pinned to the newest version that is known where the cluster is newer', () => {
    const { proposal } = planOf(namespace('shop'), 'shop', { major: 1, minor: 40 });
    expect(proposal?.labels[label('enforce-version')]).toBe('v1.37');
  });

  it('is unknown where a question has no answer', () => {
    const yaml = deployment('shop', 'web', secure).replace('drop: [ALL]', 'drop: 5');
    const plan = planOf(namespace('shop') + yaml, 'shop');
    expect(plan.unanswered).not.toEqual([]);
    expect(plan.passes).toBeUndefined();
    expect(plan.proposal).toBeUndefined();
  });
});

describe('in a cluster', () => {
  const objects = inventoryFromText(namespace('shop') + deployment('shop', 'web', secure)).objects.map(
    ({ object }) => object,
  );

  it('is unknown where workloads can’t be seen', () => {
    const blindSpots = [{ code: 'forbidden', groupKind: '/Pod', detail: 'no' }] as const;
    const [plan] = podSecurityPlan(inventoryOf(stateOf(objects, { blindSpots })), version);
    expect(plan).toMatchObject({ name: 'shop', unseen: ['/Pod'] });
    expect(plan?.passes).toBeUndefined();
    expect(plan?.proposal).toBeUndefined();
  });

  it('looks at pods that differ from their template', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'debug', namespace: 'shop' },
      spec: { hostNetwork: true, containers: [{ name: 'app', image: 'web' }] },
    };
    const [plan] = podSecurityPlan(inventoryOf(stateOf([...objects, pod])), version);
    expect(plan?.passes?.level).toBe('privileged');
    expect(plan?.blockers.map(({ object }) => object.name)).toEqual(['debug']);
  });

  it('proposes nothing where the namespace itself can’t be seen', () => {
    const [plan] = podSecurityPlan(inventoryOf(stateOf(objects.slice(1))), version);
    expect(plan?.passes?.level).toBe('restricted');
    expect(plan?.proposal).toBeUndefined();
  });
});
