import { describe, expect, it } from 'vitest';
import { hostName, isLoopbackAddress, isOurHost, isOurPage } from './addresses.ts';

const publicUrl = new URL('https://breakwater.example.com');

describe('addresses', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:10.0.0.1', false],
    ['10.0.0.1', false],
    ['', false],
    ['localhost', false],
  ])('%s is of this machine: %s', (address, is) => {
    expect(isLoopbackAddress(address)).toBe(is);
  });

  it.each([
    ['Localhost:8080', 'localhost'],
    ['[::1]:8080', '::1'],
    ['[::1]', '::1'],
    ['a.example.com:443', 'a.example.com'],
    ['a b', undefined],
    ['a@b', undefined],
    ['a:1:2', undefined],
    ['a:999999', undefined],
    ['', undefined],
    [undefined, undefined],
    ['x'.repeat(301), undefined],
  ])('the host of %s is %s', (header, name) => {
    expect(hostName(header)).toBe(name);
  });

  it.each([
    ['localhost:8080', undefined, true],
    ['127.0.0.1', undefined, true],
    ['10.2.3.4:8080', undefined, true],
    ['[fd00::1]:8080', undefined, true],
    ['breakwater.example.com', undefined, false],
    ['breakwater.example.com', publicUrl, true],
    ['Breakwater.Example.com:443', publicUrl, true],
    ['evil.example.com', publicUrl, false],
    ['breakwater.example.com.evil.example', publicUrl, false],
    ['localhost.evil.example', publicUrl, false],
    ['127.0.0.1.evil.example', publicUrl, false],
    ['[::1]', new URL('http://[::1]:8080'), true],
    [undefined, publicUrl, false],
  ])('%s with public URL %s is ours: %s', (host, url, is) => {
    expect(isOurHost(host, url)).toBe(is);
  });

  it.each([
    // Nothing said: no browser.
    [{ host: 'localhost:80' }, undefined, true],
    [{ host: 'localhost:80', 'sec-fetch-site': 'same-origin' }, undefined, true],
    [{ host: 'localhost:80', 'sec-fetch-site': 'none' }, undefined, true],
    [{ host: 'localhost:80', 'sec-fetch-site': 'same-site' }, undefined, false],
    [{ host: 'localhost:80', 'sec-fetch-site': 'cross-site' }, undefined, false],
    [{ host: 'localhost:80', 'sec-fetch-site': 'whatever' }, undefined, false],
    [{ host: 'localhost:80', origin: 'http://localhost:80' }, undefined, true],
    [{ host: 'localhost:80', origin: 'http://localhost:81' }, undefined, false],
    [{ host: 'localhost:80', origin: 'null' }, undefined, false],
    [{ host: 'localhost:80', origin: 'http://localhost:80', 'sec-fetch-site': 'cross-site' }, undefined, false],
    [{ host: 'breakwater.example.com', origin: 'https://breakwater.example.com' }, publicUrl, true],
    [{ host: 'breakwater.example.com', origin: 'http://breakwater.example.com' }, publicUrl, false],
    [{ host: 'breakwater.example.com', origin: 'https://evil.example.com' }, publicUrl, false],
    // Through kubectl port-forward.
    [{ host: 'localhost:8080', origin: 'http://localhost:8080' }, publicUrl, true],
    [{ host: 'localhost:8080', origin: 'http://localhost:3000' }, publicUrl, false],
  ])('%o with public URL %s is our page: %s', (headers, url, is) => {
    expect(isOurPage(headers, url)).toBe(is);
  });
});
