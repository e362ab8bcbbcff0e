import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface TestProvider {
  readonly issuer: URL;
  close(): Promise<void>;
}

interface ProviderOptions {
  readonly redirectUri: string;
  readonly secret?: string;
  readonly secretInBody?: boolean;
  /** Of the one user, who is signed in without being asked. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Whether all claims stand in the ID token; else they have to be asked for. */
  readonly inIdToken: boolean;
}

/** A real OpenID provider on loopback with one client and one user. */
export async function startProvider(options: ProviderOptions): Promise<TestProvider> {
  const { redirectUri, secret, secretInBody, claims, inIdToken } = options;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const method = secretInBody === true ? 'client_secret_post' : 'client_secret_basic';
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'breakwater',
        redirect_uris: [redirectUri],
        ...(secret === undefined
          ? { token_endpoint_auth_method: 'none' }
          : { client_secret: secret, token_endpoint_auth_method: method }),
      },
    ],
    clientAuthMethods: secret === undefined ? ['none'] : [method],
    claims: {
      openid: ['sub'],
      profile: ['preferred_username'],
      groups: ['groups'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: !inIdToken,
    cookies: { keys: ['of a test'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId, ...claims }) }),
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    jwks: {
      keys: [
        { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' },
      ],
    },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  });
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') !== true) return answer(request, response);
    finish(provider, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  return {
    issuer: new URL(issuer),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The user signs in and agrees. */
async function finish(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId: 'user-1' } });
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}
