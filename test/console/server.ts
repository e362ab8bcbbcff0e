import { execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Served } from './serve.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What programs of these tests may know: nothing of whoever runs them, and not that a test does. */
const env = { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'C.UTF-8', TZ: 'UTC' };

/** Builds the console as users get it. @param folder where to; it is emptied */
export async function buildConsole(folder: string): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const call = [vite, 'build', join(root, 'console'), '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, call, { cwd: root, env });
}

export interface ConsoleServer extends Served {
  close(): Promise<void>;
}

/**
 * A server of its own, with an empty database and the example's recording, once that is assessed.
 * @param folder of the built console
 */
export async function startConsoleServer(folder: string): Promise<ConsoleServer> {
  const data = mkdtempSync(join(tmpdir(), 'breakwater-console-'));
  // From the project's folder: the settings file's name is shown, and where this project lies is nobody's business.
  const example = ['examples/harbor.recording', 'examples/harbor/settings.yaml', 'examples/harbor.flows.jsonl.gz'];
  const child = fork(
    fileURLToPath(new URL('serve.ts', import.meta.url)),
    [...example, folder, join(data, 'breakwater.db')],
    { cwd: root, env, execArgv: [], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] },
  );
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const served = await new Promise<Served>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Served));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${log}`)));
  });
  return {
    ...served,
    close: async () => {
      child.disconnect();
      await ended;
      rmSync(data, { recursive: true });
      // What goes wrong inside it is not always seen in the page.
      if (log !== '') throw new Error(`the server had something to say:\n${log}`);
    },
  };
}
