import { expect, it } from 'vitest';
import { apiServerIn } from './api-server.ts';

it.each([
  [
    'two API servers',
    {
      items: [
        {
          endpoints: [{ addresses: ['10.0.0.2'] }, { addresses: ['10.0.0.1'] }],
          ports: [{ name: 'https', port: 6443 }],
        },
      ],
    },
    { addresses: ['10.0.0.1', '10.0.0.2'], ports: [6443] },
  ],
  [
    'both families',
    {
      items: [
        { endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ port: 443 }] },
        { endpoints: [{ addresses: ['fd00::1'] }], ports: [{ port: 443 }] },
      ],
    },
    { addresses: ['10.0.0.1', 'fd00::1'], ports: [443] },
  ],
  ['none', { items: [] }, undefined],
  [
    'what is no address',
    { items: [{ endpoints: [{ addresses: ['a.example', 7, null] }], ports: [{ port: 0 }, { port: '6443' }] }] },
    undefined,
  ],
  ['what is no list', [7], undefined],
])('%s', (_, list, found) => {
  expect(apiServerIn(list)).toEqual(found);
});

it('keeps no more than anybody has', () => {
  const addresses = Array.from({ length: 5000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  expect(apiServerIn({ items: [{ endpoints: [{ addresses }], ports: [] }] })?.addresses).toHaveLength(64);
});
