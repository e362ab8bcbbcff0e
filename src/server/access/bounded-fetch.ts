import type { CustomFetch } from 'openid-client';

/** Largest answer of an OpenID provider: discovery, keys and tokens have a few kilobytes. */
const most = 1024 * 1024;

/** `fetch` that reads no more than the bound of an answer. */
export const boundedFetch: CustomFetch = async (url, { body, headers, method, redirect, signal }) => {
  const response = await fetch(url, {
    headers,
    method,
    redirect,
    ...(signal !== undefined && { signal }),
    ...(body !== undefined && body !== null && { body }),
  });
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > most) throw new Error(`The OpenID provider's answer from ${url} is larger than ${most} bytes.`);
    pieces.push(piece);
  }
  const { status, statusText } = response;
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(pieces), {
    status,
    statusText,
    headers: response.headers,
  });
};
