import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { CallError } from '../src/cli/call-error.ts';
import { languageOf } from '../src/cli/language.ts';
import { runProgram } from '../src/cli/program.ts';

/**
 * `npm start`: the console with the example's recording, on this machine. Builds the console where that was not done since it changed.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const firstPort = 8080;
/** Ports that are tried one after the other. */
const ports = 20;

const text = {
  en: { building: 'Building the console …', ports: `Ports ${firstPort} to ${firstPort + ports - 1} are all in use.` },
  'zh-CN': { building: '正在构建控制台 …', ports: `端口 ${firstPort} 到 ${firstPort + ports - 1} 都已被占用。` },
}[languageOf(process.argv.slice(2), process.env)];

/** When the newest file below a folder was changed, in milliseconds since 1970. */
function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => !file.includes('node_modules'),
  );
  return Math.max(...files.map((file) => statSync(join(folder, file)).mtimeMs));
}

async function buildConsole(): Promise<void> {
  const built = join(root, 'dist/console/index.html');
  if (existsSync(built) && statSync(built).mtimeMs >= newest(join(root, 'console'))) return;
  process.stdout.write(`${text.building}\n`);
  await build({ root: join(root, 'console'), configFile: join(root, 'console/vite.config.ts'), logLevel: 'error' });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function freePort(): Promise<number> {
  for (let port = firstPort; port < firstPort + ports; port++) if (await isFree(port)) return port;
  throw new CallError(text.ports);
}

/** What is accepted in one session is there in the next; a server on another port has its own. */
function dataFolder(port: number): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'breakwater', `start-${port}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    // A home that can't be written to, as containers have it.
    return mkdtempSync(join(tmpdir(), 'breakwater-start-'));
  }
}

try {
  await buildConsole();
  const port = await freePort();
  const given = process.argv.slice(2);
  const example = [
    '--recording',
    join(root, 'examples/harbor.recording'),
    '--config',
    join(root, 'examples/harbor/settings.yaml'),
  ];
  // Of that recording and no other.
  const flows = given.some((word) => /^--(?:recording|flows)(?:=|$)/.test(word))
    ? []
    : ['--flows', join(root, 'examples/harbor.flows.jsonl.gz')];
  const listen = ['--data', dataFolder(port), '--listen', `127.0.0.1:${port}`];
  process.exitCode = await runProgram(['server', ...example, ...flows, ...listen, ...given], process.env);
} catch (error) {
  if (!(error instanceof CallError)) throw error;
  process.stderr.write(`breakwater: ${error.message}\n`);
  process.exitCode = 2;
}
process.exit();
