import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Check, catalogue, type InventoryCheck, ParameterError } from '../checks/index.ts';
import { saidText } from '../inventory/index.ts';
import { Assessor, type AssessorOptions } from './assessor.ts';
import type { AssessmentResult } from './result.ts';
import { clusterObjects, keyOf, TestCluster } from './testing/cluster.ts';

const version = { major: 1, minor: 37 };

function assessor(more: Partial<AssessorOptions> = {}): Assessor {
  return new Assessor({
    checks: catalogue,
    parameters: {},
    severities: {},
    kubernetesVersion: version,
    pssVersion: version,
    exceptions: { rules: [], byAnnotation: false, file: '.breakwater.yaml' },
    today: () => '2026-11-25',
    ...more,
  });
}

const deployment = (image: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: "${image}" }${more}] }
`;
const web = deployment('example.com/web:1');
const shop = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const service = (type: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: ${type}, selector: { app: web }, ports: [{ port: 80 }] }
`;
const key = 'apps/Deployment/shop/web';

function clusterOf(...documents: readonly string[]): TestCluster {
  const cluster = new TestCluster();
  cluster.put(...documents.flatMap(clusterObjects));
  return cluster;
}

function checksAt({ objects }: AssessmentResult, at: string): string[] {
  return (objects.find((one) => one.key === at)?.findings ?? []).map(({ check }) => check);
}

/** The rest of the findings: what is excepted, by the check. */
function exceptionsAt({ objects }: AssessmentResult, at: string): Record<string, string> {
  const findings = objects.find((one) => one.key === at)?.findings ?? [];
  return Object.fromEntries(
    findings.flatMap(({ check, exception }) => (exception === null ? [] : [[check, exception.from]])),
  );
}

/** A check that fails at the Deployment `web` while `fails` says so, and finds something at every other workload. */
function failingCheck(scope: NonNullable<InventoryCheck['scope']>, fails: () => boolean): Check {
  return {
    type: 'inventory',
    id: 'net-ns-no-policy',
    severity: 'low',
    source: '',
    standards: {},
    of: ['workloads', 'rbac.authorization.k8s.io/*'],
    scope,
    run: function* ({ inventory }) {
      for (const object of inventory.objects) {
        if (object.name === 'web' && fails()) throw new TypeError('nobody thought of that');
        if (object.name !== 'web') yield { object, path: ['metadata', 'name'] };
      }
    },
  };
}

describe('what changed is said, and nothing else', () => {
  it('at first every object with findings', async () => {
    const cluster = clusterOf(web, shop);
    const { objects, removed } = await assessor().update(cluster, 'all');
    expect(objects.map((object) => object.key).sort()).toEqual(['/Namespace//shop', key]);
    expect(removed).toEqual([]);
  });

  it('nothing where nothing changed', async () => {
    const cluster = clusterOf(web, shop);
    const one = assessor();
    await one.update(cluster, 'all');
    cluster.put(...clusterObjects(web));
    for (const keys of ['all', new Set([key, 'apps/Deployment/shop/never-there'])] as const) {
      const { objects, removed } = await one.update(cluster, keys);
      expect([objects, removed]).toEqual([[], []]);
    }
  });

  it('the object itself, and who depends on it', async () => {
    const cluster = clusterOf(web, shop);
    const one = assessor();
    expect(checksAt(await one.update(cluster, 'all'), '/Namespace//shop')).toContain('net-ns-no-policy');
    cluster.takeChanged();
    cluster.put(
      ...clusterObjects(
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a, namespace: shop }\nspec: { podSelector: {} }',
      ),
    );
    const result = await one.update(cluster, cluster.takeChanged());
    expect(checksAt(result, '/Namespace//shop')).not.toContain('net-ns-no-policy');
    expect(checksAt(result, key)).toContain('net-pod-unselected');
  });

  it('that an object is gone, and what that opens', async () => {
    const cluster = clusterOf(web, shop);
    const one = assessor();
    await one.update(cluster, 'all');
    cluster.delete(key);
    const result = await one.update(cluster, new Set([key]));
    expect(result.removed).toEqual([key]);
    expect(result.objects.map((object) => object.key)).toEqual(['/Namespace//shop']);
  });

  it('another risk where the exposure changes', async () => {
    const cluster = clusterOf(web, shop, service('ClusterIP'));
    const one = assessor();
    const first = await one.update(cluster, 'all');
    expect(first.exposures.get(key)).toBe('none');
    cluster.takeChanged();
    cluster.put(...clusterObjects(service('LoadBalancer')));
    const result = await one.update(cluster, cluster.takeChanged());
    expect(result.exposures).toEqual(new Map([[key, 'internet']]));
    const { findings = [] } = result.objects.find((object) => object.key === key) ?? {};
    expect(findings.every(({ risk }) => risk.factors.some(({ code }) => code === 'internet'))).toBe(true);
    expect(findings.length).toBeGreaterThan(3);
  });
});

