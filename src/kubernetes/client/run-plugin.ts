import { spawn } from 'node:child_process';

export type PluginResult =
  | { readonly outcome: 'done'; readonly output: string }
  | { readonly outcome: 'missing' }
  /** `reason` is fit for a message. */
  | { readonly outcome: 'failed'; readonly reason: string };

const outputBytes = 1024 * 1024;
const reasonLength = 400;
const timeoutMilliseconds = 60_000;
/** Where a person signs in. */
const interactiveMilliseconds = 300_000;

/**
 * Runs a credential plugin without a shell, and gives what it wrote. Never throws. A plugin that talks with its user has our terminal.
 */
export function runPlugin(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  interactive: boolean,
): Promise<PluginResult> {
  return new Promise((settle) => {
    const stdio = interactive ? (['inherit', 'pipe', 'inherit'] as const) : (['ignore', 'pipe', 'pipe'] as const);
    let child: ReturnType<typeof spawn>;
    try {
      child = spawn(command, args, { env, stdio: [...stdio], windowsHide: true });
    } catch (error) {
      // Its message would quote an argument.
      settle({ outcome: 'failed', reason: codeOf(error) ?? 'it could not be started' });
      return;
    }
    const output: Buffer[] = [];
    let length = 0;
    let said = '';
    const end = (result: PluginResult): void => {
      clearTimeout(timer);
      settle(result);
    };
    const stop = (reason: string): void => {
      child.kill('SIGKILL');
      // What it started itself may hold these open.
      child.stdout?.destroy();
      child.stderr?.destroy();
      child.unref();
      end({ outcome: 'failed', reason });
    };
    const limit = interactive ? interactiveMilliseconds : timeoutMilliseconds;
    const timer = setTimeout(() => stop(`it took longer than ${limit / 1000} seconds`), limit);
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= outputBytes) output.push(chunk);
      else stop('it wrote more than 1 MiB');
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-20 * reasonLength);
    });
    child.on('error', (error) => {
      const code = codeOf(error);
      end(
        code === 'ENOENT' ? { outcome: 'missing' } : { outcome: 'failed', reason: code ?? 'it could not be started' },
      );
    });
    child.on('close', (code, signal) => {
      if (code === 0) end({ outcome: 'done', output: Buffer.concat(output).toString('utf8') });
      else end({ outcome: 'failed', reason: withoutCredentials(said) || `it ended with ${signal ?? code}` });
    });
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The end of what a plugin complained, where the cause stands; what could be a token or a key is left out. */
function withoutCredentials(text: string): string {
  return text
    .replace(/[A-Za-z0-9+/_=.~-]{32,}/g, '…')
    .trim()
    .slice(-reasonLength);
}
