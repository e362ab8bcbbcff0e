import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Access } from './api.ts';

/** A write that reached the API server. Times are milliseconds of this process. */
export interface RecordedWrite {
  readonly method: string;
  readonly path: string;
  readonly arrived: number;
  /** Answered with success. */
  readonly worked: boolean;
}

/** Stands between one client and an API server, speaks plain HTTP to the client, and notes what it writes. */
export class WriteRecorder {
  readonly writes: RecordedWrite[] = [];
  readonly kubeconfig: string;
  readonly #server: Server;
  readonly #agent: Agent;

  private constructor(server: Server, agent: Agent, kubeconfig: string) {
    this.#server = server;
    this.#agent = agent;
    this.kubeconfig = kubeconfig;
  }

  static async before(access: Access): Promise<WriteRecorder> {
    const agent = new Agent({ keepAlive: true, ca: readFileSync(access.ca) });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const kubeconfig = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'recorded', cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: 'user', user: {} }],
      contexts: [{ name: 'recorded', context: { cluster: 'recorded', user: 'user' } }],
      'current-context': 'recorded',
    });
    const recorder = new WriteRecorder(server, agent, kubeconfig);
    server.on('request', (asked, answer) => {
      const arrived = performance.now();
      const { method = 'GET', url = '/' } = asked;
      const headers = { ...asked.headers, authorization: `Bearer ${access.token}` };
      const call = request(new URL(url, access.url), { method, headers, agent }, (said) => {
        if (method !== 'GET')
          recorder.writes.push({ method, path: url, arrived, worked: (said.statusCode ?? 500) < 300 });
        answer.writeHead(said.statusCode ?? 502, said.headers);
        answer.flushHeaders();
        said.on('error', () => answer.destroy());
        said.pipe(answer);
      });
      call.on('error', () => answer.destroy());
      answer.on('close', () => call.destroy());
      asked.pipe(call);
    });
    return recorder;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    this.#agent.destroy();
  }
}
