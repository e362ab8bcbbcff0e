import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, isIPv6, type Socket } from 'node:net';
import { greetSocks } from './socks5.ts';

/**
 * A connection to `host:port` that a proxy (http, https, socks5) passes on. undici has agents for this, but they name an IP address as
 * TLS server, which Node refuses.
 * @throws Error with the code `EPROXY`, which tells nothing of the proxy's password
 */
export async function openTunnel(
  proxy: URL,
  /** How an https proxy is verified. */
  tls: { readonly ca: readonly string[]; readonly rejectUnauthorized: boolean },
  host: string,
  port: number,
  milliseconds: number,
): Promise<Socket> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const opened =
      proxy.protocol === 'socks5:'
        ? await bySocks(proxy, host, port, signal)
        : await byConnect(proxy, tls, host, port, signal);
    return opened.setNoDelay(true).setKeepAlive(true, 60_000);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw Object.assign(new Error(`the proxy ${proxy.host}: ${message}`, { cause }), { code: 'EPROXY' });
  }
}

/** RFC 9110, 9.3.6. */
function byConnect(
  proxy: URL,
  tls: { readonly ca: readonly string[]; readonly rejectUnauthorized: boolean },
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const target = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const { username, password } = credentialsOf(proxy);
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  const options = {
    method: 'CONNECT',
    host: bare(proxy.hostname),
    port: Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80),
    path: target,
    headers: { host: target, ...(username === '' ? {} : { 'proxy-authorization': `Basic ${basic}` }) },
    agent: false as const,
    signal,
  };
  return new Promise((resolve, reject) => {
    const call =
      proxy.protocol === 'https:'
        ? httpsRequest({
            ...options,
            ca: [...tls.ca],
            rejectUnauthorized: tls.rejectUnauthorized,
          })
        : httpRequest(options);
    call.on('error', reject);
    call.on('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode >= 200 && statusCode <= 299) return resolve(socket);
      socket.destroy();
      reject(new Error(`it answered with HTTP ${statusCode}`));
    });
    call.on('response', (response) => {
      response.destroy();
      reject(new Error(`it answered with HTTP ${response.statusCode}`));
    });
    call.end();
  });
}

async function bySocks(proxy: URL, host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: bare(proxy.hostname), port: Number(proxy.port) || 1080 });
  try {
    await greetSocks(socket, credentialsOf(proxy), host, port, signal);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function credentialsOf({ username, password }: URL): { username: string; password: string } {
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/** URLs keep the brackets of IPv6 addresses. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
