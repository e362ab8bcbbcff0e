import type { TestProject } from 'vitest/node';
import type { Access } from './api.ts';
import { startControlPlane, stopControlPlane } from './control-plane.ts';
import { endWithUs } from './processes.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The control plane that all tests of the project share. */
    access: Access;
  }
}

/** Starts one control plane for all tests of the `cluster` project; what is returned ends it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const plane = await startControlPlane();
  project.provide('access', plane.access);
  const callOff = endWithUs(plane.processes, plane.folder);
  return async () => {
    await stopControlPlane(plane);
    callOff();
  };
}
