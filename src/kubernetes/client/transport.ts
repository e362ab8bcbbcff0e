import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { ClusterConnection } from './connection.ts';
import type { Secrets } from './credentials.ts';
import { Dispatchers } from './dispatchers.ts';
import { errorOfStatus, KubernetesError } from './error.ts';
import { Slots } from './slots.ts';
import type { Times } from './times.ts';
import { errorOfTransport } from './transport-error.ts';
import { userAgent } from './user-agent.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with a slash, its parts are encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly accept?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What the body is, where it isn't plain JSON. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; undefined where the answer has no body. */
  readonly body: unknown;
  /** Texts of `Warning` headers. */
  readonly warnings: readonly string[];
}

/** Bytes of one answer, unpacked: a page of a list that has more is asked for in smaller pieces. */
export const answerBytes = 32 * 1024 * 1024;
/** Requests under way at once, watches aside: a start lists some hundred kinds, and the API server has other clients. */
const requestsAtOnce = 8;
const attempts = 6;
const longestWaitSeconds = 30;

const unpack = promisify(gunzip);

/** Sends requests to one API server: credentials, retries that the server asks for, bounds. */
export class Transport {
  readonly #connection: ClusterConnection;
  readonly #times: Times;
  readonly #dispatchers: Dispatchers;
  readonly #slots = new Slots(requestsAtOnce);
  readonly #agent = userAgent();

  constructor(connection: ClusterConnection, times: Times) {
    this.#connection = connection;
    this.#times = times;
    this.#dispatchers = new Dispatchers(connection, times.connect);
  }

  /** @throws KubernetesError for every answer that isn't 2xx JSON; the signal's reason when it is called off */
  async send(call: Call): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#slots.run(() => this.#read(call));
      } catch (error) {
        const isBusy = error instanceof KubernetesError && (error.status === 429 || error.status === 503);
        const seconds = isBusy ? error.retryAfter : undefined;
        if (seconds === undefined || attempt === attempts) throw error;
        await sleep(Math.min(seconds, longestWaitSeconds) * this.#times.second, undefined, { signal: call.signal });
      }
    }
  }

  /** Opens an answer without end, as it comes: not bounded, not packed, and in no slot. @throws like `send` */
  async open(call: Call): Promise<Readable> {
    const answer = await this.#request(call, true);
    if (answer.statusCode === 200) return answer.body;
    throw await failureOf(answer, call.path);
  }

  close(): Promise<void> {
    return this.#dispatchers.close();
  }

  async #read(call: Call): Promise<Answer> {
    const limit = AbortSignal.timeout(this.#times.call);
    const signal = call.signal === undefined ? limit : AbortSignal.any([call.signal, limit]);
    try {
      const answer = await this.#request({ ...call, signal }, false);
      if (answer.statusCode < 200 || answer.statusCode > 299) throw await failureOf(answer, call.path);
      const text = await textOf(answer, call.path);
      const warnings = [answer.headers.warning ?? []].flat().flatMap(warningTexts);
      return { status: answer.statusCode, body: text === '' ? undefined : parsed(text, answer, call.path), warnings };
    } catch (error) {
      call.signal?.throwIfAborted();
      throw errorOfTransport(error, call.path);
    }
  }

  async #request(call: Call, streams: boolean): Promise<Dispatcher.ResponseData> {
    const secrets = await this.#secrets(call.path);
    try {
      const answer = await this.#dispatch(call, secrets, streams);
      if (answer.statusCode !== 401) return answer;
      this.#renew(secrets);
      const others = await this.#secrets(call.path);
      if (isSame(secrets, others)) return answer;
      await answer.body.dump();
      return await this.#dispatch(call, others, streams);
    } catch (error) {
      call.signal?.throwIfAborted();
      const told = errorOfTransport(error, call.path);
      // Certificates may have been exchanged on either side.
      if (told.reason === 'Certificate') this.#renew(secrets);
      throw told;
    }
  }

  #renew(refused: Secrets): void {
    this.#connection.credentials.renew(refused);
    this.#connection.tls.authority?.renew();
  }

  async #secrets(path: string): Promise<Secrets> {
    try {
      return await this.#connection.credentials.current();
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new KubernetesError(message, { status: 0, reason: 'Credentials', path, cause });
    }
  }

  async #dispatch(call: Call, secrets: Secrets, streams: boolean): Promise<Dispatcher.ResponseData> {
    const dispatcher = await this.#dispatchers.for(secrets);
    const { server, compress, impersonation } = this.#connection;
    const url = new URL(server);
    const headers = [
      ['user-agent', this.#agent],
      ['accept', call.accept ?? 'application/json'],
      ...(compress && !streams ? [['accept-encoding', 'gzip']] : []),
      ...(secrets.token === undefined ? [] : [['authorization', `Bearer ${secrets.token}`]]),
      ...(call.body === undefined ? [] : [['content-type', call.contentType ?? 'application/json']]),
      ...impersonation,
    ];
    return dispatcher.request({
      origin: url.origin,
      path: `${url.pathname === '/' ? '' : url.pathname}${call.path}${queryOf(call)}`,
      method: call.method,
      headers: headers.flat(),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      headersTimeout: this.#times.headers,
      bodyTimeout: streams ? 0 : this.#times.idle,
    });
  }
}

/** The error that an answer which isn't 2xx stands for. */
async function failureOf(answer: Dispatcher.ResponseData, path: string): Promise<KubernetesError> {
  let body: unknown;
  try {
    body = JSON.parse(await textOf(answer, path));
  } catch {
    // The status says enough.
  }
  return errorOfStatus(answer.statusCode, body, path, secondsOf(answer.headers['retry-after']));
}

function queryOf(call: Call): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

async function textOf(answer: Dispatcher.ResponseData, path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > answerBytes) throw tooLarge(answer.statusCode, path);
  }
  const bytes = Buffer.concat(chunks, length);
  if (answer.headers['content-encoding'] !== 'gzip') return bytes.toString('utf8');
  try {
    return (await unpack(bytes, { maxOutputLength: answerBytes })).toString('utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(answer.statusCode, path);
    }
    throw new KubernetesError('the answer is not what gzip makes', {
      status: answer.statusCode,
      reason: 'Unexpected',
      path,
      cause,
    });
  }
}

function tooLarge(status: number, path: string): KubernetesError {
  const message = `the answer has more than ${answerBytes / (1024 * 1024)} MiB`;
  return new KubernetesError(message, { status, reason: 'TooLarge', path });
}

function parsed(text: string, answer: Dispatcher.ResponseData, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const type = String(answer.headers['content-type'] ?? 'nothing');
    const message = `the answer (${type}) is not JSON: is this the address of an API server?`;
    throw new KubernetesError(message, { status: answer.statusCode, reason: 'NotJson', path });
  }
}

/** `Retry-After` in seconds; API servers send no dates. */
function secondsOf(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** RFC 9111's predecessor, RFC 7234, 5.5: `299 - "text"`, several joined by commas. */
function warningTexts(header: string): string[] {
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll(/\\(.)/g, '$1'),
  );
}

function isSame(one: Secrets, other: Secrets): boolean {
  return one.token === other.token && one.certificate === other.certificate && one.key === other.key;
}
