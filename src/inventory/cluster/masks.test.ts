import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Masks } from './masks.ts';

const kept = new Set(['kube', 'system', 'web']);
const stays = (word: string) => kept.has(word);

describe('masks', () => {
  it.each([
    ['zephyr-payments', /^[a-z]{6}-[a-z]{8}$/],
    ['ZephyrPayments2', /^[A-Z][a-z]{5}[A-Z][a-z]{7}2$/],
    ['web.kube-system.zephyr', /^web\.kube-system\.[a-z]{6}$/],
    ['account 123456789012 of 80', /^[a-z]{7} \d{12} of 80$/],
    ['10.1.2.0/24', /^10\.\d+\.\d+\.0\/24$/],
    ['203.0.113.7', /^\d+\.0\.\d+\.\d+$/],
    ['0.0.0.0/0', /^0\.0\.0\.0\/0$/],
    ['169.254.169.254', /^169\.254\.169\.254$/],
    ['2001:db8::7', /^2001:[0-9a-f]{4}::[0-9a-f]{4}$/],
    [`x@sha256:${'ab'.repeat(32)}`, /^x@sha256:[0-9a-f]{64}$/],
    ['张三', /^[a-z]{2}$/],
  ])('%s becomes something of the same shape', (text, shape) => {
    const masked = new Masks(stays).text(text, stays);
    expect(masked).toMatch(shape);
    expect(masked === text).toBe(/^(?:0\.0|169)/.test(text));
  });

  it('are the same for the same name, and others for others', () => {
    const masks = new Masks(stays);
    const name = fc.stringMatching(/^[a-z]{3,8}(-[a-z0-9]{1,6}){0,2}$/);
    const known = new Map<string, string>();
    fc.assert(
      fc.property(name, (text) => {
        const masked = masks.text(text, stays);
        expect(masks.text(text, stays)).toBe(masked);
        const other = known.get(masked) ?? text;
        expect(other).toBe(text);
        known.set(masked, text);
      }),
      { numRuns: 2000 },
    );
  });

  it('are others in every recording', () => {
    expect(new Masks(stays).text('zephyr', stays)).not.toBe(new Masks(stays).text('zephyr', stays));
  });

  it.each([
    ['-----BEGIN CERTIFICATE-----\n', '\n-----END CERTIFICATE-----'],
    ['value=', '== x'],
    ['', ''],
  ])('leave nothing of what is encoded between %j and %j but how long it is, and its beginning', (before, after) => {
    const name = 'zephyr-payments.acme.example: alice@zephyr.example, 2026-11-25';
    const encoded = Buffer.from(name).toString('base64').replaceAll('=', '');
    const masked = new Masks(stays).text(`${before}${encoded}${after}`, stays);
    const run = /[A-Za-z0-9+/]{20,}/.exec(masked)?.[0] ?? '';
    expect([run.length, run.slice(0, 3)]).toEqual([encoded.length, encoded.slice(0, 3)]);
    const kept = [...run.slice(3)].filter((letter, index) => letter === encoded[index + 3]).length;
    expect(kept).toBeLessThan(15);
    expect(Buffer.from(run, 'base64').toString('latin1').slice(3)).not.toMatch(/zephyr|payments|acme|alice/);
  });

  it('are as ever in paths and long names', () => {
    for (const text of ['/usr/local/bin/zephyrControllerV2', 'requiredDuringSchedulingIgnoredDuringExecution'])
      expect(new Masks(stays).text(text, stays)).toMatch(/^[a-zA-Z/]+2?$/);
    const masks = new Masks(stays);
    expect(masks.text('/usr/zephyr/kube/zephyrController1', stays)).toContain(`/${masks.text('zephyr', stays)}/kube/`);
  });

  it('keep names inside of others', () => {
    const masks = new Masks(stays);
    const service = masks.text('zephyr', stays);
    expect(masks.text('https://zephyr.kube:8080/x', stays)).toContain(`://${service}.kube:8080/`);
  });
});
