import { describe, expect, it } from 'vitest';
import { returnAddress, signInAddress } from './return-address.ts';

describe('after sign-in', () => {
  it.each([
    ['/findings?severity=high&q=a%26b', '/findings?severity=high&q=a%26b'],
    ['/', '/'],
    [null, '/'],
    ['', '/'],
    ['findings', '/'],
    ['https://example.com/', '/'],
    ['//example.com/', '/'],
    ['/\\example.com', '/'],
    ['/\t/example.com', '/'],
    ['/..//example.com', '/'],
    ['javascript:alert(1)', '/'],
  ])('%j leads to %j', (next, address) => {
    expect(returnAddress(next)).toBe(address);
  });

  it('comes back to where one was', () => {
    const address = signInAddress({ pathname: '/findings', search: '?q=a%26b' });
    expect(returnAddress(new URL(address, 'http://localhost').searchParams.get('next'))).toBe('/findings?q=a%26b');
    expect(signInAddress({ pathname: '/', search: '' })).toBe('/sign-in');
  });
});
