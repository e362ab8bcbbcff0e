import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of a JSON answer. */
  readonly json: Record<string, unknown>;
}

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Local address of the socket. */
  readonly from?: string;
}

/** Asks over real HTTP as a browser does where it matters here: keeps cookies and sends them. It follows no redirect. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  /** Sent with everything. */
  csrf: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  get(path: string, asked: Asked = {}): Promise<Answer> {
    return this.ask('GET', path, asked);
  }

  post(path: string, body?: unknown, asked: Asked = {}): Promise<Answer> {
    return this.ask('POST', path, { ...asked, body });
  }

  /** Remembers the token that changes need. */
  async readCsrf(): Promise<void> {
    this.csrf = String((await this.get('/api/v1/who')).json.csrf);
  }

  ask(method: string, path: string, { headers = {}, body, from }: Asked): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const asking = request(
      `${this.#url}${path}`,
      {
        method,
        agent: false,
        ...(from !== undefined && { localAddress: from }),
        headers: {
          ...(cookie !== '' && { cookie }),
          ...(this.csrf !== undefined && { 'x-csrf-token': this.csrf }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () => {
          for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line);
          const text = Buffer.concat(pieces).toString('utf8');
          const isJson = text !== '' && /json/.test(answer.headers['content-type'] ?? '');
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text,
            json: isJson ? JSON.parse(text) : {},
          });
        });
      },
    );
    asking.on('error', reject);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
    return promise;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((text) => text.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    const gone = value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
