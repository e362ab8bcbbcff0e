import { ConnectionError } from './connection-error.ts';
import type { Credentials, Secrets } from './credentials.ts';
import type { ClusterEntry, ExecEntry } from './kubeconfig-schema.ts';
import type { RotatingText } from './rotating-text.ts';

export class ExecCredentials implements Credentials {
  readonly #exec: ExecEntry;
  constructor(
    exec: ExecEntry,
    at: { file: string; entry: string },
    _cluster: ClusterEntry,
    _authority: RotatingText | undefined,
    _env: NodeJS.ProcessEnv,
  ) {
    this.#exec = exec;
    throw new ConnectionError('exec-version', { ...at, version: this.#exec.apiVersion });
  }
  current(): Promise<Secrets> {
    return Promise.resolve({});
  }
  renew(): void {}
}
