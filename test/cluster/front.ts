import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The one address that API servers know, in front of any number of replicas. */
export class Front {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  ports: readonly number[] = [];
  #turn = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Front> {
    const server = createServer();
    const front = new Front(server);
    server.on('connection', (near) => front.#join(near));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get url(): URL {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the front does not listen');
    return new URL(`https://127.0.0.1:${address.port}`);
  }

  /** Sends what comes from now on to other replicas; what is open is cut, and the API server given the time to see it. */
  async to(...ports: readonly number[]): Promise<void> {
    this.ports = ports;
    for (const socket of this.#sockets) socket.destroy();
    await sleep(100);
  }

  close(): void {
    void this.to();
    this.#server.close();
  }

  #join(near: Socket): void {
    const port = this.ports[this.#turn++ % this.ports.length];
    if (port === undefined) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}
