import { setImmediate } from 'node:timers/promises';

/** How long work may hold the event loop, in milliseconds: requests and the watch of the cluster wait as long. */
const longestSlice = 8;

/** Breaks long work into slices. */
export class Pace {
  #since = performance.now();

  /** Whether it is time to let others have their turn; asked often, so that nothing is awaited in vain. */
  get isDue(): boolean {
    return performance.now() - this.#since > longestSlice;
  }

  async rest(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
