import { z } from 'zod';
import type { TokenRecord } from '../../store/index.ts';
import { grantsYaml } from '../access/index.ts';
import {
  auditPageSchema,
  auditQuery,
  createdTokenSchema,
  newTokenSchema,
  type SettingsView,
  settingsSchema,
  settingsViewSchema,
  type Token,
  tokensSchema,
  usersSchema,
} from '../contract/index.ts';
import { HttpProblem } from '../problem.ts';
import { principalOf, type Route, route } from '../route.ts';
import type { Services } from '../services.ts';

/** Settings, API tokens, users and the audit trail. */
export function administrationRoutes({ store, watch, settings, access }: Services): readonly Route[] {
  const settingsView = async (): Promise<SettingsView> => {
    const { retention, teamLabels } = await store.settings.get();
    return {
      retention: { ...retention },
      teamLabels: [...teamLabels],
      profile: settings.profile,
      checks: settings.checks.length,
      database: store.dialect,
      settingsFile: settings.file ?? null,
    };
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/settings',
      access: 'settings:read',
      summary: 'Settings, and what the settings file and the call decided',
      answer: settingsViewSchema,
      handle: settingsView,
    }),
    route({
      method: 'PUT',
      url: '/api/v1/settings',
      access: 'settings:write',
      summary: 'Change the settings',
      body: settingsSchema,
      answer: settingsViewSchema,
      handle: async ({ body, request }) => {
        await store.settings.set(body);
        await access.audit(request, 'settings.change', undefined, JSON.stringify(body));
        watch.settingsChanged(body);
        return await settingsView();
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/tokens',
      access: 'tokens:write',
      summary: 'API tokens, without their secrets',
      answer: tokensSchema,
      handle: async () => ({ items: (await access.tokens.list()).map(tokenView) }),
    }),
    route({
      method: 'POST',
      url: '/api/v1/tokens',
      access: 'tokens:write',
      summary: 'Make an API token; its secret is in this answer and nowhere else',
      body: newTokenSchema,
      answer: createdTokenSchema,
      status: 201,
      handle: async ({ body, request, reply, language }) => {
        const { token, secret } = await access.tokens.create(principalOf(request), body, language);
        await access.audit(request, 'tokens.create', token.name, `${token.scopes.join(', ')}, until ${token.expires}`);
        reply.header('cache-control', 'no-store');
        return { ...tokenView(token), secret };
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/tokens/:id',
      access: 'tokens:write',
      summary: 'Revoke an API token',
      params: z.object({ id: z.string().min(1).max(100) }),
      status: 204,
      handle: async ({ params: { id }, request }) => {
        if (!(await access.tokens.revoke(id))) throw new HttpProblem('not-found');
        await access.audit(request, 'tokens.revoke', id);
        return undefined;
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/users',
      access: 'settings:read',
      summary: 'Who was here and what they may do, and how to grant it',
      answer: usersSchema,
      handle: async ({ language }) => ({
        items: (await store.users.list()).map(({ name, via, lastSeen, permissions, namespaces }) => ({
          name,
          via,
          lastSeen,
          permissions: [...permissions],
          namespaces: namespaces === undefined ? null : [...namespaces],
        })),
        grants: grantsYaml(language),
      }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/audit',
      access: 'audit:read',
      summary: 'What users did',
      query: auditQuery,
      answer: auditPageSchema,
      handle: async ({ query: { offset, limit, ...filter } }) => {
        const { items, total } = await store.audit.page(filter, { offset, limit });
        return {
          items: items.map(({ target, detail, address, ...entry }) => ({
            ...entry,
            target: target ?? null,
            detail: detail ?? null,
            address: address ?? null,
          })),
          total,
        };
      },
    }),
  ];
}

function tokenView({ id, name, scopes, namespaces, createdBy, createdAt, expires, lastUsed }: TokenRecord): Token {
  return {
    id,
    name,
    scopes: [...scopes],
    namespaces: namespaces === undefined ? null : [...namespaces],
    createdBy: createdBy.name,
    createdAt,
    expires,
    lastUsed: lastUsed ?? null,
  };
}
