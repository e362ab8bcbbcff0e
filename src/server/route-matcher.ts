import type { Route } from './route.ts';

/** For a path the methods that some route takes there: none where no route has it. */
export function matcherOf(routes: readonly Route[]): (path: string) => readonly string[] {
  const patterns = routes.map(({ method, url }) => ({
    methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
    pattern: new RegExp(`^${url.split('/').map(segmentPattern).join('/')}$`),
  }));
  return (path) => [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
}

function segmentPattern(segment: string): string {
  return segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
