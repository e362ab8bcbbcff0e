import type { Route } from '../route.ts';
import type { Services } from '../services.ts';
import { healthRoutes } from './health.ts';

/** Every address of the server and what it takes to be answered there; the console's files come beside it. */
export function serverRoutes(services: Services): readonly Route[] {
  return [...healthRoutes(services)];
}
