import { describe, expect, it } from 'vitest';
import { ApiError, createApi } from './client.ts';

function api(answer: () => Response | Promise<Response>) {
  const asked: { path: string; init: RequestInit }[] = [];
  const fetch = async (path: string | URL | Request, init: RequestInit = {}) => {
    asked.push({ path: String(path), init });
    return answer();
  };
  return { asked, api: createApi({ language: 'zh-CN', csrf: () => 'token', fetch }) };
}

describe('the API client', () => {
  it('writes queries as the server reads them and asks in the reader’s language', async () => {
    const { api: client, asked } = api(() => Response.json({ total: 0 }));
    await client.get('findings', { severity: ['high', 'low'], q: '', since: null, offset: 0 });
    expect(asked[0]?.path).toBe('/api/v1/findings?severity=high&severity=low&offset=0');
    expect(new Headers(asked[0]?.init.headers).get('accept-language')).toBe('zh-CN');
    expect(new Headers(asked[0]?.init.headers).has('x-csrf-token')).toBe(false);
  });

  it('sends the session’s token with what changes something', async () => {
    const { api: client, asked } = api(() => new Response(null, { status: 204 }));
    expect(await client.send('POST', 'sign-out')).toBeUndefined();
    expect(new Headers(asked[0]?.init.headers).get('x-csrf-token')).toBe('token');
  });

  it.each([
    [
      'a problem',
      Response.json({ type: 'about:blank', title: 'No', status: 403, detail: 'why' }, { status: 403 }),
      403,
      'why',
    ],
    ['a page', new Response('<html>', { status: 502, statusText: 'Bad Gateway' }), 502, 'Bad Gateway'],
    ['broken JSON', new Response('{', { headers: { 'content-type': 'application/json' } }), 200, 'unreadable'],
  ])('says what went wrong: %s', async (_name, answer, status, message) => {
    const error = await api(() => answer)
      .api.get('overview')
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status, message });
  });

  it('tells an unreachable server from a question that was taken back', async () => {
    const failing = (error: unknown) => api(() => Promise.reject(error)).api.get('overview');
    await expect(failing(new TypeError('fetch failed'))).rejects.toMatchObject({ status: 0 });
    await expect(failing(new DOMException('', 'AbortError'))).rejects.toBeInstanceOf(DOMException);
  });
});
