/** Lets one loop sleep until something happens or a time comes. What happens while it works is not lost. */
export class Wake {
  #isDue = true;
  #resolve: (() => void) | undefined;

  now(): void {
    this.#isDue = true;
    this.#resolve?.();
  }

  /** Sleeps at most so many milliseconds; at once back where something happened since the last sleep. */
  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#isDue && !signal.aborted) await this.pause(milliseconds, signal, true);
    this.#isDue = false;
  }

  /** Sleeps the whole time, whatever happens. */
  async pause(milliseconds: number, signal: AbortSignal, wakes = false): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (wakes) this.#resolve = resolve;
    await promise;
    this.#resolve = undefined;
    clearTimeout(timer);
  }
}
