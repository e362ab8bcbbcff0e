import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';

/** RFC 1928, 6. */
const replies = [
  '',
  'general failure',
  'not allowed by its rules',
  'the network is unreachable',
  'the host is unreachable',
  'connection refused',
  'time to live expired',
  'it does not know the command',
  'it does not know this type of address',
];

/**
 * Asks a SOCKS5 proxy (RFC 1928, with passwords of RFC 1929) to pass a connection on. Names are resolved by the proxy.
 * @throws Error where it does not
 */
export async function greetSocks(
  socket: Socket,
  { username, password }: { readonly username: string; readonly password: string },
  host: string,
  port: number,
  limit: AbortSignal,
): Promise<void> {
  const broken = new AbortController();
  const end = (error?: Error) => broken.abort(error ?? new Error('it closed the connection'));
  const closed = () => end();
  socket.on('error', end).on('end', closed).on('close', closed);
  const signal = AbortSignal.any([limit, broken.signal]);
  try {
    await once(socket, 'connect', { signal });
    const methods = username === '' ? [0] : [0, 2];
    socket.write(Buffer.from([5, methods.length, ...methods]));
    const [version, method] = await take(socket, 2, signal);
    if (version !== 5) throw new Error('it does not speak SOCKS5');
    if (method === 2 && username !== '') {
      socket.write(Buffer.concat([Buffer.from([1]), counted(username), counted(password)]));
      const [, outcome] = await take(socket, 2, signal);
      if (outcome !== 0) throw new Error('it refuses the user name or password');
    } else if (method !== 0) throw new Error('it wants another way to sign in');
    const target = Buffer.alloc(2);
    target.writeUInt16BE(port);
    socket.write(Buffer.concat([Buffer.from([5, 1, 0]), addressOf(host), target]));
    const [, reply = 1, , type] = await take(socket, 4, signal);
    if (reply !== 0) throw new Error(replies[reply] ?? `it answered with ${reply}`);
    // Its own address, which nobody needs, and a port.
    const length = type === 1 ? 4 : type === 4 ? 16 : ((await take(socket, 1, signal))[0] ?? 0);
    await take(socket, length + 2, signal);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    socket.off('error', end).off('end', closed).off('close', closed);
  }
}

async function take(socket: Socket, count: number, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    signal.throwIfAborted();
    const bytes = socket.read(count) as Buffer | null;
    if (bytes?.length === count) return bytes;
    await once(socket, 'readable', { signal });
  }
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) throw new Error('a name or password of more than 255 bytes');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function addressOf(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (isIP(host) === 6) return Buffer.concat([Buffer.from([4]), bytesOf(host)]);
  return Buffer.concat([Buffer.from([3]), counted(host)]);
}

/** `fd00::1`, as URLs normalise it: groups in hex, at most one `::`. */
function bytesOf(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const first = groups(head);
  const last = groups(tail ?? '');
  const all = [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
