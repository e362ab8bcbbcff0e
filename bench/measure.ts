import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measure {
  /** Seconds from start to exit. */
  readonly wall: number;
  /** Largest resident size, in MiB; undefined where the system does not tell. */
  readonly peak: number | undefined;
}

/** Longest run, in milliseconds. */
const timeout = 120_000;

/**
 * Runs a command once; what it prints is read and thrown away.
 * @throws Error where it can't be started, takes too long, or ends with a code that is not expected
 */
async function measureOnce(command: readonly string[], okCodes: readonly number[]): Promise<Measure> {
  const [program = '', ...args] = command;
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout });
  child.stdout.resume();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2000);
  });
  let peak: number | undefined;
  // The high-water mark only grows, so the last reading before the exit is nearly the true one.
  const timer = setInterval(() => {
    peak = highWaterMark(child.pid) ?? peak;
  }, 4);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(timer);
  const wall = (performance.now() - start) / 1000;
  if (code === null || !okCodes.includes(code)) throw new Error(`${command.join(' ')} ended with ${code}: ${errors}`);
  return { wall, peak };
}

function highWaterMark(pid: number | undefined): number | undefined {
  try {
    const match = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match === null ? undefined : Number(match[1]) / 1024;
  } catch {
    return undefined; // The process has ended, or there is no /proc.
  }
}

/** Seconds from which a program is measured once: the caches do not matter any more, and its user's patience does. */
const slow = 10;

/** The median of several runs after one that warms the caches; of slow programs, that one. */
export async function measure(command: readonly string[], okCodes: readonly number[], runs = 5): Promise<Measure> {
  const first = await measureOnce(command, okCodes);
  if (first.wall > slow) return first;
  const all: Measure[] = [];
  for (let run = 0; run < runs; run++) all.push(await measureOnce(command, okCodes));
  const peaks = all.map(({ peak }) => peak).filter((peak) => peak !== undefined);
  return { wall: median(all.map(({ wall }) => wall)), peak: peaks.length === 0 ? undefined : median(peaks) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
