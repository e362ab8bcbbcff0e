import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Identity } from './certificates.ts';

export interface TestProxy {
  readonly port: number;
  /** What it was asked to connect to, with the credentials it was shown: `user:password@127.0.0.1:6443`. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** An HTTP proxy that knows CONNECT; over TLS with an identity. It refuses who has no credentials where it wants them. */
export async function startHttpProxy(identity?: Identity, password?: string): Promise<TestProxy> {
  const asked: string[] = [];
  const refuse: RequestListener = (_request, response) => response.writeHead(400).end();
  const server =
    identity === undefined
      ? createServer(refuse)
      : createSecureServer({ cert: identity.certificate, key: identity.key }, refuse);
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const header = request.headers['proxy-authorization'];
    const shown = header === undefined ? '' : `${Buffer.from(header.replace('Basic ', ''), 'base64')}@`;
    asked.push(`${shown}${request.url}`);
    if (password !== undefined && shown !== `${password}@`) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(`http://${request.url}`);
    tunnel(client, hostname, Number(port), () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return started(server, asked);
}

/** A SOCKS5 proxy (RFC 1928) with or without a password (RFC 1929). */
export function startSocksProxy(password?: string): Promise<TestProxy> {
  const asked: string[] = [];
  const server = createTcpServer((client) => {
    let stage: 'greeting' | 'password' | 'request' = 'greeting';
    let shown = '';
    const take = (bytes: Buffer) => {
      if (stage === 'greeting') {
        stage = password === undefined ? 'request' : 'password';
        client.write(Buffer.from([5, password === undefined ? 0 : 2]));
      } else if (stage === 'password') {
        const user = bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString();
        const secret = bytes.subarray(3 + (bytes[1] ?? 0)).toString();
        shown = `${user}:${secret}@`;
        stage = 'request';
        client.write(Buffer.from([1, shown === `${password}@` ? 0 : 1]));
      } else {
        const type = bytes[3];
        const length = type === 3 ? (bytes[4] ?? 0) : 4;
        const start = type === 3 ? 5 : 4;
        const name = bytes.subarray(start, start + length);
        const host = type === 3 ? name.toString() : [...name].join('.');
        const port = bytes.readUInt16BE(start + length);
        asked.push(`${shown}${host}:${port}`);
        client.off('data', take);
        tunnel(client, host, port, () => client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0])));
      }
    };
    client.on('data', take);
    client.on('error', () => client.destroy());
  });
  return started(server, asked);
}

function tunnel(client: Socket, host: string, port: number, ready: () => void): void {
  // Names of the tests end here, as a proxy that knows more names than we do would have it.
  const target = connect(port, host.endsWith('.test') ? '127.0.0.1' : host, () => {
    ready();
    client.pipe(target).pipe(client);
  });
  const end = () => {
    client.destroy();
    target.destroy();
  };
  for (const socket of [client, target]) socket.on('error', end).on('close', end);
}

async function started(server: Server, asked: string[]): Promise<TestProxy> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
