import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './binaries.ts';
import { type ControlPlane, startControlPlane } from './control-plane.ts';
import { isAlive } from './processes.ts';

/** Where `cluster:up` notes what `cluster:down` has to end. */
export const noteFile = join(cacheFolder, 'running.json');

/** The control plane that `cluster:up` started last, undefined where there is none. */
export async function notedControlPlane(): Promise<ControlPlane | undefined> {
  try {
    return JSON.parse(await readFile(noteFile, 'utf8')) as ControlPlane;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

if (import.meta.main) {
  let plane = await notedControlPlane();
  if (plane?.processes.some(isAlive)) {
    console.log('already running');
  } else {
    plane = await startControlPlane();
    await mkdir(cacheFolder, { recursive: true });
    await writeFile(noteFile, JSON.stringify(plane), { mode: 0o600 });
  }
  const { url, kubeconfig, kubectl } = plane.access;
  console.log(`Kubernetes answers on ${url}; logs are in ${plane.folder}

  export KUBECONFIG=${kubeconfig}
  ${kubectl} get namespaces

Nodes and pods exist only in the API (kwok): a Node that you create becomes Ready, pods on it Running.
npm run cluster:down ends it.`);
}
