import { describe, expect, it } from 'vitest';
import { evaluatePolicies, policiesOf } from '../../checks/policies/index.ts';
import { inventoryFromText } from '../../inventory/index.ts';
import { type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { migratePsp, type PspMigration, predictPsp } from './migrate.ts';
import { open, pspCases, pspOf } from './testing/cases.ts';

const version = { major: 1, minor: 37 };
const words = { refused: 'no', notGranted: 'not granted' };

function migrated(...objects: readonly unknown[]): PspMigration {
  return migratePsp(inventoryOf(objects), { action: 'Deny', kubernetesVersion: version, words });
}

function inventoryOf(objects: readonly unknown[]) {
  return inventoryFromText(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

function policiesIn({ files }: PspMigration): readonly KubernetesObject[] {
  return [...files.values()].flat().filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
}

const podNamed = (spec: unknown, name = 'web', namespace = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec,
});

/** `use` of policies for subjects, in one namespace or all. */
function granted(names: readonly string[], subjects: readonly unknown[], namespace?: string) {
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const name = `use-${names.join('-')}-${JSON.stringify(subjects).length}`;
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  return [
    {
      apiVersion,
      kind,
      metadata,
      rules: [{ apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: names, verbs: ['use'] }],
    },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef: { kind, name }, subjects },
  ];
}

const everybody = { kind: 'Group', name: 'system:authenticated' };
const account = (name: string, namespace: string) => ({ kind: 'ServiceAccount', name, namespace });
const psp = (name: string, spec: Record<string, unknown> = {}, annotations = {}) =>
  pspOf({ title: '', spec, annotations, pods: [] }, name);

describe.each(pspCases.map((one) => [one.title, one] as const))('a policy about %s', (_, one) => {
  const policies = policiesIn(migrated(pspOf(one, 'p')));

  it.each(one.pods.map(([fields, spec]) => [fields || 'nothing', JSON.stringify(spec), fields, spec] as const))(
    'refuses for %s: %s',
    (_name, _spec, fields, spec) => {
      const { violations, diagnostics } = evaluatePolicies(
        policiesOf(inventoryOf(policies), version),
        inventoryOf([podNamed(spec)]),
        'en',
      );
      expect(diagnostics.filter(({ said }) => !JSON.stringify(said).includes('no-policy'))).toEqual([]);
      expect(violations.map(({ values }) => values?.message)).toEqual(fields === '' ? [] : [`no: p (${fields})`]);
    },
  );
});

describe('levels', () => {
  const closed = {
    privileged: false,
    hostPID: false,
    hostIPC: false,
    hostNetwork: false,
    hostPorts: [],
    allowedCapabilities: [],
    allowedProcMountTypes: [],
    allowedUnsafeSysctls: [],
    volumes: ['configMap', 'emptyDir', 'secret', 'projected'],
  };
  const strict = {
    ...closed,
    allowPrivilegeEscalation: false,
    requiredDropCapabilities: ['ALL'],
    runAsUser: { rule: 'MustRunAsNonRoot' },
  };
  const seccomp = { 'seccomp.security.alpha.kubernetes.io/allowedProfileNames': 'runtime/default' };

  it.each([
    ['restricted', strict, seccomp, []],
    ['baseline', strict, {}, ['seccomp']],
    ['baseline', { ...strict, volumes: ['nfs'] }, seccomp, ['volumes']],
    ['baseline', { ...strict, requiredDropCapabilities: ['NET_RAW'] }, seccomp, ['requiredDropCapabilities']],
    ['baseline', { ...strict, runAsUser: { rule: 'MustRunAs', ranges: [{ min: 1, max: 9 }] } }, seccomp, ['runAsUser']],
    ['privileged', { ...strict, hostNetwork: true }, seccomp, ['hostNetwork']],
    ['privileged', { ...strict, volumes: ['hostPath'] }, seccomp, ['volumes']],
    ['privileged', { ...strict, defaultAddCapabilities: ['SYS_ADMIN'] }, seccomp, ['allowedCapabilities']],
    ['privileged', strict, { 'seccomp.security.alpha.kubernetes.io/allowedProfileNames': '*' }, ['seccomp']],
    ['privileged', { ...strict, allowedUnsafeSysctls: ['kernel.msg*'] }, seccomp, ['allowedUnsafeSysctls']],
  ] as const)('%s', (level, spec, annotations, keptBy) => {
    expect(migrated(psp('p', spec, annotations)).policies).toMatchObject([{ level, keptBy }]);
  });

  it('take over what they say, and leave the rest to a policy', () => {
    const result = migrated(
      psp('strict', { ...strict, fsGroup: { rule: 'MustRunAs', ranges: [{ min: 1, max: 2 }] } }, seccomp),
      ...granted(['strict'], [{ kind: 'Group', name: 'system:serviceaccounts:shop' }]),
    );
    expect(result.namespaces).toMatchObject([{ name: 'shop', level: 'restricted' }]);
    expect(result.files.get('namespace-shop.yaml')?.[0]?.metadata?.labels).toEqual({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.37',
    });
    const text = JSON.stringify(policiesIn(result));
    expect(text).toContain("'fsGroup'");
    for (const field of ['privileged', 'hostPID', 'allowPrivilegeEscalation', 'runAsUser', 'hostPorts'])
      expect(text).not.toContain(`'${field}'`);
  });

  it('may leave nothing', () => {
    const result = migrated(psp('all'), ...granted(['all'], [everybody], 'shop'));
    expect(result.namespaces).toMatchObject([{ name: 'shop', level: 'privileged', policy: undefined }]);
    expect(result.files.size).toBe(0);
  });
});

describe('grants', () => {
  const narrow = psp('narrow', { privileged: false });
  const wide = psp('wide');
  const privileged = { containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] };

  it('let a pod in by the policy of its account', () => {
    const objects = [
      narrow,
      wide,
      ...granted(['narrow'], [everybody]),
      ...granted(['wide'], [account('agent', 'shop')]),
      podNamed({ ...privileged, serviceAccountName: 'agent' }, 'agent'),
      podNamed(privileged, 'web'),
      podNamed({ ...privileged, serviceAccountName: 'agent' }, 'elsewhere', 'other'),
    ];
    const prediction = predictPsp(inventoryOf(objects), migrated(...objects), version, 'en');
    expect(prediction.asked).toBe(3);
    expect(prediction.refused.map(({ object, byPolicy }) => [object.name, byPolicy])).toEqual([
      ['elsewhere', ['no: narrow (privileged)']],
      ['web', ['no: narrow (privileged); wide (not granted)']],
    ]);
  });

  it('of people are kept in the policy, and do not lower the level', () => {
    const baseline = { ...open, privileged: false, hostNetwork: false, hostPID: false, hostIPC: false, hostPorts: [] };
    const closed = {
      ...baseline,
      volumes: ['secret'],
      allowedCapabilities: [],
      allowedProcMountTypes: [],
      allowedUnsafeSysctls: [],
    };
    const result = migrated(
      psp('closed', closed),
      wide,
      ...granted(['closed'], [{ kind: 'Group', name: 'system:serviceaccounts' }], 'shop'),
      ...granted(
        ['wide'],
        [
          { kind: 'User', name: 'ann' },
          { kind: 'Group', name: 'ops' },
        ],
        'shop',
      ),
    );
    expect(result.namespaces).toMatchObject([{ name: 'shop', level: 'baseline' }]);
    const [policy] = policiesIn(result);
    const [validation] = recordOf(policy?.spec).validations as { expression: string }[];
    expect(validation?.expression).toContain("request.userInfo.username in ['ann']");
    expect(validation?.expression).toContain("group in ['ops']");
  });

  it('of the controllers are those of every pod that they make', () => {
    const result = migrated(
      narrow,
      wide,
      ...granted(['wide'], [{ kind: 'Group', name: 'system:serviceaccounts:kube-system' }], 'shop'),
    );
    expect(result.namespaces).toMatchObject([{ name: 'shop', level: 'privileged' }]);
    expect(result.policies).toMatchObject([
      { name: 'narrow', isGranted: false },
      { name: 'wide', isGranted: true },
    ]);
    expect(result.files.get('breakwater-psp-narrow.yaml')?.map(({ kind }) => kind)).toEqual([
      'ValidatingAdmissionPolicy',
    ]);
  });

  it('are bound where they hold: by name, and everywhere else', () => {
    const bindings = [
      ...migrated(narrow, ...granted(['narrow'], [everybody]), podNamed({}, 'web', 'shop')).files.values(),
    ]
      .flat()
      .filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding')
      .map(({ spec }) => recordOf(recordOf(spec).matchResources).namespaceSelector);
    const key = 'kubernetes.io/metadata.name';
    expect(bindings).toEqual(
      expect.arrayContaining([
        { matchExpressions: [{ key, operator: 'In', values: ['shop'] }] },
        {
          matchExpressions: [
            { key, operator: 'NotIn', values: ['kube-node-lease', 'kube-public', 'kube-system', 'shop'] },
          ],
        },
      ]),
    );
  });

  it('that are not in the input are named', () => {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const roleRef = { kind: 'ClusterRole', name: 'unseen' };
    const result = migrated(narrow, ...granted(['gone'], [everybody]), {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'b' },
      roleRef,
      subjects: [everybody],
    });
    expect(result).toMatchObject({ missing: ['gone'], unseenRoles: ['ClusterRole/unseen'], namespaces: [] });
  });
});

