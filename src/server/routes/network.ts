import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Language } from '../../checks/index.ts';
import { evaluatedKinds } from '../../network/reachability/index.ts';
import {
  networkConnectionPageSchema,
  networkConnectionsQuery,
  networkExplainQuery,
  networkExplanationSchema,
  networkExposureQuery,
  networkExposureSchema,
  networkMapQuery,
  networkMapSchema,
  networkPoliciesSchema,
  networkPolicyQuery,
  networkPolicySchema,
  networkSimulationBody,
  networkSimulationSchema,
} from '../contract/index.ts';
import type { Asker } from '../network/network-thread.ts';
import { HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import type { Services } from '../services.ts';
import { wordsOf } from '../views/filters.ts';
import type { MapFilters } from '../views/network/map.ts';
import { policiesView } from '../views/network/policies.ts';
import { policyText } from '../views/network/policy-text.ts';
import { isVisible } from '../views/resource.ts';

/** Simulations of one user in a minute: each makes two networks anew. */
const simulations = 30;

export function networkRoutes({ watch, network }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/network/map',
      access: 'workloads:read',
      summary: 'Who may talk to whom: namespaces, workloads of those that are opened, and connections between them',
      query: networkMapQuery,
      answer: networkMapSchema,
      handle: ({ query, ...call }) =>
        network.ask({ about: 'map', asks: { filters: filtersOf(query) }, ...seenBy(call) }, askerOf(call)),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/connections',
      access: 'workloads:read',
      summary: 'A page of the connections of the map, for tables',
      query: networkConnectionsQuery,
      answer: networkConnectionPageSchema,
      handle: ({ query: { offset, limit, ...query }, ...call }) =>
        network.ask(
          { about: 'connections', asks: { filters: filtersOf(query), offset, limit }, ...seenBy(call) },
          askerOf(call),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/explain',
      access: 'workloads:read',
      summary:
        'Whether one may connect to a port of another, and which rule of which policy decides for each direction',
      query: networkExplainQuery,
      answer: networkExplanationSchema,
      handle: ({ query: { from, to, port }, ...call }) =>
        network.ask({ about: 'explanation', asks: { from, to, port }, ...seenBy(call) }, askerOf(call)),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/exposure',
      access: 'workloads:read',
      summary: 'A page of the ways in from outside, widest first, with what stands in them',
      query: networkExposureQuery,
      answer: networkExposureSchema,
      handle: ({ query: { reach, offset, limit }, ...call }) =>
        network.ask({ about: 'exposure', asks: { reach, offset, limit }, ...seenBy(call) }, askerOf(call)),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/policies',
      access: 'workloads:read',
      summary: 'Network policies of every kind that is evaluated',
      answer: networkPoliciesSchema,
      handle: ({ request }) => policiesView(watch.inventory, principalOf(request).namespaces),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/policy',
      access: 'workloads:read',
      summary: 'One network policy as YAML',
      query: networkPolicyQuery,
      answer: networkPolicySchema,
      handle: ({ query: { group, kind, namespace, name }, request }) => {
        const groupKind = `${group}/${kind}`;
        const found = evaluatedKinds.has(groupKind) ? watch.inventory.find(groupKind, namespace, name) : undefined;
        if (found === undefined || !isVisible(principalOf(request).namespaces, found.namespace))
          throw new HttpProblem('not-found');
        return { yaml: policyText(found) };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/network/simulate',
      access: 'workloads:read',
      summary: 'What policies would newly block and allow if they were applied; nothing is written',
      perMinute: simulations,
      body: networkSimulationBody,
      answer: networkSimulationSchema,
      handle: ({ body: { yaml }, ...call }) =>
        network.ask({ about: 'simulation', asks: { yaml }, ...seenBy(call) }, askerOf(call)),
    }),
  ];
}

function filtersOf({ open, namespace, port, state, q }: z.output<typeof networkMapQuery>): MapFilters {
  return { open, namespace, port, state, words: wordsOf(q) };
}

type Asking = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly language: Language };

/** What the answer depends on besides the question. */
function seenBy({ request, language }: Asking) {
  return { visible: principalOf(request).namespaces, language };
}

function askerOf({ request, reply }: Asking): Asker {
  const leaving = new AbortController();
  reply.raw.once('close', () => leaving.abort());
  return { user: principalOf(request).name, left: leaving.signal };
}