describe('a pod that stands for those of a workload', () => {
  const pod = (more: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop, labels: { app: web }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: a }] }
spec: { containers: [{ name: app, image: "example.com/web:1" }${more}] }
`;
  const injected = ', { name: proxy, image: "example.com/proxy:1", securityContext: { privileged: true } }';

  it('says only what is special to it', async () => {
    const cluster = clusterOf(web, shop, pod(injected));
    cluster.representatives.set('/Pod/shop/web-1', key);
    const result = await assessor().update(cluster, 'all');
    const { workload, findings = [] } = result.objects.find((object) => object.key === '/Pod/shop/web-1') ?? {};
    expect(workload).toBe(key);
    expect(findings.map(({ check }) => check)).toContain('pod-privileged');
    expect(new Set(findings.map(({ resource }) => resource.container))).toEqual(new Set(['proxy']));
  });

  it('says the rest when its workload is gone', async () => {
    const cluster = clusterOf(web, shop, pod(injected));
    cluster.representatives.set('/Pod/shop/web-1', key);
    const one = assessor();
    await one.update(cluster, 'all');
    cluster.takeChanged();
    cluster.delete(key);
    const result = await one.update(cluster, cluster.takeChanged());
    const { findings = [] } = result.objects.find((object) => object.key === '/Pod/shop/web-1') ?? {};
    expect(new Set(findings.map(({ resource }) => resource.container))).toContain('app');
  });
});

describe('exceptions', () => {
  const rule = { check: 'net-pod-unselected', reason: 'known', origin: 'exception/7' };
  const cluster = () => clusterOf(web, shop, deployment('example.com/b:1').replace('name: web', 'name: b'));

  it('made later concern the objects that they match, and say where they were made', async () => {
    const one = assessor({ checks: catalogue.filter(({ id }) => id !== 'net-ns-no-policy') });
    await one.update(cluster(), 'all');
    const result = await one.setExceptions([{ ...rule, resources: ['Deployment/shop/web'] }]);
    expect(result.objects.map((object) => object.key)).toEqual([key]);
    expect(exceptionsAt(result, key)).toEqual({ 'net-pod-unselected': 'exception/7' });
    expect((await one.setExceptions([])).objects.map((object) => object.key)).toEqual([key]);
    expect((await one.setExceptions([])).objects).toEqual([]);
  });

  it('end by the day, at the next update as well', async () => {
    for (const next of ['refresh', 'update'] as const) {
      let today = '2026-11-25';
      const state = cluster();
      const one = assessor({
        checks: catalogue.filter(({ id }) => id !== 'net-ns-no-policy'),
        exceptions: { rules: [{ ...rule, expires: '2026-11-25' }], byAnnotation: false, file: '' },
        today: () => today,
      });
      expect(exceptionsAt(await one.update(state, 'all'), key)).not.toEqual({});
      expect((await one.refresh()).objects).toEqual([]);
      today = '2026-11-26';
      const result = await (next === 'refresh' ? one.refresh() : one.update(state, new Set()));
      expect(result.objects).toHaveLength(2);
      expect(exceptionsAt(result, key)).toEqual({});
    }
  });
});

describe('what could not be answered', () => {
  const binding = (namespace: string, name: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ${name}, namespace: ${namespace} }
roleRef: { kind: Role, name: a }
`;

  it.each(['object', 'namespace', 'access'] as const)('is said as long as it is so: scope %s', async (scope) => {
    let fails = true;
    const other = deployment('example.com/b:1').replace('name: web, namespace: shop', 'name: b, namespace: pay');
    const cluster = clusterOf(web, other, binding('shop', 'web'), binding('pay', 'b'));
    const one = assessor({ checks: [failingCheck(scope, () => fails)] });
    const texts = (result: AssessmentResult) => result.diagnostics.map(({ said }) => saidText(said, 'en'));
    const first = texts(await one.update(cluster, 'all'));
    expect(first).toEqual([expect.stringContaining('net-ns-no-policy')]);
    expect(texts(await one.update(cluster, new Set()))).toEqual(first);
    cluster.takeChanged();
    // Asked of something else it answers, which is no answer to what it did not.
    fails = false;
    cluster.put(...clusterObjects(other.replace('b:1', 'b:2')), ...clusterObjects(binding('pay', 'c')));
    expect(texts(await one.update(cluster, cluster.takeChanged()))).toEqual(first);
    cluster.put(...clusterObjects(web), ...clusterObjects(binding('shop', 'web')));
    expect(texts(await one.update(cluster, cluster.takeChanged()))).toEqual([]);
  });

  it('does not take the answers about other objects with it', async () => {
    const other = deployment('example.com/b:1').replace('name: web', 'name: b');
    const { objects, diagnostics } = await assessor({ checks: [failingCheck('object', () => true)] }).update(
      clusterOf(web, other),
      'all',
    );
    expect(objects.map((object) => object.key)).toEqual(['apps/Deployment/shop/b']);
    expect(diagnostics).toHaveLength(1);
  });

  it('is said of an object of a shape that nobody expects until it has another', async () => {
    const cluster = clusterOf(web.replace(/containers: \[.*\]/, 'containers: text, securityContext: 5'));
    const one = assessor();
    expect((await one.update(cluster, 'all')).diagnostics.length).toBeGreaterThan(0);
    cluster.put(...clusterObjects(web));
    expect((await one.update(cluster, new Set([key]))).diagnostics).toEqual([]);
  });

  it('is not said of what may only be out of sight', async () => {
    const cluster = clusterOf(web, shop);
    cluster.blindSpots = [{ code: 'forbidden', groupKind: 'networking.k8s.io/NetworkPolicy', detail: 'no' }];
    const one = assessor();
    expect(checksAt(await one.update(cluster, 'all'), '/Namespace//shop')).not.toContain('net-ns-no-policy');
    cluster.blindSpots = [];
    expect(checksAt(await one.update(cluster, new Set()), '/Namespace//shop')).toContain('net-ns-no-policy');
  });

  it('because a setting is wrong is thrown, and nothing is said any more', async () => {
    const one = assessor({ parameters: { 'meta-required-labels': { labels: { team: '(' } } } });
    await expect(one.update(clusterOf(web), 'all')).rejects.toThrow(ParameterError);
    await expect(one.update(clusterOf(web), 'all')).rejects.toThrow('begin anew');
  });
});

