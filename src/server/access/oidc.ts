import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Identity } from '../../store/index.ts';
import { isLoopbackHost } from './addresses.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { identityOf, UnfitError } from './oidc-claims.ts';

export interface OidcOptions {
  /** The provider's issuer identifier, as its discovery document says it. */
  readonly issuer: URL;
  readonly clientId: string;
  /** Undefined for a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  /** The claim that names the user. One only: with several to choose from, one user could pick the name of another. */
  readonly usernameClaim: string;
  readonly groupsClaim: string;
}

/** What the browser brings back from the provider has to fit; kept in a cookie of the browser that started. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** `groups` is asked for, too, where the provider knows it. */
const scopes = ['openid', 'profile', 'email'];

/** Of each request to the provider, in seconds. */
const timeout = 10;

/** Sign-in at an OpenID provider: authorisation code flow with PKCE. */
export class OidcSignIn {
  readonly #options: OidcOptions;
  readonly #redirectUri: string;
  #configuration: Promise<Configuration> | undefined;

  constructor(options: OidcOptions, publicUrl: URL) {
    this.#options = options;
    this.#redirectUri = new URL('/sign-in/oidc/callback', publicUrl).href;
  }

  get issuer(): string {
    return this.#options.issuer.href;
  }

  /**
   * Where to send the browser, and what to remember of it.
   * @throws where the provider can't be asked for its addresses
   */
  async begin(): Promise<{ readonly url: URL; readonly attempt: OidcAttempt }> {
    const configuration = await this.#discovered();
    const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const known = configuration.serverMetadata().scopes_supported ?? [];
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.#redirectUri,
      scope: [...scopes, ...(known.includes('groups') ? ['groups'] : [])].join(' '),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url, attempt };
  }

  /**
   * Who came back. `query` is that of the callback. The library holds state, nonce, issuer, audience, times and, as asked below,
   * the signature of the ID token.
   * @throws where anything of it does not fit, or the provider refuses or can't be reached
   */
  async finish(query: string, attempt: OidcAttempt): Promise<Identity> {
    const configuration = await this.#discovered();
    const url = new URL(this.#redirectUri);
    url.search = query;
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new UnfitError('no ID token');
    return identityOf(
      { ...(await this.#furtherClaims(configuration, tokens.access_token, claims)), ...claims },
      this.#options,
    );
  }

  /** Many providers put what is not the user's identifier into an answer of its own, which has to be of the same user. */
  async #furtherClaims(configuration: Configuration, accessToken: string, claims: IDToken): Promise<object> {
    const { usernameClaim, groupsClaim } = this.#options;
    const complete = Object.hasOwn(claims, usernameClaim) && Object.hasOwn(claims, groupsClaim);
    if (complete || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return await fetchUserInfo(configuration, accessToken, claims.sub);
  }

  /** The provider's addresses and keys, asked for when first needed and again after it failed. */
  #discovered(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#options;
    this.#configuration ??= discovery(
      issuer,
      clientId,
      undefined,
      clientSecret === undefined ? None() : secretAuth(clientSecret),
      {
        timeout,
        [customFetch]: boundedFetch,
        // Plain HTTP only where nobody is in between. The signature is checked in any case.
        execute: [enableNonRepudiationChecks, ...(isLoopbackHost(issuer.hostname) ? [allowInsecureRequests] : [])],
      },
    ).catch((error: unknown) => {
      this.#configuration = undefined;
      throw error;
    });
    return this.#configuration;
  }
}

/** In the header, which is the default of the standard, or in the body where the provider says that it takes it only there. */
function secretAuth(secret: string): ClientAuth {
  const inHeader = ClientSecretBasic(secret);
  const inBody = ClientSecretPost(secret);
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const auth = methods === undefined || methods.includes('client_secret_basic') ? inHeader : inBody;
    auth(server, client, body, headers);
  };
}
