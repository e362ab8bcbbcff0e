import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { problemSchema } from './contract/index.ts';
import type { Route } from './route.ts';

type Schema = Record<string, unknown>;

/** The OpenAPI 3.1 document of the routes. */
export function openApiDocument(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const path = one.url.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operationOf(one) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Breakwater',
      version,
      description:
        'Kubernetes security findings of one cluster. Errors are problems as in RFC 9457. Texts are in the language of Accept-Language: en or zh-CN.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'breakwater',
          description:
            'Set by sign-in (named __Host-breakwater over HTTPS). Requests that change something also carry x-csrf-token, which /api/v1/session says.',
        },
        token: { type: 'http', scheme: 'bearer', description: 'An API token (bwt_…) or a Kubernetes bearer token.' },
      },
    },
  };
}

function operationOf({ method, url, access, summary, params, query, body, answer, mediaTypes, status }: Route): Schema {
  const isOpen = access === 'public' || access === 'sign-in';
  return {
    operationId: operationId(method, url),
    summary,
    tags: [tagOf(url)],
    ...(!isOpen && { security: [{ session: [] }, { token: [] }] }),
    ...(!isOpen && access !== 'signed-in' && { description: `Needs the permission \`${access}\`.` }),
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      [status]: {
        description: STATUS_CODES[status] ?? 'OK',
        ...(answer !== undefined && { content: { 'application/json': { schema: schemaOf(answer, 'output') } } }),
        ...(mediaTypes.length > 0 && {
          content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string' } }])),
        }),
      },
      default: {
        description: 'What is wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Schema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Schema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return rest;
}

/** `get /api/v1/findings/:fingerprint` → `getFindingsByFingerprint` */
function operationId(method: string, url: string): string {
  const parts = url
    .replace(/^\/api\/v1/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part));
  const words = parts.flatMap((part) => part.split(/[^A-Za-z0-9]+/));
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function tagOf(url: string): string {
  return url.replace(/^\/api\/v1/, '').split('/')[1] ?? '';
}
