import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that we started: enough to end it later, also from another process. */
export interface Running {
  readonly program: string;
  readonly pid: number;
}

/** Starts a program that writes to `<folder>/<name>.log` and outlives us if nobody ends it. */
export function start(program: string, args: readonly string[], folder: string): Running {
  const log = openSync(logOf(program, folder), 'a');
  try {
    const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true, cwd: folder });
    // Without a pid the start failed; the reason comes as an event, which would otherwise end us.
    child.on('error', () => {});
    if (child.pid === undefined) throw new Error(`cannot start ${program}`);
    child.unref();
    return { program, pid: child.pid };
  } finally {
    closeSync(log);
  }
}

/** Asks the processes to end, the last started first, and after 5 s each ends them by force. Those already gone are fine. */
export async function stop(running: readonly Running[]): Promise<void> {
  for (const process of running.toReversed()) {
    if (!signal(process, 'SIGTERM')) continue;
    const deadline = Date.now() + 5000;
    while (isAlive(process) && Date.now() < deadline) await sleep(20);
    if (isAlive(process)) signal(process, 'SIGKILL');
  }
}

/**
 * Ends the processes, also those that the list gets later, and removes their folder when we end before they were stopped, by a
 * signal or an error. Returns how to call that off.
 */
export function endWithUs(running: readonly Running[], folder: string): () => void {
  const end = () => {
    for (const process of running) signal(process, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  // Without a handler a signal ends us at once; with it there is an exit to act on.
  const exit = () => process.exit(1);
  process.once('exit', end);
  process.once('SIGINT', exit);
  process.once('SIGTERM', exit);
  return () => {
    process.off('exit', end);
    process.off('SIGINT', exit);
    process.off('SIGTERM', exit);
  };
}

/** Whether the process still runs and is still that program (numbers are given out again). */
export function isAlive(running: Running): boolean {
  try {
    process.kill(running.pid, 0);
  } catch {
    return false;
  }
  try {
    const state = readFileSync(`/proc/${running.pid}/stat`, 'utf8');
    if (/^\d+ \(.*\) Z/s.test(state)) return false;
    return readFileSync(`/proc/${running.pid}/cmdline`, 'utf8').startsWith(`${running.program}\0`);
  } catch {
    // No /proc (macOS): the number alone has to do.
    return process.platform !== 'linux';
  }
}

function signal(running: Running, name: NodeJS.Signals): boolean {
  if (!isAlive(running)) return false;
  try {
    return process.kill(running.pid, name);
  } catch {
    return false;
  }
}

export function logOf(program: string, folder: string): string {
  return join(folder, `${basename(program)}.log`);
}

/** Whether a port of 127.0.0.1 can be listened on. */
export function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Ports of 127.0.0.1 that nothing listens on at the moment, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
