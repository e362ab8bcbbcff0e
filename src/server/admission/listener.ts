import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import {
  type AdmissionRequest,
  type AdmissionRules,
  type Decision,
  decide,
  type FailMode,
  requestOf,
  reviewOf,
  unknownNamespace,
  withoutAnswer,
} from '../../enforcement/index.ts';
import type { Labels } from '../../kubernetes/index.ts';
import type { ServedCertificate } from './certificates.ts';
import { paths } from './configuration.ts';

export interface ListenerOptions {
  readonly rules: AdmissionRules;
  readonly log: FastifyBaseLogger;
  readonly record: (
    request: AdmissionRequest,
    decision: Decision,
    milliseconds: number,
    mode: FailMode,
    at: Date,
  ) => void;
  /** Asks the API server for a namespace's labels; undefined where there is none. */
  readonly labelsOf: (namespace: string, signal: AbortSignal) => Promise<Labels | undefined>;
  /** How long an answer may take, in milliseconds. */
  readonly budget?: number;
}

/** Below the timeout of the configuration, so that it is us who say why there is no answer. */
const usualBudget = 2000;
/** Kept from what an API server says that it waits, for the way back. */
const margin = 200;
/** Bytes of a review: an object and what it was before, each at most 1.5 MiB as etcd takes it, as JSON. */
const longestBody = 8 * 1024 * 1024;
/** Bytes of all reviews under way: what is over that is not read. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Answers API servers at an address of its own, over TLS. Whoever reaches it may ask, as with any webhook; what it says is no secret to them,
 * and what they can cost is bounded.
 */
export class AdmissionListener {
  readonly #options: ListenerOptions;
  readonly #server: Server;
  readonly #budget: number;
  #bytes = 0;

  constructor(options: ListenerOptions, certificate: ServedCertificate) {
    this.#options = options;
    this.#budget = options.budget ?? usualBudget;
    this.#server = createServer(
      {
        ...contextOf(certificate),
        minVersion: 'TLSv1.2',
        maxHeaderSize: 16_384,
        headersTimeout: 5_000,
        requestTimeout: 10_000,
        keepAliveTimeout: 120_000,
      },
      (request, response) => {
        this.#answer(request, response).catch((error: unknown) => {
          options.log.error({ err: error }, 'a review failed');
          end(response, 500);
        });
      },
    );
    this.#server.on('tlsClientError', () => undefined);
  }

  /** @throws NodeJS.ErrnoException where it can't listen */
  async listen({ host, port }: { readonly host: string; readonly port: number }): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Another certificate for connections to come. Those that are open stay: to cut one just when an API server asks would be a failure. */
  use(certificate: ServedCertificate): void {
    // What can't be used is found here, and leaves the one in use as it is.
    createSecureContext(contextOf(certificate));
    this.#server.setSecureContext(contextOf(certificate));
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeIdleConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    if (path === '/healthz') return end(response, 200);
    const mode = (['Fail', 'Ignore'] as const).find((one) => paths[one] === path);
    if (mode === undefined) return end(response, 404);
    if (request.method !== 'POST') return end(response, 405);
    const body = await this.#read(request);
    if (typeof body === 'number') return end(response, body);
    const review = requestOf(parsed(body));
    if (review === undefined) return end(response, 400);
    const budget = Math.min(this.#budget, timeoutOf(query) - margin);
    const decision = await this.#decide(review, mode, started, budget);
    const text = JSON.stringify(reviewOf(review.uid, decision.answer));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
    const milliseconds = performance.now() - started;
    this.#options.record(review, decision, milliseconds, mode, new Date());
    if (!decision.answer.allowed)
      this.#options.log.info(
        {
          user: review.user,
          operation: review.operation,
          resource: review.resource,
          namespace: review.namespace ?? null,
          name: review.name,
          said: decision.parts.filter(({ check, verdict }) => check !== '' || verdict === 'error'),
          dryRun: review.dryRun,
          ms: Math.round(milliseconds * 10) / 10,
        },
        'request refused',
      );
  }

  async #decide(request: AdmissionRequest, mode: FailMode, started: number, budget: number): Promise<Decision> {
    const { rules, log } = this.#options;
    const deadline = started + budget;
    const failed = { mode, budget };
    try {
      if (performance.now() > deadline) return withoutAnswer(rules, request, failed, 'late');
      const unknown = unknownNamespace(rules, request, mode);
      const namespaceLabels = unknown === undefined ? undefined : await this.#labelsOf(unknown, deadline);
      return decide(rules, request, { mode, now: new Date().toISOString(), deadline, budget, namespaceLabels });
    } catch (error) {
      log.error({ err: error, resource: request.resource }, 'a review failed');
      return withoutAnswer(rules, request, failed, 'fault');
    }
  }

  /** Undefined where they could not be had: then the policy fails as it says. */
  async #labelsOf(namespace: string, deadline: number): Promise<Labels | undefined> {
    const left = Math.max(1, Math.floor(deadline - performance.now()));
    try {
      return await this.#options.labelsOf(namespace, AbortSignal.timeout(left));
    } catch (error) {
      this.#options.log.warn({ err: error, namespace }, 'labels of a namespace could not be had');
      return undefined;
    }
  }

  /** The body, or the status that refuses it. */
  async #read(request: IncomingMessage): Promise<Buffer | number> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.#bytes += chunk.length;
        if (size > longestBody) return 413;
        if (this.#bytes > mostBytes) return 503;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, size);
    } finally {
      this.#bytes -= size;
    }
  }
}

function contextOf({ certificate, key }: ServedCertificate) {
  return { cert: certificate, key };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What an API server says that it waits (`timeout=5s`), in milliseconds. */
function timeoutOf(query: string): number {
  const [, seconds] = /^(\d{1,3})s$/.exec(new URLSearchParams(query).get('timeout') ?? '') ?? [];
  return seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1000;
}

/** An answer without a review: to an API server a failure, for which it has its failurePolicy. */
function end(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-length': 0, ...(status >= 400 && { connection: 'close' }) });
  response.end();
}
