import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ip, makeCgroup, nodePlace } from './place.ts';
import type { NodePlane } from './plane.ts';
import { nodeFiles } from './settings.ts';

export interface NodePrograms {
  readonly kubelet: string;
  readonly 'kube-proxy': string;
}

/** The namespaces of a node with all that runs in them. */
export class Node {
  readonly name: string;
  /** Of its kubelet and ports. */
  readonly address: string;
  /** Range of its pods' addresses. */
  readonly pods: string;
  /** Number of its first process, by which its namespaces are entered. */
  readonly pid: number;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;

  /** Starts the index-th node of a plane, from 1 on. @throws Error with what it printed where its namespaces cannot be made */
  static async start(plane: NodePlane, index: number, programs: NodePrograms): Promise<Node> {
    const { place, kubelets } = plane;
    const name = `node-${index}`;
    const { address, pods, cable } = nodePlace(place, index);
    const folder = join(place.folder, name);
    const cgroup = `${place.cgroup}/${name}`;
    makeCgroup(place.cgroup);
    makeCgroup(cgroup);
    for (const [path, text] of Object.entries(nodeFiles(kubelets, cgroup, pods))) {
      const file = join(folder, 'etc', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const log = openSync(join(folder, 'node.log'), 'a');
    const unshare = ['--net', '--mount', '--pid', '--uts', '--ipc', '--fork', '--mount-proc', '--kill-child'];
    const child = spawn('unshare', [...unshare, join(import.meta.dirname, 'node.sh'), folder, name], {
      stdio: ['pipe', 'pipe', log],
      // Not all of ours: a proxy named in it would be asked for addresses of nodes.
      env: {
        PATH: process.env.PATH,
        KUBELET: programs.kubelet,
        KUBE_PROXY: programs['kube-proxy'],
        KUBELET_CONFIG: kubelets.kubeconfigs[name],
        ADDRESS: address,
      },
    });
    closeSync(log);
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`${name} ended`)));
      child.stdout?.once('data', () => resolve());
    }).catch(async (cause: unknown) => {
      throw new Error(await readFile(join(folder, 'node.log'), 'utf8'), { cause });
    });
    place.note([{ program: 'unshare', pid: Number(child.pid) }], folder);
    const pid = Number(await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8'));
    const node = new Node({ name, address, pods, pid }, folder, child);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(pid));
    ip('link', 'set', cable, 'master', place.bridge, 'up');
    await node.inNetwork(['ip', 'address', 'add', `${address}/24`, 'dev', 'eth0']);
    await node.inNetwork(['ip', 'link', 'set', 'eth0', 'up']);
    // No way out: there is no default route. Addresses of Services need some route until kube-proxy's rules replace them.
    await node.inNetwork(['ip', 'route', 'add', '10.0.0.0/24', 'dev', 'eth0']);
    ip('route', 'add', pods, 'via', address, 'dev', place.bridge);
    child.stdin?.write('\n');
    return node;
  }

  private constructor(
    { name, address, pods, pid }: Pick<Node, 'name' | 'address' | 'pods' | 'pid'>,
    folder: string,
    child: ChildProcess,
  ) {
    this.name = name;
    this.address = address;
    this.pods = pods;
    this.pid = pid;
    this.#folder = folder;
    this.#process = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Runs a program of the machine in the node's network. @throws Error with what it printed where it fails */
  inNetwork(command: readonly string[], input?: string): Promise<string> {
    return run('nsenter', ['--target', String(this.pid), '--net', ...command], input);
  }

  /** Runs containerd's client. @throws Error with what it printed where it fails */
  containerd(...args: string[]): Promise<string> {
    const socket = `/proc/${this.pid}/root/run/containerd/containerd.sock`;
    return run('ctr', ['--address', socket, '--namespace', 'k8s.io', ...args]);
  }

  /** The ends of its programs' logs. */
  async logs(): Promise<string> {
    const names = ['node.log', 'log/containerd.log', 'log/kubelet.log', 'log/kube-proxy.log'];
    const texts = names.map(async (name) => {
      const text = await readFile(join(this.#folder, name), 'utf8').catch(() => '(none)');
      return `${this.name} ${name}:\n${text.split('\n').slice(-25).join('\n')}`;
    });
    return (await Promise.all(texts)).join('\n');
  }

  /** Ends all that runs in it, at once. */
  async stop(): Promise<void> {
    this.#process.stdin?.end();
    await this.#ended;
  }
}

function run(program: string, args: readonly string[], input?: string): Promise<string> {
  const call = promisify(execFile)(program, args, { maxBuffer: 16 * 1024 * 1024 });
  call.child.stdin?.on('error', () => {});
  call.child.stdin?.end(input);
  return call.then(({ stdout }) => stdout);
}
