import { destination } from 'pino';
import { standingQuestion } from '../../src/cli/assessment.ts';
import { packageVersion } from '../../src/cli/version.ts';
import { readRecording } from '../../src/inventory/cluster/index.ts';
import { makeLog, startServer } from '../../src/server/index.ts';
import { openStore } from '../../src/store/index.ts';

/**
 * `node serve.ts RECORDING SETTINGS FLOWS CONSOLE DATABASE`: the server of `breakwater server --recording … --flows …`, but with the console of a folder
 * that is said, so that tests neither need nor disturb dist/. Ends with the process that started it.
 */
export interface Served {
  readonly address: string;
  /** The one-time link. */
  readonly link: string;
}

const [recording = '', settingsFile = '', flows = '', console = '', database = ''] = process.argv.slice(2);

const { settings, profile, checks, kubernetesVersion, ...question } = await standingQuestion(
  { config: settingsFile },
  'all',
  'en',
);
const source = await readRecording(recording);
const store = await openStore({ file: database });
const server = await startServer({
  source,
  reviews: undefined,
  writing: undefined,
  control: undefined,
  publishing: undefined,
  store,
  settings: {
    profile,
    checks,
    question: { ...question, kubernetesVersion: kubernetesVersion(source.state.facts.version) },
    exceptions: settings.exceptions,
    file: settings.file,
    version: packageVersion(),
  },
  flows: [flows],
  annotationExceptions: settings.annotationExceptions,
  listen: { host: '127.0.0.1', port: 0 },
  link: true,
  publicUrl: undefined,
  proxies: undefined,
  oidc: undefined,
  console,
  log: makeLog(destination(2), 'warn'),
});
process.once('disconnect', async () => {
  await server.close();
  await source.close();
  await store.close();
});
await server.assessed;
const served: Served = { address: server.address.origin, link: server.link?.href ?? '' };
process.send?.(served);
