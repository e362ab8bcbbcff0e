import { debuglog } from 'node:util';
import { CallError } from './call-error.ts';
import { packageVersion } from './version.ts';

/**
 * Exit codes are a promise (docs/cli.md): 0 clean, 1 findings, 2 a wrong call or unreadable input. A fault of ours is 2, too: it must
 * never look like findings. NODE_DEBUG=breakwater shows where it happened.
 */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  try {
    const { runProgram } = await import('./program.ts');
    return await runProgram(argv, process.env);
  } catch (error) {
    if (error instanceof CallError) {
      // What a kubeconfig, an API server or a file says may be in it.
      const { visible } = await import('../reports/index.ts');
      process.stderr.write(`breakwater: ${error.message.split('\n').map(visible).join('\n')}\n`);
      return 2;
    }
    process.stderr.write(`breakwater: an error of its own, please report it: ${(error as Error).message}\n`);
    debuglog('breakwater')('%s', (error as Error).stack);
    return 2;
  }
}

// A closed pipe (`| head`) is the reader's choice, not a failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  process.stderr.write(`breakwater: the output can't be written: ${error.message}\n`);
  process.exit(2);
});

// Nothing is left to wait for, but there was no end: whatever was waited for never came. That is no success.
process.once('beforeExit', () => {
  process.stderr.write('breakwater: an error of its own, please report it: it stopped before it was done\n');
  process.exitCode = 2;
});

// No await at the top: the build makes CommonJS of it, which starts faster.
main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  // Once all is written there is nothing to wait for; V8 would end its collection first, which takes 10 to 20 ms.
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
});
