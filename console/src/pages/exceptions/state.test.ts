import { describe, expect, it } from 'vitest';
import { globsOf, wrongGlob } from './state.ts';

describe('resources of an exception', () => {
  it('stand one a line', () => {
    expect(globsOf(' Deployment/shop/web \n\nClusterRole/view\r\nDeployment/shop/web')).toEqual([
      'Deployment/shop/web',
      'ClusterRole/view',
    ]);
  });

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
