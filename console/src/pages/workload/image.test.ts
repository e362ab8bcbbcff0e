import { describe, expect, it } from 'vitest';
import { imageOf, isOf } from './image.ts';

describe('an image', () => {
  it.each([
    ['nginx', { name: 'nginx', digest: null }],
    ['r.example:5000/shop/web:1@sha256:ab', { name: 'r.example:5000/shop/web:1', digest: 'sha256:ab' }],
  ])('%s has its parts', (reference, parts) => {
    expect(imageOf(reference)).toEqual(parts);
  });

  it.each([
    ['nginx:1', 'docker.io/library/nginx@sha256:ab', true],
    ['shop/web', 'docker.io/shop/web@sha256:ab', true],
    ['r.example:5000/web:1', 'r.example:5000/web@sha256:ab', true],
    ['r.example/web:1', 'other.example/web@sha256:ab', false],
    ['r.example/web:1', 'r.example/web:1', false],
  ])('%s runs as %s, said by its digest alone: %s', (wanted, running, said) => {
    expect(isOf(imageOf(running), imageOf(wanted))).toBe(said);
  });
});
