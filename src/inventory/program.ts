import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { grouped } from './numbers.ts';

export type ProgramResult =
  | { readonly outcome: 'done'; readonly output: Buffer }
  /** The program is not on PATH. */
  | { readonly outcome: 'missing' }
  /** It ran and failed, took too long or said too much; `reason` is fit for a diagnostic. */
  | { readonly outcome: 'failed'; readonly reason: string };

const timeoutMilliseconds = 30_000;
const reasonLength = 500;

/**
 * What renderers may see and reach: charts and overlays are input from strangers. No cluster, no plugins, no network (a proxy that
 * does not answer, no protocol for git): what has to be fetched is fetched by the user beforehand.
 */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH,
    HOME,
    TMPDIR,
    KUBECONFIG: devNull,
    HELM_NO_PLUGINS: '1',
    HELM_PLUGINS: devNull,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/**
 * Runs a program without a shell and gives its standard output. Never throws: how it ended is in the result.
 * A program that is stopped is not waited for: what it may have started itself could hold its output open.
 */
export function runProgram(command: string, args: readonly string[], outputBytes: number): Promise<ProgramResult> {
  return new Promise((settle) => {
    const child = spawn(command, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    let length = 0;
    let said = '';
    const end = (result: ProgramResult): void => {
      clearTimeout(timer);
      settle(result);
    };
    const stop = (reason: string): void => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      end({ outcome: 'failed', reason });
    };
    const timer = setTimeout(
      () => stop(`it took longer than ${timeoutMilliseconds / 1000} seconds`),
      timeoutMilliseconds,
    );
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= outputBytes) output.push(chunk);
      else stop(`it wrote more than ${grouped(outputBytes)} bytes`);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < 20 * reasonLength) said += chunk.toString('utf8');
    });
    child.on('error', (error) => {
      const missing = 'code' in error && error.code === 'ENOENT';
      end(missing ? { outcome: 'missing' } : { outcome: 'failed', reason: readable(error.message) });
    });
    child.on('close', (code, signal) => {
      if (code === 0) end({ outcome: 'done', output: Buffer.concat(output) });
      else end({ outcome: 'failed', reason: readable(said) || `it ended with ${signal ?? code}` });
    });
  });
}

/** How kubectl and helm begin what they say: klog's header, `Error:`. */
const logPrefix = /^(?:E\d{4} \S+ +\d+ \S+\] "command failed" err=|Error: )/;

/** What a program said, on one line, without control characters; of what is too long the beginning, and the end, where causes stand. */
export function readable(text: string): string {
  const lines = stripVTControlCharacters(text.slice(0, 20 * reasonLength)).split(/[\r\n]+/);
  const line = lines
    .map((part) => part.replace(/\p{Cc}/gu, ' ').trim())
    .filter((part) => part !== '')
    .join(' ');
  const bare = line.replace(logPrefix, '');
  if (bare.length <= reasonLength) return bare;
  return `${bare.slice(0, reasonLength * 0.4)} … ${bare.slice(-reasonLength * 0.6)}`;
}
