import { describe, expect, it } from 'vitest';
import { wrongGlob } from './state.ts';

describe('resources of an exception', () => {
  it.each([
    [['Deployment/shop/web', '*/shop/*', 'ClusterRole/*'], undefined],
    [['Deployment/shop/web', 'web'], 'web'],
    [['a/b/c/d'], 'a/b/c/d'],
    [['Deployment/shop/the web'], 'Deployment/shop/the web'],
    [['Deployment//web'], 'Deployment//web'],
  ])('of %j the first wrong one is %j', (globs, wrong) => {
    expect(wrongGlob(globs)).toBe(wrong);
  });
});
