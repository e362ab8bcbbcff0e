import { execFileSync } from 'node:child_process';
import { programs } from '../cluster/binaries.ts';
import { type ControlPlane, type KubeletAccess, startControlPlane } from '../cluster/control-plane.ts';
import { mostNodes, type TakenPlace, takePlace } from './place.ts';

/** A control plane for nodes: `startNodes` adds them. */
export interface NodePlane extends ControlPlane {
  readonly kubelets: KubeletAccess;
  readonly place: TakenPlace;
}

/**
 * A control plane on an address that nodes and pods reach.
 * @throws Error that says what is missing where this machine cannot run nodes
 */
export async function startNodePlane(): Promise<NodePlane> {
  requireMeans();
  // Built before a place is taken, which takes minutes once.
  await programs(['kubelet', 'kube-proxy']);
  const place = await takePlace();
  try {
    const names = Array.from({ length: mostNodes }, (_, index) => `node-${index + 1}`);
    const plane = await startControlPlane({ kubelets: { address: place.address, names }, note: place.note });
    if (plane.kubelets === undefined) throw new Error('a control plane without kubelets');
    return { ...plane, kubelets: plane.kubelets, place };
  } catch (error) {
    place.leave();
    throw error;
  }
}

/** Ends the control plane, its nodes and all that they changed on this machine. @throws Error where something is left */
export function stopNodePlane({ place }: NodePlane): void {
  place.leave();
}

/** @throws Error that says what to do */
function requireMeans(): void {
  if (process.platform !== 'linux') throw new Error('nodes run on Linux only');
  if (process.getuid?.() !== 0) throw new Error('nodes need root: namespaces, mounts, cgroups');
  const wanted = ['containerd', 'ctr', 'runc', 'busybox', 'nft', 'iptables', 'ip', 'unshare', 'nsenter'];
  const missing = wanted.filter((program) => !isInstalled(program));
  if (missing.length > 0)
    throw new Error(`nodes need ${missing.join(', ')}: bash scripts/ci/install-nodes.sh installs Debian's packages`);
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
