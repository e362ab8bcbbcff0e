import type { z } from 'zod';
import type { Language } from '../../checks/index.ts';
import type { TokenRecord, TokenScope, TokenStore } from '../../store/index.ts';
import type { newTokenSchema, Permission } from '../contract/index.ts';
import { type Fault, HttpProblem } from '../problem.ts';
import { both } from './authorizer.ts';
import { rights, scopePermissions } from './permissions.ts';
import type { Grant, Principal } from './principal.ts';
import { hashOf, newSecret } from './secrets.ts';
import { tokenTexts } from './token-texts.ts';

/** So that secret scanners and people know one where they see it. */
export const tokenPrefix = 'bwt_';
/** Tokens that there may be at a time. */
const mostTokens = 1_000;
const day = 24 * 3_600_000;

/** Tokens for programs: each acts for its maker, and may do less, never more. */
export class ApiTokens {
  readonly #store: TokenStore;

  constructor(store: TokenStore) {
    this.#store = store;
  }

  /**
   * Makes a token. The secret is in this answer and nowhere else.
   * @throws HttpProblem where it would have more than its maker, or there are too many
   */
  async create(
    maker: Principal,
    { name, scopes, namespaces, days }: z.output<typeof newTokenSchema>,
    language: Language,
  ): Promise<{ readonly token: TokenRecord; readonly secret: string }> {
    // No scope has the permission either; said once more, because it must never change by accident.
    if (maker.via === 'token') throw new HttpProblem('forbidden');
    const faults = faultsOf(maker, scopes, namespaces, language);
    if (faults.length > 0) throw new HttpProblem('invalid', { errors: faults });
    if ((await this.#store.list()).length >= mostTokens)
      throw new HttpProblem('invalid', {
        errors: [{ path: 'body', message: tokenTexts[language].tooMany(mostTokens) }],
      });
    const secret = `${tokenPrefix}${newSecret()}`;
    const now = Date.now();
    const token = await this.#store.add({
      name,
      hash: hashOf(secret),
      scopes: [...new Set(scopes)],
      // A maker who sees some namespaces makes tokens for these, whatever they come to see later.
      namespaces: namespaces === null ? maker.namespaces : [...new Set(namespaces)],
      createdBy: maker.identity,
      createdAt: new Date(now).toISOString(),
      expires: new Date(now + days * day).toISOString(),
    });
    return { token, secret };
  }

  list(): Promise<readonly TokenRecord[]> {
    return this.#store.list();
  }

  /** @returns whether it was there; from then on it is refused */
  revoke(id: string): Promise<boolean> {
    return this.#store.remove(id);
  }

  /** The token of a secret; undefined where there is none or it has expired. */
  async of(secret: string): Promise<TokenRecord | undefined> {
    const now = new Date().toISOString();
    const token = await this.#store.use(hashOf(secret), now);
    return token !== undefined && now < token.expires ? token : undefined;
  }
}

/** What a token may do: what its scopes come to, of what its maker may do now. */
export function grantOfToken({ scopes, namespaces }: TokenRecord, maker: Grant): Grant {
  const permissions = new Set(
    scopes
      .flatMap((scope) => scopePermissions[scope])
      .filter((permission) => maker.permissions.has(permission) && (namespaces === undefined || isLocal(permission))),
  );
  return {
    permissions,
    namespaces: both(namespaces, maker.namespaces),
    accepts: permissions.has('findings:accept') ? both(namespaces, maker.accepts) : [],
  };
}

/** Whether a token for some namespaces only can have it: what else there is shows or changes the whole cluster. */
function isLocal(permission: Permission): boolean {
  return rights[permission].namespaced;
}

function faultsOf(
  maker: Principal,
  scopes: readonly TokenScope[],
  namespaces: readonly string[] | null,
  language: Language,
): Fault[] {
  const texts = tokenTexts[language];
  const faults: Fault[] = [];
  const inNamespaces = namespaces !== null || maker.namespaces !== undefined;
  for (const scope of new Set(scopes)) {
    // Without the rest of "read", a token still reads what its maker does.
    const needed = scopePermissions[scope].filter((permission) => isLocal(permission) || scope === 'admin');
    const missing = needed.filter((permission) => !maker.permissions.has(permission));
    if (missing.length > 0) faults.push({ path: 'body.scopes', message: texts.missing(scope, missing) });
  }
  if (inNamespaces && scopes.includes('admin')) faults.push({ path: 'body.scopes', message: texts.adminIsCluster });
  if (namespaces?.length === 0) faults.push({ path: 'body.namespaces', message: texts.noNamespace });
  const unseen = namespaces?.filter((name) => maker.namespaces !== undefined && !maker.namespaces.includes(name)) ?? [];
  if (unseen.length > 0) faults.push({ path: 'body.namespaces', message: texts.unseen(unseen.slice(0, 10)) });
  return faults;
}
