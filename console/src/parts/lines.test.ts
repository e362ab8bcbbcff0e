import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

it('takes lines without what is around them, empty ones and doubles', () => {
  expect(linesOf(' Deployment/shop/web \n\nClusterRole/view\r\nDeployment/shop/web')).toEqual([
    'Deployment/shop/web',
    'ClusterRole/view',
  ]);
  expect(linesOf(' \n')).toEqual([]);
});
