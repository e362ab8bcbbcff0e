import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly cookies: readonly string[];
  /** From sending the request to the end of the answer, in milliseconds. */
  readonly duration: number;
}

/** How long `breakwater server` may take to say where it listens: the first lists come before that. */
const startLimit = 300_000;

/** A `breakwater server` in a process of its own, and a browser that is signed in to it by the one-time link. */
export class ServerProcess {
  readonly address: URL;
  readonly #child: ChildProcess;
  readonly #output: () => string;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #ended: Promise<unknown>;
  #cookie = '';
  #csrf = '';

  private constructor(child: ChildProcess, output: () => string, address: URL) {
    this.#child = child;
    this.#output = output;
    this.address = address;
    this.#ended = once(child, 'exit');
  }

  /**
   * @param command how the program is run: `['node', 'src/cli/main.ts']`
   * @throws Error with what it printed where it ends or does not listen in time
   */
  static async start(command: readonly string[], args: readonly string[]): Promise<ServerProcess> {
    const [program = '', ...rest] = command;
    const child = spawn(program, [...rest, 'server', '--listen', '127.0.0.1:0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Nobody but us knows of it.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-65_536);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const deadline = Date.now() + startLimit;
    for (;;) {
      const [, link] = /(http:\/\/\S+\/sign-in\/link\?code=\S+)\s/.exec(output) ?? [];
      if (link !== undefined) {
        const server = new ServerProcess(child, () => output, new URL(link));
        await server.#signIn(link);
        return server;
      }
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`breakwater server did not come to listen:\n${output}`);
      }
      await sleep(20);
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The end of what it printed. */
  get output(): string {
    return this.#output();
  }

  /** An answer of any status. @throws Error where the server can't be reached */
  ask(method: string, path: string, body?: unknown): Promise<HttpAnswer> {
    const started = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const headers: Record<string, string> = { accept: 'application/json', cookie: this.#cookie };
    if (method !== 'GET') Object.assign(headers, { 'x-csrf-token': this.#csrf, origin: this.address.origin });
    if (body !== undefined) headers['content-type'] = 'application/json';
    const call = request(new URL(path, this.address), { method, headers, agent: this.#agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const cookies = (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '');
        const duration = performance.now() - started;
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), cookies, duration });
      });
    });
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
    return promise;
  }

  /** The JSON of an answer below /api/v1/. @throws Error where the answer is not 200 */
  async get<T>(path: string): Promise<T> {
    const { status, text } = await this.ask('GET', `/api/v1/${path}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }

  /** Its figures, as Prometheus reads them. */
  async metrics(): Promise<string> {
    return (await this.ask('GET', '/metrics')).text;
  }

  /** Ends at once, with nothing finished. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone();
  }

  /** Asks it to end. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 15_000);
    await this.#gone();
    clearTimeout(force);
  }

  async #gone(): Promise<void> {
    this.#agent.destroy();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.#ended;
  }

  async #signIn(link: string): Promise<void> {
    const { cookies } = await this.ask('GET', link);
    this.#cookie = cookies.join('; ');
    this.#csrf = (await this.get<{ csrf: string }>('session')).csrf;
  }
}
