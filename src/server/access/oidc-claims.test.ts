import { describe, expect, it } from 'vitest';
import { identityOf } from './oidc-claims.ts';

const claimNames = { usernameClaim: 'preferred_username', groupsClaim: 'groups' };
const claims = { sub: '1', preferred_username: 'ada', email: 'ada@example.com', groups: ['shop'] };

describe('the user of an ID token', () => {
  it.each([
    ['with a prefix', claims, {}, { name: 'oidc:ada', groups: ['oidc:shop'] }],
    ['by another claim', claims, { usernameClaim: 'sub' }, { name: 'oidc:1', groups: ['oidc:shop'] }],
    [
      'by a verified address',
      { ...claims, email_verified: true },
      { usernameClaim: 'email' },
      { name: 'oidc:ada@example.com', groups: ['oidc:shop'] },
    ],
    ['with one group as a text', { ...claims, groups: 'shop' }, {}, { name: 'oidc:ada', groups: ['oidc:shop'] }],
    ['without groups', { preferred_username: 'ada' }, {}, { name: 'oidc:ada', groups: [] }],
    [
      'without groups that are none',
      { ...claims, groups: [1, '', 'a\nb', null, 'system:masters', 'shop', { a: 1 }] },
      {},
      { name: 'oidc:ada', groups: ['oidc:system:masters', 'oidc:shop'] },
    ],
  ])('is read %s', (_, token, options, { name, groups }) => {
    expect(identityOf(token, { ...claimNames, ...options })).toEqual({ name, uid: undefined, groups, extra: {} });
  });

  it.each([
    ['no claim that names', { sub: '1', email: 'ada@example.com', email_verified: true }, {}],
    ['a name that is none', { preferred_username: { a: 1 } }, {}],
    ['an empty name', { preferred_username: '' }, {}],
    ['a name over lines', { preferred_username: 'ada\nroot' }, {}],
    ['a name too long', { preferred_username: 'a'.repeat(254) }, {}],
    ['an address that is not verified', claims, { usernameClaim: 'email' }],
    ['an address verified by a text', { ...claims, email_verified: 'true' }, { usernameClaim: 'email' }],
  ])('is refused with %s', (_, token, options) => {
    expect(() => identityOf(token, { ...claimNames, ...options })).toThrow();
  });
});
