import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthority, issueCertificate } from '../../src/certificates/index.ts';
import { type Access, Api } from './api.ts';
import { programs } from './binaries.ts';
import { endWithUs, freePorts, isAlive, isFree, logOf, type Running, start, stop } from './processes.ts';

/** A started control plane, as plain data: another process can use it and end it. */
export interface ControlPlane {
  readonly access: Access;
  /** Its certificates, data and logs; removed by `stopControlPlane`. */
  readonly folder: string;
  readonly processes: Running[];
  /** How its API server was started, to start it again after it was ended. */
  readonly apiServer: { readonly program: string; readonly args: readonly string[] };
  /** Where it was started for kubelets. */
  readonly kubelets?: KubeletAccess;
}

/** What kubelets and kube-proxies need to know. */
export interface KubeletAccess {
  /** Kubeconfig files by the node's name: user `system:node:NAME`. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
  /** Kubeconfig file of the user `system:kube-proxy`. */
  readonly proxyKubeconfig: string;
  /** File with the authority of the certificate that the API server shows kubelets, as the user `kubelet-client`. */
  readonly clientAuthority: string;
}

export interface ControlPlaneOptions {
  /**
   * Without controllers and scheduler: who starts it makes what they would have made (pods, ServiceAccounts). For tens of thousands of
   * objects, which would take controllers the better part of an hour on two cores.
   */
  readonly bare?: boolean;
  /** Another API server and its controllers, in place of those of the pinned version. */
  readonly programs?: Readonly<Record<'kube-apiserver' | 'kube-controller-manager', string>>;
  /** The older version whose APIs, features and CEL the API server and its controllers keep to: `1.34`. */
  readonly emulated?: string;
  /** Feature gates that are on besides those that the version has on: `MutatingAdmissionPolicy`. */
  readonly featureGates?: readonly string[];
  /** For kubelets of these names instead of kwok's nodes; the API server listens on this address of ours, which they and pods reach. */
  readonly kubelets?: { readonly address: string; readonly names: readonly string[] };
  /** Told of its processes and folder as soon as there is one more. */
  readonly note?: (processes: readonly Running[], folder: string) => void;
}

/** How long each part may take to answer. Two busy cores need about 10 s. */
const startLimit = 120_000;

/**
 * Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok on free ports of 127.0.0.1, with all APIs on.
 * Returns when requests are answered and namespaces get their ServiceAccounts.
 * @throws Error with the end of the logs where one of them does not come up; nothing is left running then
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { bare = false, emulated, kubelets, featureGates = [] } = options;
  const address = kubelets?.address ?? '127.0.0.1';
  const version = [
    ...(emulated === undefined ? [] : [`--emulated-version=${emulated}`]),
    ...(featureGates.length === 0 ? [] : [`--feature-gates=${featureGates.map((gate) => `${gate}=true`).join(',')}`]),
  ];
  const program = {
    ...(await programs(['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl', 'kwok'])),
    ...options.programs,
  };
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-cluster-'));
  const processes: Running[] = [];
  const callOff = endWithUs(processes, folder);
  const run = (path: string, args: readonly string[]) => {
    processes.push(start(path, args, folder));
    options.note?.(processes, folder);
  };
  try {
    const [etcdPort, peerPort, apiPort, kwokPort] = (await freePorts(4)) as [number, number, number, number];
    const certificates = join(folder, 'certificates');
    const access: Access = {
      url: `https://${address}:${apiPort}`,
      ca: join(certificates, 'apiserver.crt'),
      token: randomBytes(24).toString('hex'),
      kubeconfig: join(folder, 'admin.kubeconfig'),
      kubectl: program.kubectl,
    };
    const controllers = await user(folder, access, 'system:kube-controller-manager');
    const scheduler = await user(folder, access, 'system:kube-scheduler');
    await writeFile(access.kubeconfig, kubeconfig(access, access.token), { mode: 0o600 });
    const forKubelets = kubelets && (await kubeletAccess(folder, access, kubelets.names));
    const tokens = [
      `${access.token},admin,admin,system:masters`,
      ...[controllers, scheduler].map(({ name, token }) => `${token},${name},${name}`),
      ...(forKubelets?.tokens ?? []),
    ];
    await writeFile(join(folder, 'tokens.csv'), `${tokens.join('\n')}\n`, { mode: 0o600 });
    await writeServiceAccountKeys(folder);

    const etcd = `http://127.0.0.1:${etcdPort}`;
    const peer = `http://127.0.0.1:${peerPort}`;
    run(program.etcd, [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync',
    ]);
    const apiServer = {
      program: program['kube-apiserver'],
      args: [
        `--etcd-servers=${etcd}`,
        `--bind-address=${address}`,
        `--advertise-address=${address}`,
        `--secure-port=${apiPort}`,
        `--cert-dir=${certificates}`,
        `--service-cluster-ip-range=10.0.0.0/${bare ? 16 : 24}`,
        `--token-auth-file=${join(folder, 'tokens.csv')}`,
        '--authorization-mode=Node,RBAC',
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-key-file=${join(folder, 'service-accounts.pub')}`,
        `--service-account-signing-key-file=${join(folder, 'service-accounts.key')}`,
        '--runtime-config=api/all=true',
        '--allow-privileged=true',
        // Its endpoint would be 127.0.0.1, which an Endpoints object may not hold.
        ...(forKubelets?.apiServerArgs ?? ['--endpoint-reconciler-type=none']),
        ...version,
      ],
    };
    run(apiServer.program, apiServer.args);
    await ready('kube-apiserver', folder, processes, () => answers(access));
    if (kubelets === undefined)
      run(program.kwok, [
        `--kubeconfig=${access.kubeconfig}`,
        `--config=${join(import.meta.dirname, 'kwok-stages.yaml')}`,
        '--manage-all-nodes=true',
        '--node-lease-duration-seconds=40',
        `--server-address=127.0.0.1:${kwokPort}`,
      ]);
    if (!bare) {
      run(program['kube-controller-manager'], [
        `--kubeconfig=${controllers.kubeconfig}`,
        '--leader-elect=false',
        '--secure-port=0',
        '--use-service-account-credentials=true',
        `--service-account-private-key-file=${join(folder, 'service-accounts.key')}`,
        `--root-ca-file=${access.ca}`,
        ...version,
      ]);
      run(program['kube-scheduler'], [
        `--kubeconfig=${scheduler.kubeconfig}`,
        '--leader-elect=false',
        '--secure-port=0',
      ]);
      await ready('kube-controller-manager', folder, processes, () =>
        answers(access, '/api/v1/namespaces/default/serviceaccounts/default'),
      );
    }
    return { access, folder, processes, apiServer, ...(forKubelets && { kubelets: forKubelets.access }) };
  } catch (error) {
    await stop(processes);
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    callOff();
  }
}

/** Ends the API server at once, as a crash does. */
export function killApiServer({ processes, apiServer }: ControlPlane): void {
  for (const one of processes) if (one.program === apiServer.program && isAlive(one)) process.kill(one.pid, 'SIGKILL');
}

