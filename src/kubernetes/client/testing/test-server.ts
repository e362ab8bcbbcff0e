import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ClusterConnection } from '../connection.ts';
import { storedCredentials } from '../credentials.ts';
import { fixedText } from '../rotating-text.ts';
import { type Times, usualTimes } from '../times.ts';
import { type Authority, makeAuthority } from './certificates.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** A server over TLS that answers what a real API server can't be made to answer. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly authority: Authority;
  /** Paths with their queries, in the order they came. */
  readonly requests: string[];
  /** What it answers from now on. */
  answer(handler: Handler): void;
  /** A connection to it, of which parts may be replaced. */
  connection(parts?: Partial<ClusterConnection>): ClusterConnection;
  /** Cuts all connections, as a crash would. */
  cut(): void;
  /** Common name of the certificate a client showed. */
  peerOf(request: IncomingMessage): string | undefined;
  close(): Promise<void>;
}

export async function startTestServer(handler: Handler, names: readonly string[] = ['127.0.0.1']): Promise<TestServer> {
  const authority = makeAuthority();
  const { certificate, key } = authority.issue('server', names);
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let current = handler;
  const server = createServer(
    { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      requests.push(request.url ?? '');
      current(request, response, new URL(request.url ?? '', 'https://test'));
    },
  );
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}`;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url,
    port,
    authority,
    requests,
    answer: (next) => {
      current = next;
    },
    connection: (parts = {}) => ({
      name: 'test',
      server: url,
      tls: { authority: fixedText(authority.certificate), insecure: false },
      compress: true,
      credentials: storedCredentials({}),
      impersonation: [],
      warnings: [],
      ...parts,
    }),
    cut,
    peerOf: (request) => (request.socket as TLSSocket).getPeerCertificate().subject?.CN as string | undefined,
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A `Status` as API servers send it. */
export function status(code: number, reason: string, message: string, metadata: object = {}): object {
  return { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message, reason, code };
}

/** So fast that waits are short, and slow enough that nothing runs into a limit by chance. */
export const testTimes: Times = { ...usualTimes, second: 10, firstDelay: 5, longestDelay: 40, refusedDelay: 40 };
