import { dirname, resolve, sep } from 'node:path';
import { z } from 'zod';
import { ConnectionError } from './connection-error.ts';
import type { Credentials, Secrets } from './credentials.ts';
import type { ClusterEntry, ExecEntry } from './kubeconfig-schema.ts';
import type { RotatingText } from './rotating-text.ts';
import { runPlugin } from './run-plugin.ts';

const supported = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
/** Extension of a cluster's entry that is meant for the plugin. */
const configExtension = 'client.authentication.k8s.io/exec';
/** However the last run ended, and whatever it gave: a hundred watches that are refused are no reason to start it a hundred times. */
const shortestPause = 10_000;
/** Renewed this long before they expire, so that none runs out on its way. */
const margin = 10_000;

const text = z.string().min(1).optional();
const statusSchema = z
  .object({
    expirationTimestamp: z.iso.datetime({ offset: true }).nullish(),
    token: text,
    clientCertificateData: text,
    clientKeyData: text,
  })
  .refine(({ token, clientCertificateData }) => token !== undefined || clientCertificateData !== undefined, {
    path: ['token'],
  })
  .refine((status) => (status.clientCertificateData === undefined) === (status.clientKeyData === undefined), {
    path: ['clientKeyData'],
  });

/** Credentials that a program gives: asked when there are none, when they expire and when the API server refuses them. */
export class ExecCredentials implements Credentials {
  readonly #exec: ExecEntry;
  readonly #at: { readonly file: string; readonly entry: string };
  readonly #cluster: ClusterEntry;
  readonly #authority: RotatingText | undefined;
  readonly #env: NodeJS.ProcessEnv;
  readonly #interactive: boolean;
  readonly #pause: number;
  #given: Promise<Secrets> | undefined;
  #last: Secrets | undefined;
  /** Milliseconds since 1970. */
  #expires = Infinity;
  /** When the last run ended; infinite during a run. */
  #endedAt = Infinity;

  /** @throws ConnectionError where the plugin can't be used here */
  constructor(
    exec: ExecEntry,
    at: { readonly file: string; readonly entry: string },
    cluster: ClusterEntry,
    authority: RotatingText | undefined,
    env: NodeJS.ProcessEnv,
    pause = shortestPause,
  ) {
    const { apiVersion, interactiveMode, command } = exec;
    if (!supported.includes(apiVersion)) throw new ConnectionError('exec-version', { ...at, version: apiVersion });
    if (interactiveMode === undefined && apiVersion.endsWith('/v1')) {
      throw new ConnectionError('missing-field', { ...at, field: 'exec.interactiveMode' });
    }
    const terminal = process.stdin.isTTY === true;
    if (interactiveMode === 'Always' && !terminal) throw new ConnectionError('exec-interactive', { ...at, command });
    this.#interactive = terminal && interactiveMode !== 'Never';
    this.#exec = exec;
    this.#at = at;
    this.#cluster = cluster;
    this.#authority = authority;
    this.#env = env;
    this.#pause = pause;
  }

  async current(): Promise<Secrets> {
    const isRested = performance.now() - this.#endedAt > this.#pause;
    if (this.#given === undefined || (isRested && Date.now() > this.#expires - margin)) {
      this.#endedAt = Infinity;
      this.#given = this.#ask().then(
        ({ secrets, expires }) => this.#end(secrets, expires),
        (error: unknown) => {
          this.#end(undefined, -Infinity);
          throw error;
        },
      );
    }
    return this.#given;
  }

  /** What others have renewed already is not asked for again. */
  renew(refused: Secrets): void {
    if (refused === this.#last) this.#expires = -Infinity;
  }

  #end<S extends Secrets | undefined>(secrets: S, expires: number): S {
    this.#last = secrets;
    this.#expires = expires;
    this.#endedAt = performance.now();
    return secrets;
  }

  async #ask(): Promise<{ secrets: Secrets; expires: number }> {
    const { apiVersion, command, args = [], env = [], installHint = '' } = this.#exec;
    const program = command.includes(sep) ? resolve(dirname(this.#at.file), command) : command;
    const result = await runPlugin(
      program,
      args,
      {
        ...this.#env,
        ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
        KUBERNETES_EXEC_INFO: await this.#info(),
      },
      this.#interactive,
    );
    const values = { ...this.#at, command };
    if (result.outcome === 'missing') throw new ConnectionError('exec-missing', { ...values, hint: installHint });
    if (result.outcome === 'failed') throw new ConnectionError('exec-failed', { ...values, reason: result.reason });
    const answer = z
      .object({ apiVersion: z.literal(apiVersion), kind: z.literal('ExecCredential'), status: statusSchema })
      .safeParse(jsonOf(result.output));
    if (!answer.success) {
      const field = answer.error.issues[0]?.path.join('.') || 'JSON';
      throw new ConnectionError('exec-answer', { ...values, version: apiVersion, field });
    }
    const { token, clientCertificateData: certificate, clientKeyData: key, expirationTimestamp } = answer.data.status;
    return {
      secrets: {
        ...(token === undefined ? {} : { token }),
        ...(certificate === undefined ? {} : { certificate }),
        ...(key === undefined ? {} : { key }),
      },
      expires: expirationTimestamp ? Date.parse(expirationTimestamp) : Infinity,
    };
  }

  /** What the plugin is told of its call, as client-go words it. */
  async #info(): Promise<string> {
    const spec = { interactive: this.#interactive };
    const head = { apiVersion: this.#exec.apiVersion, kind: 'ExecCredential' };
    if (!this.#exec.provideClusterInfo) return JSON.stringify({ ...head, spec });
    const entry = this.#cluster;
    const authority = await this.#authority?.read();
    const cluster = {
      server: entry.server,
      'tls-server-name': entry['tls-server-name'],
      'insecure-skip-tls-verify': entry['insecure-skip-tls-verify'],
      'certificate-authority-data': authority === undefined ? undefined : Buffer.from(authority).toString('base64'),
      'proxy-url': entry['proxy-url'],
      'disable-compression': entry['disable-compression'],
      config: entry.extensions?.find(({ name }) => name === configExtension)?.extension,
    };
    return JSON.stringify({ ...head, spec: { ...spec, cluster } });
  }
}

function jsonOf(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
