/* A replica of the controller in a process of its own, for tests that kill it: `node control-process.ts KUBECONFIG`. */
import { startControl } from './control.ts';

const [, , kubeconfig = ''] = process.argv;
const { stop } = await startControl(kubeconfig);
process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
process.stdout.write('started\n');
