import { stripVTControlCharacters } from 'node:util';
import { recordOf, stringOf } from '../object.ts';

/**
 * Why a request has no usable answer where it wasn't the API server that said so. `Credentials`: none could be had; `Certificate`: the
 * server's is not trusted; `TooLarge`, `NotJson`, `Unexpected`: what came back is over a limit, no JSON, or of another shape;
 * `HandlerFault`: what a watch brought made its handler throw.
 */
export type LocalReason =
  | 'Unreachable'
  | 'Timeout'
  | 'Certificate'
  | 'Credentials'
  | 'TooLarge'
  | 'NotJson'
  | 'Unexpected'
  | 'HandlerFault';

interface Details {
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** The API server's (`Forbidden`, `Expired`, …) or one of ours. */
  readonly reason: string;
  readonly path: string;
  readonly cause?: unknown;
  /** Seconds that the server asks to wait. */
  readonly retryAfter?: number;
  /** Where an expired list can go on, from a 410. */
  readonly continueToken?: string;
}

/** What can go wrong between us and an API server. Its message is bounded, holds no control characters and no credentials. */
export class KubernetesError extends Error {
  override name = 'KubernetesError';
  readonly status: number;
  readonly reason: LocalReason | (string & {});
  readonly path: string;
  readonly retryAfter: number | undefined;
  readonly continueToken: string | undefined;

  constructor(message: string, details: Details) {
    super(printable(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.reason = details.reason;
    this.path = details.path;
    this.retryAfter = details.retryAfter;
    this.continueToken = details.continueToken;
  }
}

const messageLength = 500;

/** A stranger's words on one line: bounded, without control and direction characters. */
export function printable(text: string): string {
  const bare = stripVTControlCharacters(text.slice(0, 20 * messageLength))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return bare.length <= messageLength ? bare : `${bare.slice(0, messageLength - 1)}…`;
}

/** The error that an API server's `Status` states, as the body of an answer or as the object of a watch's ERROR event. */
export function errorOfStatus(status: number, body: unknown, path: string, retryAfter?: number): KubernetesError {
  const said = recordOf(body);
  const isStatus = said.kind === 'Status';
  const metadata = recordOf(said.metadata);
  const message = isStatus ? stringOf(said.message) : undefined;
  const reason = isStatus ? stringOf(said.reason) : undefined;
  const token = stringOf(metadata.continue);
  const seconds = retryAfter ?? secondsOf(recordOf(said.details).retryAfterSeconds);
  return new KubernetesError(message || `the server answered with HTTP ${status}`, {
    status,
    reason: printable(reason ?? '').slice(0, 60) || `Http${status}`,
    path,
    ...(seconds === undefined ? {} : { retryAfter: seconds }),
    ...(token === undefined || token === '' ? {} : { continueToken: token }),
  });
}

function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}
