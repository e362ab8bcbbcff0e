import { openStore } from '../index.ts';
import { plainCluster } from './clusters.ts';
import { numberedBatch } from './writes.ts';

/**
 * A process to be killed: writes numbered batches from a number on and says each number once it is stored.
 * Arguments: place of the database as JSON, first number.
 */
const [place = '', first = ''] = process.argv.slice(2);
const store = await openStore(JSON.parse(place));
await store.clusters.put(plainCluster);
for (let number = Number(first); ; number++) {
  await store.applyBatch(numberedBatch(number));
  const at = numberedBatch(number).at;
  await store.audit.append({
    at,
    actor: 'writer',
    action: 'stored',
    target: String(number),
    detail: undefined,
    address: undefined,
  });
  process.stdout.write(`${number}\n`);
}
