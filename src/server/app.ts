import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { keepForwardedAddresses, setSecurityHeaders, type TrustedProxies } from './access/index.ts';
import { etagOnSend } from './etag.ts';
import { languageOfRequest } from './language.ts';
import { HttpProblem, type ProblemCode, sendProblem } from './problem.ts';
import type { Route } from './route.ts';
import { matcherOf } from './route-matcher.ts';
import { serveConsole } from './static.ts';

export interface AppOptions {
  /** The table: all that this server answers, but for the console's files. */
  readonly routes: readonly Route[];
  /**
   * Adds the hook that decides for each request who asks and whether they may, by `request.routeOptions.config.access`. There is no
   * default: nobody is let in by leaving it out.
   */
  readonly access: (app: FastifyInstance) => Promise<void> | void;
  /** Folder of the built console; undefined where there is none. */
  readonly console: string | undefined;
  /** Whose word on where a request comes from is taken; undefined: nobody's. */
  readonly proxies: TrustedProxies | undefined;
  readonly log: FastifyBaseLogger;
}

const mebibyte = 1_048_576;

/** The HTTP server with everything but what listens. */
export async function makeApp({ routes, access, console, proxies, log }: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log,
    // fastify's own lines name whole addresses. What there is to say of a request is said once it is answered.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: mebibyte,
    // The request line counts as a header: addresses with a hundred values of a filter have to fit.
    http: { maxHeaderSize: 32_768, headersTimeout: 10_000 },
    requestTimeout: 30_000,
    // Live connections say something more often than that.
    connectionTimeout: 90_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    // What arrives on an open connection while the server ends is still answered.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 800 },
    frameworkErrors: (error, request, reply) => {
      // No hook has run.
      setSecurityHeaders(request, reply, false);
      sendProblem(reply, problemOf(error), languageOfRequest(request));
    },
    clientErrorHandler: answerBrokenRequest,
    // Of what proxies say only the address is used: hosts and schemes are those of --public-url.
    ...(proxies && { trustProxy: proxies.trusts }),
  });
  if (proxies !== undefined)
    app.addHook('onRequest', async ({ raw }) => {
      if (proxies.trusts(raw.socket.remoteAddress ?? '')) keepForwardedAddresses(raw);
    });
  // What is no JSON is refused by its type, not tried.
  app.removeContentTypeParser('text/plain');
  app.addHook('onSend', etagOnSend);
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        user: request.principal?.name ?? null,
      },
      'request',
    );
  });
  app.addHook('preParsing', async (request) => {
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new HttpProblem('media-type');
  });
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    // The highest levels take seconds for a script; these give up a few percent.
    brotliOptions: { params: { [brotliQuality]: 5 } },
    zlibOptions: { level: 6 },
    globalDecompression: false,
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.statusCode >= 500) request.log.error({ err: problem.cause ?? problem }, 'request failed');
    return sendProblem(reply, problem, languageOfRequest(request));
  });
  await access(app);
  for (const route of routes) addRoute(app, route);
  const methodsOf = matcherOf(routes);
  const index = console === undefined ? undefined : await serveConsole(app, console);
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = methodsOf(path);
    if (methods.length > 0) throw new HttpProblem('method-not-allowed', { headers: { allow: methods.join(', ') } });
    if (index !== undefined && isPage(request, path)) return index(request, reply);
    throw new HttpProblem('no-such-address');
  });
  return app;
}

/** BROTLI_PARAM_QUALITY of zlib's constants, which have no types as keys. */
const brotliQuality = 1;

/** Whether an address is one of the console's views: what looks like a file or lies under /api is none. */
function isPage({ method }: FastifyRequest, path: string): boolean {
  return (method === 'GET' || method === 'HEAD') && !/^\/(api|assets)(\/|$)/.test(path);
}

function addRoute(app: FastifyInstance, route: Route): void {
  app.route({
    method: route.method,
    url: route.url,
    // A stream is not asked for its head.
    exposeHeadRoute: route.method === 'GET' && route.answer !== undefined,
    config: { access: route.access, ...(route.perMinute !== undefined && { perMinute: route.perMinute }) },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      reply.code(route.status);
      const answer = await route.run(request, reply, languageOfRequest(request));
      // A handler that sent its answer itself returns the reply, which as a promise is nothing once it is sent or broken off.
      if (reply.sent || reply.raw.destroyed) return reply;
      if (answer === undefined) return reply.code(204).send();
      reply.header('vary', 'accept-language');
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
    },
  });
}

const codesOfStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'no-such-address',
  405: 'method-not-allowed',
  408: 'timeout',
  413: 'too-large',
  414: 'uri-too-long',
  415: 'media-type',
  429: 'too-many-requests',
};

/** What fastify or a plugin throws, as a problem: its own words may quote the request. */
function problemOf(error: Error & { statusCode?: number }): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const { statusCode = 500 } = error;
  if (statusCode < 400 || statusCode >= 500) return new HttpProblem('internal', { cause: error });
  return new HttpProblem(codesOfStatus[statusCode] ?? 'malformed');
}

/** Before there is a request to speak of: broken HTTP, headers that are too long or too slow. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'Request Header Fields Too Large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [408, 'Request Timeout']
        : [400, 'Bad Request'];
  const body = JSON.stringify({ type: 'about:blank', title: reason, status });
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}
