/* A replica of the controller in a process of its own, for tests that kill it: `node control-process.ts KUBECONFIG [LEASE-TIMES]`. */
import { startControl } from './control.ts';

const [, , kubeconfig = '', times] = process.argv;
const { stop } = await startControl(kubeconfig, times === undefined ? {} : { leaseTimes: JSON.parse(times) });
process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
process.stdout.write('started\n');
