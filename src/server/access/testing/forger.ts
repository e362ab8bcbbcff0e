import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a forged answer differs in from a right one. */
export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signature?: 'none' | 'other-key' | 'hmac-of-public-key';
  /** Characters that the token endpoint's answer has too many. */
  readonly padding?: number;
  /** In place of the token endpoint's whole answer. */
  readonly answer?: string;
  readonly discovery?: Readonly<Record<string, unknown>>;
}

/** A provider that answers as it is told, for what a real one does not do. */
export class Forger {
  forgery: Forgery = {};
  /** Of the last code, as the browser would have brought it. */
  nonce = '';
  readonly #server = createServer();
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #others = generateKeyPairSync('rsa', { modulusLength: 2048 });

  async start(): Promise<void> {
    this.#server.on('request', (request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(this.#answer(request.url ?? ''));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(url: string): string {
    const { issuer } = this;
    if (url === '/keys')
      return JSON.stringify({
        keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }],
      });
    if (url === '/token')
      return (
        this.forgery.answer ??
        JSON.stringify({
          access_token: 'access',
          token_type: 'Bearer',
          expires_in: 60,
          id_token: this.#idToken(),
          padding: 'x'.repeat(this.forgery.padding ?? 0),
        })
      );
    return JSON.stringify({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256'],
      ...this.forgery.discovery,
    });
  }

  #idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const header = { alg: 'RS256', typ: 'JWT', ...this.forgery.header };
    const claims = {
      iss: this.issuer,
      aud: 'breakwater',
      sub: '1',
      preferred_username: 'ada',
      groups: [],
      iat: now,
      exp: now + 60,
      nonce: this.nonce,
      ...this.forgery.claims,
    };
    const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${signed}.${this.#signature(signed)}`;
  }

  #signature(signed: string): string {
    const sign = (key: KeyObject) => createSign('RSA-SHA256').update(signed).sign(key, 'base64url');
    switch (this.forgery.signature) {
      case 'none':
        return '';
      case 'other-key':
        return sign(this.#others.privateKey);
      case 'hmac-of-public-key':
        return createHmac('sha256', this.#keys.publicKey.export({ type: 'spki', format: 'pem' }))
          .update(signed)
          .digest('base64url');
      default:
        return sign(this.#keys.privateKey);
    }
  }
}
