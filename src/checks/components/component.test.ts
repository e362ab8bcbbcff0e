import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { formatPath } from '../../kubernetes/index.ts';
import { componentsOf } from './component.ts';

/** What a container of a pod in kube-system runs: `name complete? flag=value@path …`; a value of unknown text is `?`. */
function told(yaml: string): string[] {
  return componentsOf(inventoryFromText(yaml)).map(({ name, complete, flags }) => {
    const given = [...flags].map(([flag, { value, path }]) => `${flag}=${value ?? '?'}@${formatPath(path.slice(-2))}`);
    return [name, ...(complete ? [] : ['(not all seen)']), ...given].join(' ');
  });
}

const pod = (container: string) => `
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: kube-system }
spec: { containers: [{ name: c, ${container} }] }
`;

const containers: readonly (readonly [title: string, container: string, expected: readonly string[]])[] = [
  [
    'every form of a flag',
    'image: x, command: [kube-apiserver, --a=1, --b, two, -c=3, --d_e=4, --profiling, --f=x=y]',
    [
      'kube-apiserver a=1@command[1] b=two@command[3] c=3@command[4] d-e=4@command[5] profiling=true@command[6] f=x=y@command[7]',
    ],
  ],
  [
    'a boolean takes no word of its own',
    'image: x, command: [kube-apiserver, --profiling, "false", --anonymous-auth, --v=2]',
    ['kube-apiserver profiling=true@command[1] anonymous-auth=true@command[3] v=2@command[4]'],
  ],
  [
    'the last of two counts, lists grow',
    'image: x, command: [kube-apiserver, --v=1, --v=2, --authorization-mode=Node, --authorization-mode=RBAC]',
    ['kube-apiserver v=2@command[2] authorization-mode=Node,RBAC@command[4]'],
  ],
  [
    'command and args, the image’s own entry point',
    'image: "registry.example.com:5000/k8s/kube-scheduler-amd64:v1.37.2@sha256:00", args: [--v=1]',
    ['kube-scheduler v=1@args[0]'],
  ],
  [
    'through go-runner',
    'image: x, command: [/go-runner, --log-file=/l, /usr/local/bin/kube-controller-manager], args: [--v=1]',
    ['kube-controller-manager v=1@args[0]'],
  ],
  [
    'variables of the manifest, and others',
    'image: x, env: [{ name: A, value: one }], command: [kube-apiserver, --a=$(A), --b=$(B), --c=$$(A), $(REST)]',
    ['kube-apiserver (not all seen) a=one@command[1] b=?@command[2] c=$(A)@command[3]'],
  ],
  [
    'a script: quotes, escapes, continued lines, redirections, other commands',
    `image: x, env: [{ name: A, value: one }], command: [sh, -ec, "mkdir -p /x && exec kube-apiserver --a='1 2' \\\\\\n  --b=\\"$A ${'$'}{B}\\" --c=${'$'}{A} 2>&1 | tee log; echo --d=4"]`,
    ['kube-apiserver a=1 2@command[2] b=?@command[2] c=one@command[2]'],
  ],
  ['a script that only speaks of it', 'image: x, command: [sh, -c, "echo kube-apiserver-ready"]', []],
  ['another program in its image', 'image: "registry.k8s.io/kube-apiserver:v1", command: [cp, a, b]', []],
  ['another program that is told its name', 'image: x, command: [wait-for, kube-apiserver, --anonymous-auth]', []],
  [
    'etcd reads its environment',
    'image: x, command: [etcd, --auto-tls], env: [{ name: ETCD_AUTO_TLS, value: "false" }, { name: ETCD_CERT_FILE, value: /c }]',
    ['etcd auto-tls=true@command[1] cert-file=/c@env[1]'],
  ],
];

describe('components in pods', () => {
  it.each(containers)('%s', (_, container, expected) => {
    expect(told(pod(container))).toEqual(expected);
  });
});

describe('edits', () => {
  const edits = (yaml: string, flag: string, value: string | undefined) =>
    componentsOf(inventoryFromText(yaml)).map((component) => component.edit(flag, value)?.edits[0]);

  it('change, append and remove in a command', () => {
    const yaml = pod('image: x, command: [kube-scheduler, --a=1, --b, two]');
    expect(edits(yaml, 'a', '2')).toEqual([{ op: 'set', path: 'spec.containers[0].command[1]', value: '--a=2' }]);
    expect(edits(yaml, 'b', '2')).toEqual([{ op: 'set', path: 'spec.containers[0].command[3]', value: '2' }]);
    expect(edits(yaml, 'c', '2')).toEqual([{ op: 'append', path: 'spec.containers[0].command', value: '--c=2' }]);
    expect(edits(yaml, 'a', undefined)).toEqual([{ op: 'remove', path: 'spec.containers[0].command[1]' }]);
    expect(edits(yaml, 'c', undefined)).toEqual([undefined]);
  });

  it('leave scripts alone', () => {
    expect(edits(pod('image: x, command: [sh, -c, "kube-scheduler --a=1"]'), 'a', '2')).toEqual([undefined]);
  });

  it('follow the version of kubeadm’s configuration', () => {
    const kubeadm = (version: string, args: string) =>
      `apiVersion: kubeadm.k8s.io/${version}\nkind: ClusterConfiguration\nscheduler: { extraArgs: ${args} }\n`;
    const scheduler = (yaml: string, flag: string) => edits(yaml, flag, '2')[2];
    expect(scheduler(kubeadm('v1beta3', '{ a: "1" }'), 'a')).toEqual({
      op: 'set',
      path: 'scheduler.extraArgs.a',
      value: '2',
    });
    expect(scheduler(kubeadm('v1beta4', '[{ name: a, value: "1" }]'), 'a')).toEqual({
      op: 'set',
      path: 'scheduler.extraArgs[0].value',
      value: '2',
    });
    expect(scheduler(kubeadm('v1beta4', '[]'), 'a')).toEqual({
      op: 'append',
      path: 'scheduler.extraArgs',
      value: { name: 'a', value: '2' },
    });
  });
});

describe('Cluster API', () => {
  it('keeps kubeadm’s configuration inside its own objects', () => {
    const yaml = `
apiVersion: controlplane.cluster.x-k8s.io/v1beta1
kind: KubeadmControlPlane
metadata: { name: a }
spec:
  version: v1.30.2
  kubeadmConfigSpec: { clusterConfiguration: { etcd: { external: { endpoints: ["https://a:2379"] } }, apiServer: { extraArgs: { profiling: "false" } } } }
`;
    const components = componentsOf(inventoryFromText(yaml));
    expect(components.map(({ name }) => name)).toEqual(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler']);
    expect(components[0]?.version).toEqual({ major: 1, minor: 30 });
    expect(components[0]?.flags.get('etcd-servers')?.value).toBe('https://a:2379');
    expect(formatPath(components[0]?.flags.get('profiling')?.path ?? [])).toBe(
      'spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs.profiling',
    );
  });
});
