import { describe, expect, it, vi } from 'vitest';
import { codeOf } from './lazy.tsx';

const Page = () => null;

describe('code that is loaded later', () => {
  it('is loaded once, and is there from then on', async () => {
    const load = vi.fn(async () => Page);
    const code = codeOf(load);
    expect(code.loaded).toBeUndefined();
    await Promise.all([code.load(), code.load()]);
    expect(code.loaded).toBe(Page);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is asked for again after it failed', async () => {
    const load = vi.fn().mockRejectedValueOnce(new TypeError('offline')).mockResolvedValue(Page);
    const code = codeOf(load);
    await expect(code.load()).rejects.toThrow('offline');
    expect(await code.load()).toBe(Page);
  });
});