it('a policy that is none is named with the place, and left out', () => {
  const result = migrated(psp('bad', { runAsUser: { rule: 'Any' } }), psp('good'));
  expect(result.mistakes).toMatchObject([{ path: 'spec.runAsUser.rule', object: { name: 'bad' } }]);
  expect(result.policies.map(({ name }) => name)).toEqual(['good']);
});

it.each([
  [
    'wants-user',
    {
      runAsUser: {
        rule: 'MustRunAs',
        ranges: [
          { min: 1, max: 9 },
          { min: 20, max: 20 },
        ],
      },
    },
    {},
    '1–9, 20',
  ],
  ['adds-capabilities', { defaultAddCapabilities: ['CHOWN', 'KILL'] }, {}, 'CHOWN, KILL'],
  ['wants-drop', { requiredDropCapabilities: ['ALL'] }, {}, 'ALL'],
  ['sets-runtime-class', { runtimeClass: { defaultRuntimeClassName: 'gvisor' } }, {}, 'gvisor'],
  ['sets-no-escalation', { defaultAllowPrivilegeEscalation: false }, {}, ''],
  ['wants-read-only', { readOnlyRootFilesystem: true }, {}, ''],
  [
    'sets-seccomp',
    {},
    {
      'seccomp.security.alpha.kubernetes.io/allowedProfileNames': '*',
      'seccomp.security.alpha.kubernetes.io/defaultProfileName': 'docker/default',
    },
    'RuntimeDefault',
  ],
] as const)('what goes is said: %s', (code, spec, annotations, value) => {
  expect(migrated(psp('p', spec, annotations)).policies[0]?.changes).toContainEqual({ code, value });
});
