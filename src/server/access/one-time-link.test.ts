import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { linkLifetime, OneTimeLink } from './one-time-link.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const codeOf = ({ path }: OneTimeLink) => new URL(path, 'http://localhost').searchParams.get('code') ?? '';

it('is good once', () => {
  const link = new OneTimeLink();
  expect(codeOf(link)).toMatch(/^[\w-]{43}$/);
  expect(link.redeem('x')).toBe('wrong');
  expect(link.redeem('')).toBe('wrong');
  expect(link.redeem(codeOf(link))).toBe('accepted');
  expect(link.redeem(codeOf(link))).toBe('used');
  expect(link.redeem('x')).toBe('wrong');
});

it('is good for ten minutes', () => {
  const link = new OneTimeLink();
  vi.advanceTimersByTime(linkLifetime - 1);
  const late = new OneTimeLink();
  vi.advanceTimersByTime(1);
  expect(link.redeem(codeOf(link))).toBe('expired');
  expect(late.redeem(codeOf(late))).toBe('accepted');
});

it('is another one each time', () => {
  expect(new OneTimeLink().redeem(codeOf(new OneTimeLink()))).toBe('wrong');
});
