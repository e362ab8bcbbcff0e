import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Identity } from '../../store/index.ts';
import { permissionSchema } from '../contract/index.ts';
import { Authorizer, decisionLifetime, UnansweredError } from './authorizer.ts';
import { localUser } from './principal.ts';
import { WrittenReviews } from './testing/reviews.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const ada: Identity = { name: 'ada', uid: undefined, groups: ['dev'], extra: {} };
const namespaces = () => ['kube-system', 'mail', 'shop'];

async function grantOf(rights: readonly string[]) {
  const grant = await new Authorizer(new WrittenReviews({ rights: { ada: rights } }), namespaces).grantOf(ada);
  return { ...grant, permissions: [...grant.permissions].sort() };
}

describe('what a user may do', () => {
  it.each<
    [string, string[], { permissions: string[]; namespaces: string[] | undefined; accepts: string[] | undefined }]
  >([
    ['nothing', [], { permissions: [], namespaces: [], accepts: [] }],
    [
      'everything',
      ['*'],
      { permissions: [...permissionSchema.options].sort(), namespaces: undefined, accepts: undefined },
    ],
    [
      'view one namespace',
      ['list findings in shop', 'list workloads in shop'],
      { permissions: ['findings:read', 'workloads:read'], namespaces: ['shop'], accepts: [] },
    ],
    [
      'view all, accept in one',
      ['list findings', 'list workloads', 'update findings in shop'],
      { permissions: ['findings:accept', 'findings:read', 'workloads:read'], namespaces: undefined, accepts: ['shop'] },
    ],
    [
      'accept everywhere, view one',
      ['list findings in shop', 'list workloads in shop', 'update findings'],
      { permissions: ['findings:accept', 'findings:read', 'workloads:read'], namespaces: ['shop'], accepts: ['shop'] },
    ],
    [
      'accept findings that they can’t see, of workloads that they see',
      ['update findings', 'list workloads in shop'],
      { permissions: ['workloads:read'], namespaces: ['shop'], accepts: [] },
    ],
    ['accept what they can’t see', ['update findings'], { permissions: [], namespaces: [], accepts: [] }],
    [
      'view findings only',
      ['list findings in shop'],
      { permissions: ['findings:read'], namespaces: ['shop'], accepts: [] },
    ],
    [
      'view workloads only',
      ['list workloads in shop'],
      { permissions: ['workloads:read'], namespaces: ['shop'], accepts: [] },
    ],
    [
      'view both where both may be viewed',
      ['list findings in shop', 'list findings in mail', 'list workloads in mail'],
      { permissions: ['findings:read', 'workloads:read'], namespaces: ['mail'], accepts: [] },
    ],
    [
      'the whole cluster’s rights only for the whole cluster',
      ['get settings in shop', 'create tokens in shop', 'get clusters'],
      { permissions: ['cluster:read'], namespaces: [], accepts: [] },
    ],
  ])('%s', async (_, rights, grant) => {
    expect(await grantOf(rights)).toEqual(grant);
  });

  it('counts what groups may', async () => {
    const authorizer = new Authorizer(new WrittenReviews({ rights: { dev: ['list findings'] } }), namespaces);
    expect((await authorizer.grantOf(ada)).permissions).toEqual(new Set(['findings:read']));
  });

  it('is everything for the link’s user, and nobody is asked', async () => {
    const grant = await new Authorizer(undefined, namespaces).grantOf(localUser);
    expect(grant.permissions).toEqual(new Set(permissionSchema.options));
  });
});

describe('asking', () => {
  it('happens once for requests at the same time, and again when the decision is old', async () => {
    const reviews = new WrittenReviews({ rights: { ada: ['*'] } });
    const authorizer = new Authorizer(reviews, namespaces);
    await Promise.all([authorizer.grantOf(ada), authorizer.grantOf(ada)]);
    await authorizer.grantOf({ ...ada });
    expect(reviews.asked.length).toBe(permissionSchema.options.length);
    reviews.rights = {};
    vi.advanceTimersByTime(decisionLifetime - 1);
    expect((await authorizer.grantOf(ada)).permissions.size).toBeGreaterThan(0);
    vi.advanceTimersByTime(1);
    expect((await authorizer.grantOf(ada)).permissions.size).toBe(0);
  });

  it('is done for each set of groups', async () => {
    const authorizer = new Authorizer(new WrittenReviews({ rights: { dev: ['*'] } }), namespaces);
    expect((await authorizer.grantOf(ada)).permissions.size).toBeGreaterThan(0);
    expect((await authorizer.grantOf({ ...ada, groups: [] })).permissions.size).toBe(0);
  });

  it('bounds how much is asked at a time', async () => {
    const reviews = new WrittenReviews({ rights: { ada: ['list findings in n7'] } });
    const many = Array.from({ length: 200 }, (_, index) => `n${index}`);
    const { namespaces: seen } = await new Authorizer(reviews, () => many).grantOf(ada);
    expect(seen).toEqual(['n7']);
    expect(reviews.mostAtOnce).toBeGreaterThan(1);
    expect(reviews.mostAtOnce).toBeLessThanOrEqual(16);
  });

  it('that fails is a no with its reason; what was decided before holds', async () => {
    const reviews = new WrittenReviews({ rights: { ada: ['*'] } });
    const authorizer = new Authorizer(reviews, namespaces);
    await authorizer.grantOf(ada);
    reviews.failure = new Error('connection refused');
    expect((await authorizer.grantOf(ada)).permissions.size).toBeGreaterThan(0);
    vi.advanceTimersByTime(decisionLifetime);
    await expect(authorizer.grantOf(ada)).rejects.toThrow(UnansweredError);
    // Not asked at each request while it is down, and again soon after.
    const asked = reviews.asked.length;
    await expect(authorizer.grantOf(ada)).rejects.toMatchObject({ cause: reviews.failure });
    expect(reviews.asked.length).toBe(asked);
    reviews.failure = undefined;
    vi.advanceTimersByTime(5_000);
    expect((await authorizer.grantOf(ada)).permissions.size).toBeGreaterThan(0);
  });

  it('needs an API server', async () => {
    await expect(new Authorizer(undefined, namespaces).grantOf(ada)).rejects.toThrow(UnansweredError);
  });
});
