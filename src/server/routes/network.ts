import type { z } from 'zod';
import { objectKey } from '../../inventory/cluster/index.ts';
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
import { HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import type { Services } from '../services.ts';
import { wordsOf } from '../views/filters.ts';
import { explanationOf } from '../views/network/explain.ts';
import { exposureView } from '../views/network/exposure.ts';
import { connectionsView, type MapFilters, mapView } from '../views/network/map.ts';
import { NetworkModels } from '../views/network/model.ts';
import { policiesIn, policiesView, policyText } from '../views/network/policies.ts';
import { simulationOf } from '../views/network/simulate.ts';

export function networkRoutes({ watch, flows }: Services): readonly Route[] {
  const models = new NetworkModels(watch);
  return [
    route({
      method: 'GET',
      url: '/api/v1/network/map',
      access: 'workloads:read',
      summary: 'Who may talk to whom: namespaces, workloads of those that are opened, and connections between them',
      query: networkMapQuery,
      answer: networkMapSchema,
      handle: ({ query, request }) =>
        mapView(models.current(), filtersOf(query), principalOf(request).namespaces, flows),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/connections',
      access: 'workloads:read',
      summary: 'A page of the connections of the map, for tables',
      query: networkConnectionsQuery,
      answer: networkConnectionPageSchema,
      handle: ({ query: { offset, limit, ...query }, request }) =>
        connectionsView(models.current(), filtersOf(query), principalOf(request).namespaces, flows, { offset, limit }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/explain',
      access: 'workloads:read',
      summary:
        'Whether one may connect to a port of another, and which rule of which policy decides for each direction',
      query: networkExplainQuery,
      answer: networkExplanationSchema,
      handle: ({ query: { from, to, port }, request, language }) =>
        explanationOf(models.current(), { from, to, port }, principalOf(request).namespaces, language),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/exposure',
      access: 'workloads:read',
      summary: 'A page of the ways in from outside, widest first, with what stands in them',
      query: networkExposureQuery,
      answer: networkExposureSchema,
      handle: ({ query, request, language }) =>
        exposureView(models.current(), query, principalOf(request).namespaces, language),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/policies',
      access: 'workloads:read',
      summary: 'Network policies of every kind that is evaluated',
      answer: networkPoliciesSchema,
      handle: ({ request }) => policiesView(models.current(), principalOf(request).namespaces),
    }),
    route({
      method: 'GET',
      url: '/api/v1/network/policy',
      access: 'workloads:read',
      summary: 'One network policy as YAML',
      query: networkPolicyQuery,
      answer: networkPolicySchema,
      handle: ({ query: { group, kind, namespace, name }, request }) => {
        const key = objectKey(`${group}/${kind}`, namespace, name);
        const found = policiesIn(models.current(), principalOf(request).namespaces).find(
          (one) => objectKey(one.groupKind, one.namespace, one.name) === key,
        );
        if (found === undefined) throw new HttpProblem('not-found');
        return { yaml: policyText(found) };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/network/simulate',
      access: 'workloads:read',
      summary: 'What policies would newly block and allow if they were applied; nothing is written',
      body: networkSimulationBody,
      answer: networkSimulationSchema,
      handle: ({ body: { yaml }, request, language }) =>
        simulationOf(models.current(), yaml, principalOf(request).namespaces, flows, language),
    }),
  ];
}

function filtersOf({ open, namespace, port, state, q }: z.output<typeof networkMapQuery>): MapFilters {
  return { open, namespace, port, state, words: wordsOf(q) };
}
