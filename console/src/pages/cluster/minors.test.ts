import { expect, it } from 'vitest';
import { minorsBehind } from './minors.ts';

it.each([
  ['v1.35.4', 'v1.37.2', 2],
  ['v1.37.1', 'v1.37.2', 0],
  ['v1.38.0', 'v1.37.2', 0],
  ['v1.33.5-eks-1b2c', 'v1.34.1-eks', 1],
  ['', 'v1.37.2', 0],
  ['v1.35.4', null, 0],
  ['v2.1.0', 'v1.37.2', 0],
])('a kubelet %j below an API server %j is %i behind', (kubelet, server, behind) => {
  expect(minorsBehind(kubelet, server)).toBe(behind);
});
