import type { Problem } from '../../../src/server/contract/index.ts';

export type QueryValue = string | number | boolean | readonly string[] | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/** What the server refused, or 0 where it was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, message: string, problem?: Problem, cause?: unknown) {
    super(message, { cause });
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

export interface Api {
  /** @throws ApiError */
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T>;
  /** @throws ApiError */
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** A file in the language of the console, which a link would ask for in the browser's. @throws ApiError */
  file(path: string, query?: Query): Promise<Blob>;
  /** Of a download, to stand in a link. */
  address(path: string, query?: Query): string;
}

export interface ApiOptions {
  readonly language: string;
  /** Of the session; nothing before sign-in. */
  readonly csrf: () => string | undefined;
  readonly fetch?: typeof globalThis.fetch;
}

/** Talks to /api/v1. Answers come as the contract says: the server validates, the console trusts its own server. */
export function createApi({ language, csrf, fetch = globalThis.fetch.bind(globalThis) }: ApiOptions): Api {
  async function answer(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(path, { credentials: 'same-origin', ...init });
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new ApiError(0, 'unreachable', undefined, cause);
    }
    if (!response.ok) {
      const problem = await problemOf(response);
      throw new ApiError(response.status, problem?.detail ?? problem?.title ?? response.statusText, problem);
    }
    return response;
  }
  async function call(path: string, init: RequestInit): Promise<unknown> {
    const response = await answer(path, init);
    if (response.status === 204) return undefined;
    try {
      return await response.json();
    } catch (cause) {
      // A proxy's page with status 200, or an answer that broke off.
      throw new ApiError(response.status, 'unreadable', undefined, cause);
    }
  }
  return {
    get: (path, query, signal) =>
      call(addressOf(path, query), {
        headers: { accept: 'application/json', 'accept-language': language },
        ...(signal === undefined ? {} : { signal }),
      }) as Promise<never>,
    send(method, path, body) {
      const token = csrf();
      return call(addressOf(path), {
        method,
        headers: {
          accept: 'application/json',
          'accept-language': language,
          ...(token === undefined ? {} : { 'x-csrf-token': token }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }) as Promise<never>;
    },
    async file(path, query) {
      const response = await answer(addressOf(path, query), { headers: { 'accept-language': language } });
      try {
        return await response.blob();
      } catch (cause) {
        throw new ApiError(0, 'unreachable', undefined, cause);
      }
    },
    address: addressOf,
  };
}

function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return `/api/v1/${path}${text === '' ? '' : `?${text}`}`;
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return undefined;
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'title' in body ? (body as Problem) : undefined;
  } catch {
    return undefined;
  }
}
