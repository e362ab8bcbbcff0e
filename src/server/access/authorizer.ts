import type { Identity, Visible } from '../../store/index.ts';
import type { Permission } from '../contract/index.ts';
import { allPermissions, apiGroup, rights } from './permissions.ts';
import { type Grant, localUser } from './principal.ts';
import type { Reviews } from './reviews.ts';
import { hashOf } from './secrets.ts';

/** How long a decision holds, in milliseconds: what a cluster admin takes away is gone after it. */
export const decisionLifetime = 60_000;
/** How long a failure is answered with without asking again. */
const failureLifetime = 5_000;
/** Users whose decisions are kept. */
const mostUsers = 1_000;
/** Questions under way at a time for one user. */
const parallel = 16;
/** Namespaces that are asked for one by one, likely ones first; further ones are not seen by users without rights in the whole cluster. */
export const mostNamespaces = 5_000;

/** The API server could not be asked what someone may do. */
export class UnansweredError extends Error {
  override name = 'UnansweredError';
}

/** What users may do, as the cluster's own authorisation says. */
export class Authorizer {
  readonly #reviews: Reviews | undefined;
  readonly #namespaces: (user: Identity) => readonly string[];
  readonly #decisions = new Map<string, { readonly until: number; readonly grant: Promise<Grant> }>();

  /**
   * @param reviews undefined without an API server: then only the link's user may do anything
   * @param namespaces those of the cluster now, in the order in which to ask about them
   */
  constructor(reviews: Reviews | undefined, namespaces: (user: Identity) => readonly string[]) {
    this.#reviews = reviews;
    this.#namespaces = namespaces;
  }

  /** @throws UnansweredError where it can't be asked: that is a no, for a reason that passes */
  async grantOf(identity: Identity): Promise<Grant> {
    if (identity.name === localUser.name)
      return { permissions: allPermissions, namespaces: undefined, accepts: undefined };
    const key = hashOf(JSON.stringify([identity.name, identity.uid, identity.groups, identity.extra]));
    const known = this.#decisions.get(key);
    if (known !== undefined && Date.now() < known.until) return known.grant;
    const grant = this.#ask(identity);
    const decision = { until: Date.now() + decisionLifetime, grant };
    this.#keep(key, decision);
    grant.catch(() => {
      if (this.#decisions.get(key) === decision) this.#keep(key, { until: Date.now() + failureLifetime, grant });
    });
    return grant;
  }

  #keep(key: string, decision: { readonly until: number; readonly grant: Promise<Grant> }): void {
    // Deleted first, so that the map's order is that of asking, and the oldest goes.
    this.#decisions.delete(key);
    this.#decisions.set(key, decision);
    for (const oldest of this.#decisions.keys()) {
      if (this.#decisions.size <= mostUsers) break;
      this.#decisions.delete(oldest);
    }
  }

  async #ask(identity: Identity): Promise<Grant> {
    const reviews = this.#reviews;
    if (reviews === undefined) throw new UnansweredError('There is no API server to ask what users may do.');
    const { name: username, uid, groups, extra } = identity;
    const subject = { username, groups, extra, ...(uid !== undefined && { uid }) };
    const allowed = async (permission: Permission, namespace?: string): Promise<boolean> => {
      const { resource, verb } = rights[permission];
      const where = namespace === undefined ? {} : { namespace };
      return (await reviews.reviewAccess(subject, { group: apiGroup, resource, verb, ...where })).allowed;
    };
    try {
      return await this.#grant(allowed, this.#namespaces(identity).slice(0, mostNamespaces));
    } catch (error) {
      throw new UnansweredError('The API server could not be asked what users may do.', { cause: error });
    }
  }

  async #grant(
    allowed: (permission: Permission, namespace?: string) => Promise<boolean>,
    all: readonly string[],
  ): Promise<Grant> {
    const everywhere = new Set(await chosen([...allPermissions], (permission) => allowed(permission)));
    const visibleFor = async (permission: Permission, among: readonly string[]): Promise<Visible> =>
      everywhere.has(permission) ? undefined : await chosen(among, (namespace) => allowed(permission, namespace));

    const findings = await visibleFor('findings:read', all);
    const workloads = await visibleFor('workloads:read', isNone(findings) ? all : (findings ?? all));
    // Who may see both kinds sees the namespaces where that is so: no page then shows the one kind without the other.
    const namespaces = isNone(findings) ? workloads : isNone(workloads) ? findings : both(findings, workloads);
    const accepts = isNone(findings) ? [] : both(namespaces, await visibleFor('findings:accept', namespaces ?? all));

    const permissions = new Set([...everywhere].filter((permission) => !rights[permission].namespaced));
    if (!isNone(namespaces) && !isNone(findings)) permissions.add('findings:read');
    if (!isNone(namespaces) && !isNone(workloads)) permissions.add('workloads:read');
    if (!isNone(accepts)) permissions.add('findings:accept');
    return { permissions, namespaces, accepts };
  }
}

/** Those of some values for which a question is answered with yes, asked a few at a time. */
async function chosen<T>(values: readonly T[], allowed: (value: T) => Promise<boolean>): Promise<T[]> {
  const answers: boolean[] = [];
  for (let at = 0; at < values.length; at += parallel)
    answers.push(...(await Promise.all(values.slice(at, at + parallel).map(allowed))));
  return values.filter((_, index) => answers[index]);
}

function isNone(visible: Visible): boolean {
  return visible !== undefined && visible.length === 0;
}

/** What may be seen where two limits hold at once. */
export function both(one: Visible, other: Visible): Visible {
  if (one === undefined) return other;
  if (other === undefined) return one;
  const names = new Set(other);
  return one.filter((name) => names.has(name));
}
