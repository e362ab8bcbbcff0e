import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { HttpProblem } from '../problem.ts';
import type { FromThread, ToThread } from './messages.ts';
import type { AnyQuestion } from './questions.ts';
import { Sending } from './sending.ts';

/** Least and most of a thread's heap, in MiB; between these it is half of what this process may have. */
const leastHeap = 256;
const mostHeap = 2048;
const mebibyte = 1_048_576;

/** Why a thread is no more. */
export type Death = 'too-slow' | 'too-large' | 'ended';

/** One worker thread and what it was told. It is asked one question at a time. */
export class WorkerThread {
  readonly sending: Sending;
  readonly #worker: Worker;
  #death: { readonly why: Death; readonly error: unknown } | undefined;
  #waits: PromiseWithResolvers<FromThread> | undefined;

  constructor() {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'network',
      // It is given what it is to know.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapLimit() },
    });
    const post = (message: ToThread) => this.#worker.postMessage(message);
    this.sending = new Sending(post);
    this.#worker.on('message', (message: FromThread) => this.#waits?.resolve(message));
    this.#worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#die(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-large' : 'ended', error),
    );
    this.#worker.on('exit', (code) => this.#die('ended', new Error(`the network's thread ended with ${code}`)));
  }

  get death(): Death | undefined {
    return this.#death?.why;
  }

  /** @param most how long it may take, in milliseconds. @throws HttpProblem, Error where the thread ended: see `death` */
  async ask(question: AnyQuestion, most: number): Promise<Extract<FromThread, { answer: unknown }>> {
    if (this.#death !== undefined) throw this.#death.error;
    this.#waits = Promise.withResolvers();
    const timer = setTimeout(() => {
      this.#die('too-slow', new Error(`the network's thread did not answer in ${most} ms`));
      void this.end();
    }, most);
    try {
      this.#worker.postMessage({ say: 'ask', question } satisfies ToThread);
      const said = await this.#waits.promise;
      if ('answer' in said) return said;
      if ('problem' in said) throw new HttpProblem(said.problem, { errors: said.errors });
      throw new Error(said.fault);
    } finally {
      clearTimeout(timer);
      this.#waits = undefined;
    }
  }

  /** Ends it, whatever it does. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #die(why: Death, error: unknown): void {
    this.#death ??= { why, error };
    this.#waits?.reject(error);
  }
}

function heapLimit(): number {
  // Without a limit of its container it is told none, or one larger than the machine.
  const most = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()) / mebibyte;
  return Math.round(Math.min(mostHeap, Math.max(leastHeap, most / 2)));
}
