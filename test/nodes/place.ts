import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../cluster/binaries.ts';
import { isAlive, type Running } from '../cluster/processes.ts';

/** How many runs may have nodes on one machine at a time. */
const slots = 4;
/** Nodes of one run. */
export const mostNodes = 4;
/** How long killed processes may take until they are gone, milliseconds. */
const killLimit = 10_000;

/**
 * Where one run's nodes are on this machine: a bridge with an address that the API server listens on, a folder, cgroups. Nothing else of
 * the machine is changed: what nodes do happens in namespaces of theirs, which end with them.
 */
export interface Place {
  readonly slot: number;
  readonly bridge: string;
  /** Of the bridge. */
  readonly address: string;
  readonly folder: string;
  /** Path below each hierarchy of cgroups. */
  readonly cgroup: string;
}

/** A place that we have until it is left. */
export interface TakenPlace extends Place {
  /** Takes note of processes and their folder, in place of what was noted for that folder: they are ended even when we can't do it any more. */
  readonly note: (running: readonly Running[], folder: string) => void;
  /** Ends the noted processes and puts back what was changed. */
  leave(): void;
}

/**
 * Takes the first place that no living process has, after clearing whatever runs that were killed have left in it and in others.
 * @throws Error where all are taken, or something cannot be cleared
 */
export async function takePlace(): Promise<TakenPlace> {
  let taken: { readonly place: Place; readonly lock: Server } | undefined;
  for (let slot = 0; slot < slots; slot += 1) {
    const place = placeOf(slot);
    if (taken !== undefined && !isThere(place)) continue;
    const lock = await lockOf(slot);
    if (lock === undefined) continue;
    clear(place);
    if (taken === undefined) taken = { place, lock };
    else lock.close();
  }
  if (taken === undefined) throw new Error(`${slots} runs have nodes on this machine already`);
  const { place, lock } = taken;
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const guard = spawn(process.execPath, [import.meta.filename, String(place.slot)], {
    stdio: ['pipe', 'ignore', 'inherit'],
    // Not among those that Ctrl-C ends.
    detached: true,
  });
  guard.stdin.on('error', () => {});
  const leave = () => {
    clear(place);
    guard.stdin.end('left\n');
    lock.close();
  };
  try {
    ip('link', 'add', place.bridge, 'type', 'bridge');
    ip('address', 'add', `${place.address}/24`, 'dev', place.bridge);
    ip('link', 'set', place.bridge, 'up');
  } catch (error) {
    leave();
    throw error;
  }
  const notes = new Map<string, Note>();
  return {
    ...place,
    note: (running, folder) => {
      notes.set(folder, { running, folder });
      writeFileSync(join(place.folder, noteFile), JSON.stringify([...notes.values()]), { mode: 0o600 });
    },
    leave,
  };
}

/** Addresses and names of the n-th node of a place, from 1 on. */
export function nodePlace({ slot }: Place, index: number) {
  return {
    address: `172.30.${slot}.${10 + index}`,
    pods: `10.244.${slot * 16 + index}.0/24`,
    cable: cableOf(slot, index),
  };
}

interface Note {
  readonly running: readonly Running[];
  readonly folder: string;
}

const cableOf = (slot: number, index: number | '') => `bwnode${slot}-${index}`;

const noteFile = 'processes.json';

function placeOf(slot: number): Place {
  return {
    slot,
    bridge: `bwnodes${slot}`,
    address: `172.30.${slot}.1`,
    folder: join(dirname(cacheFolder), 'nodes', String(slot)),
    cgroup: `breakwater-nodes-${slot}`,
  };
}

/** A name in the kernel that is ours until we end, however that happens; undefined where another process has it. */
function lockOf(slot: number): Promise<Server | undefined> {
  const server = createServer();
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(`\0breakwater-nodes-${slot}`, () => resolve(server));
  });
}

function isThere(place: Place): boolean {
  return (
    existsSync(place.folder) ||
    interfacesOf(place).length > 0 ||
    hierarchies().some((one) => existsSync(join(one, place.cgroup)))
  );
}

/** The bridge and our ends of the nodes' cables. */
function interfacesOf({ slot, bridge }: Place): string[] {
  return readdirSync('/sys/class/net').filter((name) => name === bridge || name.startsWith(cableOf(slot, '')));
}

function clear(place: Place): void {
  const notes = notesOf(place);
  const running = notes.flatMap((note) => note.running);
  for (const one of running) if (isAlive(one)) process.kill(one.pid, 'SIGKILL');
  const deadline = Date.now() + killLimit;
  while (running.some(isAlive) && Date.now() < deadline) pause();
  for (const { folder } of notes) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // A network without processes stays for as long as the kernel has connections of it to end: minutes.
  for (const name of interfacesOf(place)) ip('link', 'delete', name);
  for (const hierarchy of hierarchies()) removeCgroups(join(hierarchy, place.cgroup), deadline);
  rmSync(place.folder, { recursive: true, force: true, maxRetries: 3 });
}

function notesOf({ folder }: Place): readonly Note[] {
  const file = join(folder, noteFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Note[]) : [];
}

/** Where cgroups are mounted: one for each controller, or one for all. */
function hierarchies(): string[] {
  const root = '/sys/fs/cgroup';
  if (existsSync(join(root, 'cgroup.procs'))) return [root];
  return readdirSync(root)
    .map((name) => join(root, name))
    .filter((folder) => existsSync(join(folder, 'cgroup.procs')));
}

/** Makes a cgroup in every hierarchy, below one that is there. */
export function makeCgroup(path: string): void {
  for (const hierarchy of hierarchies()) {
    mkdirSync(join(hierarchy, path), { recursive: true });
    // Without cores and memory nothing can be in it.
    for (const name of ['cpuset.cpus', 'cpuset.mems']) {
      const above = join(hierarchy, path, '..', name);
      if (existsSync(above)) writeFileSync(join(hierarchy, path, name), readFileSync(above));
    }
  }
}

/** Ends what still runs in a cgroup or below and removes it. @throws Error where that takes too long */
function removeCgroups(folder: string, deadline: number): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeCgroups(join(folder, entry.name), deadline);
  for (;;) {
    for (const pid of readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)) kill(Number(pid));
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY' || Date.now() > deadline) throw error;
    }
    pause();
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}

/** @throws Error with what the program printed */
export function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

// The guard of a place: `node place.ts SLOT` clears it when who has it ends without having left it, however that happens: test runners
// end their workers at once.
if (import.meta.main) {
  const slot = Number(process.argv[2]);
  let said = '';
  for await (const chunk of process.stdin) said += String(chunk);
  if (said === '') {
    let lock: Server | undefined;
    // Whoever ended may still be about to let go of it; where a run that begins now was faster, that has cleared it.
    for (let tries = 0; lock === undefined && tries < 100; tries += 1) {
      lock = await lockOf(slot);
      if (lock === undefined) pause();
    }
    if (lock !== undefined) clear(placeOf(slot));
    lock?.close();
  }
}
