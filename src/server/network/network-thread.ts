import type { FastifyBaseLogger } from 'fastify';
import type { Inventory } from '../../inventory/index.ts';
import { HttpProblem } from '../problem.ts';
import type { RecordedFlows } from '../recorded-flows.ts';
import type { ClusterWatch } from '../watch/index.ts';
import type { AnswerOf, AnyQuestion, Question, Subject } from './questions.ts';
import { WorkerThread } from './worker-thread.ts';

/** Questions that wait: of all, and of one user. A page asks two or three at once. */
const mostWaiting = 200;
const mostOfUser = 10;
/** How long one answer may take, in milliseconds, the model with it. */
const mostTime = 30_000;
/** A thread that nobody asks anything ends after so many milliseconds, and gives its memory back. */
const idleTime = 600_000;
/** After the cluster was too large for it, nothing is tried for so many milliseconds. */
const restTime = 30_000;
/** Answers that are kept while nothing changes: each has at most some hundred kilobytes. */
const mostKept = 32;

export interface NetworkThreadOptions {
  readonly watch: Pick<ClusterWatch, 'inventory' | 'state'>;
  readonly flows: Pick<RecordedFlows, 'state' | 'edges'>;
  readonly log: FastifyBaseLogger;
  /** For tests: how long one answer may take, in milliseconds. */
  readonly patience?: number;
}

/** Whoever asks, and until when they want to know. */
export interface Asker {
  readonly user: string;
  readonly left: AbortSignal;
}

/** What one or more wait for. */
interface Task {
  readonly key: string;
  readonly question: AnyQuestion;
  /** Who asked first: it counts as theirs. */
  readonly user: string;
  /** How many still want to know. */
  askers: number;
  readonly answer: PromiseWithResolvers<object>;
}

interface Kept {
  readonly inventory: Inventory;
  readonly flows: Pick<RecordedFlows, 'state' | 'edges'>;
  readonly answer: object;
}

/**
 * Answers questions about the network of a watched cluster in a thread of its own, so that the server answers others meanwhile. One after
 * the other; who asks the same shares the answer. The thread starts with the first question.
 */
export class NetworkThread {
  readonly #options: NetworkThreadOptions;
  readonly #waiting: Task[] = [];
  readonly #tasks = new Map<string, Task>();
  readonly #kept = new Map<string, Kept>();
  #thread: WorkerThread | undefined;
  #isWorking = false;
  #isStopped = false;
  #restsUntil = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: NetworkThreadOptions) {
    this.#options = options;
  }

  /** @throws HttpProblem where it can't be answered, or there is more to do than should wait */
  async ask<S extends Subject>(question: Question<S>, { user, left }: Asker): Promise<AnswerOf<S>> {
    const key = JSON.stringify(question);
    const known = this.#kept.get(key);
    if (known !== undefined && this.#isFresh(known)) return known.answer as AnswerOf<S>;
    const task = this.#tasks.get(key) ?? this.#add(key, question as AnyQuestion, user);
    task.askers++;
    const leave = () => {
      task.askers--;
    };
    left.addEventListener('abort', leave, { once: true });
    void this.#work();
    try {
      return (await task.answer.promise) as AnswerOf<S>;
    } finally {
      left.removeEventListener('abort', leave);
    }
  }

  /** Ends the thread; what waits is refused. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#idle);
    await this.#thread?.end();
  }

  #isFresh({ inventory, flows: { state, edges } }: Kept): boolean {
    const { watch, flows } = this.#options;
    return inventory === watch.inventory && state === flows.state && edges === flows.edges;
  }

  #add(key: string, question: AnyQuestion, user: string): Task {
    const own = this.#waiting.filter((one) => one.user === user).length;
    if (own >= mostOfUser || this.#waiting.length >= mostWaiting)
      throw new HttpProblem('too-many-requests', { headers: { 'retry-after': '1' } });
    const task = { key, question, user, askers: 0, answer: Promise.withResolvers<object>() };
    this.#tasks.set(key, task);
    this.#waiting.push(task);
    return task;
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    clearTimeout(this.#idle);
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      try {
        // Those who asked may be gone before it is its turn; and nobody who left reads why.
        if (task.askers === 0) throw new HttpProblem('timeout');
        task.answer.resolve(await this.#answered(task));
      } catch (error) {
        task.answer.reject(error);
      } finally {
        this.#tasks.delete(task.key);
      }
    }
    this.#isWorking = false;
    this.#idle = setTimeout(() => this.#release(), idleTime).unref();
  }

  async #answered({ key, question }: Task): Promise<object> {
    if (this.#isStopped || performance.now() < this.#restsUntil) throw new HttpProblem('network-too-large');
    const { watch, flows, log, patience = mostTime } = this.#options;
    this.#thread ??= new WorkerThread();
    const thread = this.#thread;
    const { inventory } = watch;
    const recorded = { state: flows.state, edges: flows.edges };
    try {
      await thread.sending.update(watch.state, recorded);
      const { answer, isCurrent } = await thread.ask(question, patience);
      if (question.about !== 'simulation' && isCurrent) this.#keep(key, { inventory, flows: recorded, answer });
      return answer;
    } catch (error) {
      if (thread.death === undefined || this.#isStopped) throw error;
      this.#thread = undefined;
      log.error({ err: error, about: question.about, why: thread.death }, 'the thread of the network ended');
      if (thread.death === 'ended') throw error;
      // Policies that somebody tries are theirs; the cluster is everybody's, and stays as large.
      if (question.about !== 'simulation') this.#restsUntil = performance.now() + restTime;
      throw new HttpProblem('network-too-large', { cause: error });
    }
  }

  #keep(key: string, kept: Kept): void {
    for (const [old, one] of this.#kept) if (!this.#isFresh(one) || this.#kept.size >= mostKept) this.#kept.delete(old);
    this.#kept.set(key, kept);
  }

  #release(): void {
    void this.#thread?.end();
    this.#thread = undefined;
    this.#kept.clear();
  }
}
