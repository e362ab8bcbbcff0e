/*
 * Compares what a real API server with the exported policies says of the corpora's objects with what the CLI says. Starts a control
 * plane of its own and ends it. `--write` writes the section of docs/agreement.md. Fails where a difference has no reason.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Api } from '../cluster/api.ts';
import { startControlPlane, stopControlPlane } from '../cluster/control-plane.ts';
import { endWithUs } from '../cluster/processes.ts';
import { exportedAgreements } from './exported.ts';
import { exportedPage, exportedText, pageFile, withKept } from './page.ts';

const plane = await startControlPlane();
const callOff = endWithUs(plane.processes, plane.folder);
const api = new Api(plane.access);
try {
  const { checks, found, absent } = await exportedAgreements(api);
  process.stdout.write(exportedText(found, absent));
  if (process.argv.includes('--write')) {
    if (absent.length > 0) throw new Error('not written: some cases are not on this machine');
    writeFileSync(pageFile, withKept(readFileSync(pageFile, 'utf8'), 'exported policies', exportedPage(checks, found)));
  }
  if (found.some(({ differences }) => differences.some(({ reason }) => reason === undefined))) process.exitCode = 1;
} finally {
  api.close();
  await stopControlPlane(plane);
  callOff();
}