describe('coverage', () => {
  it('counts what each check is asked of, as it comes and goes', async () => {
    const cluster = clusterOf(web, shop, service('ClusterIP'));
    const one = assessor();
    const first = (await one.update(cluster, 'all')).coverage;
    expect(first.asked).toContain('pod-privileged');
    expect(first.notConfigured).toEqual(expect.arrayContaining(['img-registry-allow', 'meta-required-labels']));
    expect(first.asked).not.toContain('img-registry-allow');
    const counts = (coverage: typeof first) =>
      ['pod-privileged', 'svc-nodeport', 'ns-psa-labels', 'rbac-secrets-read', 'api-tls', 'meta-deprecated-api'].map(
        (id) => coverage.objectsByCheck.get(id),
      );
    expect(counts(first)).toEqual([1, 1, 1, 0, 0, 3]);
    cluster.delete(key);
    expect(counts((await one.update(cluster, new Set([key]))).coverage)).toEqual([0, 1, 1, 0, 0, 2]);
  });
});

describe('calls', () => {
  it('are answered in their order, each with what is there by then', async () => {
    const cluster = clusterOf(web, shop);
    const one = assessor();
    const first = one.update(cluster, 'all');
    cluster.put(
      ...clusterObjects(
        deployment('example.com/web:1', ', { name: b, image: "x", securityContext: { privileged: true } }'),
      ),
    );
    const results = await Promise.all([first, one.update(cluster, new Set([key])), one.refresh()]);
    expect(results.filter((result) => checksAt(result, key).includes('pod-privileged'))).toHaveLength(1);
  });

  it('let the event loop turn', async () => {
    const many = Array.from({ length: 300 }, (_, index) => web.replace('name: web', `name: web-${index}`));
    let done = false;
    let turns = 0;
    const turning = (async () => {
      while (!done) {
        await setImmediate();
        turns++;
      }
    })();
    await assessor().update(clusterOf(...many), 'all');
    done = true;
    await turning;
    expect(turns).toBeGreaterThan(10);
  });
});

describe('keys', () => {
  it('are those of the cluster', () => {
    expect(clusterObjects(`${web}---\n${shop}`).map(keyOf)).toEqual([key, '/Namespace//shop']);
  });
});