/** Starts the API server of a control plane again, on the same port and data. @throws Error with the end of its log where it does not answer */
export async function restartApiServer({ access, folder, processes, apiServer }: ControlPlane): Promise<void> {
  // One that was killed holds its port until the last of its threads is gone.
  while (!(await isFree(Number(new URL(access.url).port)))) await sleep(20);
  const running = start(apiServer.program, apiServer.args, folder);
  processes.push(running);
  await ready('kube-apiserver', folder, [running], () => answers(access));
}

export async function stopControlPlane(plane: ControlPlane): Promise<void> {
  await stop(plane.processes);
  await rm(plane.folder, { recursive: true, force: true });
}

/** Whether there is something at the path. */
async function answers(access: Access, path = '/readyz'): Promise<boolean> {
  const api = new Api(access);
  try {
    return (await api.request('GET', path)).status === 200;
  } finally {
    api.close();
  }
}

/** Waits until `ask` is true (an error means: not yet). */
async function ready(what: string, folder: string, processes: readonly Running[], ask: () => Promise<boolean>) {
  const deadline = Date.now() + startLimit;
  for (;;) {
    if (await ask().catch(() => false)) return;
    const dead = processes.find((running) => !isAlive(running));
    if (dead !== undefined) throw new Error(`${dead.program} ended:\n${await tail(dead.program, folder)}`);
    if (Date.now() > deadline) {
      throw new Error(`${what} did not answer in ${startLimit / 1000} s:\n${await tail(what, folder)}`);
    }
    await sleep(100);
  }
}

async function tail(program: string, folder: string): Promise<string> {
  const text = await readFile(logOf(program, folder), 'utf8').catch(() => '(no log)');
  return text.split('\n').slice(-40).join('\n');
}

async function user(folder: string, access: Access, name: string) {
  const token = randomBytes(24).toString('hex');
  const file = join(folder, `${name.replace('system:', '')}.kubeconfig`);
  await writeFile(file, kubeconfig(access, token), { mode: 0o600 });
  return { name, token, kubeconfig: file };
}

/** Users for kubelets and kube-proxies, and a certificate that the API server shows kubelets. */
async function kubeletAccess(folder: string, access: Access, names: readonly string[]) {
  const tokens: string[] = [];
  const kubeconfigs: Record<string, string> = {};
  for (const node of names) {
    const { name, token, kubeconfig } = await user(folder, access, `system:node:${node}`);
    tokens.push(`${token},${name},${name},system:nodes`);
    kubeconfigs[node] = kubeconfig;
  }
  const proxy = await user(folder, access, 'system:kube-proxy');
  tokens.push(`${proxy.token},${proxy.name},${proxy.name}`);
  const authority = await createAuthority({ name: 'kubelet-clients', days: 1 });
  const client = await issueCertificate(authority, { name: 'kubelet-client', usages: ['client'], days: 1 });
  const file = (name: string) => join(folder, `kubelet-client${name}`);
  await writeFile(file('s.crt'), authority.certificate);
  await writeFile(file('.crt'), client.certificate);
  await writeFile(file('.key'), client.key, { mode: 0o600 });
  return {
    tokens,
    access: { kubeconfigs, proxyKubeconfig: proxy.kubeconfig, clientAuthority: file('s.crt') },
    apiServerArgs: [
      `--kubelet-client-certificate=${file('.crt')}`,
      `--kubelet-client-key=${file('.key')}`,
      '--kubelet-preferred-address-types=InternalIP',
    ],
  };
}

function kubeconfig(access: Access, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'breakwater', cluster: { server: access.url, 'certificate-authority': access.ca } }],
    users: [{ name: 'user', user: { token } }],
    contexts: [{ name: 'breakwater', context: { cluster: 'breakwater', user: 'user' } }],
    'current-context': 'breakwater',
  });
}

async function writeServiceAccountKeys(folder: string): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await mkdir(folder, { recursive: true });
  const secret = privateKey.export({ type: 'sec1', format: 'pem' });
  await writeFile(join(folder, 'service-accounts.key'), secret, { mode: 0o600 });
  await writeFile(join(folder, 'service-accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
}
