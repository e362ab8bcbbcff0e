import { openApiDocument } from '../openapi.ts';
import { type Route, route } from '../route.ts';
import type { Services } from '../services.ts';
import { administrationRoutes } from './administration.ts';
import { checkRoutes } from './checks.ts';
import { clusterRoutes } from './cluster.ts';
import { complianceRoutes } from './compliance.ts';
import { eventRoutes } from './events.ts';
import { exceptionObjectRoutes } from './exception-objects.ts';
import { exceptionRoutes } from './exceptions.ts';
import { findingExportRoutes } from './finding-export.ts';
import { findingRoutes } from './findings.ts';
import { healthRoutes } from './health.ts';
import { networkRoutes } from './network.ts';
import { overviewRoutes } from './overview.ts';
import { podSecurityRoutes } from './pod-security.ts';
import { policyRoutes } from './policies.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './session.ts';
import { workloadRoutes } from './workloads.ts';

/**
 * Every address of the server and what it takes to be answered there; the console's files come beside it.
 * @param signIn the ways in and out, which `access/` has
 */
export function serverRoutes(services: Services, signIn: readonly Route[]): readonly Route[] {
  const routes: Route[] = [
    ...signIn,
    ...sessionRoutes(services),
    ...overviewRoutes(services),
    ...findingRoutes(services),
    ...findingExportRoutes(services),
    ...workloadRoutes(services),
    ...networkRoutes(services),
    ...complianceRoutes(services),
    ...exceptionRoutes(services),
    ...exceptionObjectRoutes(services),
    ...policyRoutes(services),
    ...podSecurityRoutes(services),
    ...clusterRoutes(services),
    ...administrationRoutes(services),
    ...searchRoutes(services),
    ...checkRoutes(services),
    ...eventRoutes(services),
    ...healthRoutes(services),
  ];
  let document: string | undefined;
  routes.push(
    route({
      method: 'GET',
      url: '/api/v1/openapi.json',
      access: 'public',
      summary: 'This document',
      mediaTypes: ['application/json'],
      handle: ({ reply }) => {
        document ??= JSON.stringify(openApiDocument(routes, services.settings.version));
        return reply.type('application/json; charset=utf-8').send(document);
      },
    }),
  );
  return routes;
}
