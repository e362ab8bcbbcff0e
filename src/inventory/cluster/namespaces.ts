import type { ApiResource, KubernetesClient } from '../../kubernetes/client/index.ts';
import { listOf, recordOf } from '../../kubernetes/index.ts';
import type { Namespaces } from './kind-watch.ts';

/** Namespaces asked about one by one at most: each is a request, and then one watch for every kind. */
const mostNamespaces = 500;
/** How long an answer about rights counts; milliseconds. */
const rightsLast = 60_000;

interface Rule {
  readonly verbs: readonly unknown[];
  readonly groups: readonly unknown[];
  readonly resources: readonly unknown[];
}

/** Of a namespace that is one too many to be asked about. */
const notAsked = `not looked at: without the right to list in the whole cluster, that is done in ${mostNamespaces} namespaces`;

interface Rights {
  /** Whether the authorizer can't list all rights: what it doesn't name may be allowed all the same. */
  readonly incomplete: boolean;
  readonly rules: readonly Rule[];
}

/**
 * Where a kind may be read that may not be read in the whole cluster: asked with one SelfSubjectRulesReview a namespace, so that the API
 * server's audit log isn't filled with refused lists.
 */
export class ReadableNamespaces {
  readonly #client: Pick<KubernetesClient, 'request'>;
  readonly #candidates: () => Promise<readonly string[]>;
  #known: { readonly at: number; readonly rights: Promise<ReadonlyMap<string, Rights | undefined>> } | undefined;

  /** `candidates`: the namespaces that are known. */
  constructor(client: Pick<KubernetesClient, 'request'>, candidates: () => Promise<readonly string[]>) {
    this.#client = client;
    this.#candidates = candidates;
  }

  async of(resource: ApiResource): Promise<Namespaces> {
    const rights = await this.#rights();
    const readable: string[] = [];
    const unreadable: { namespace: string; detail: string }[] = [];
    for (const [namespace, of] of rights) {
      if (of === undefined) unreadable.push({ namespace, detail: notAsked });
      else if (of.incomplete || mayRead(of.rules, resource)) readable.push(namespace);
      else unreadable.push({ namespace, detail: `no right to list and watch ${resource.plural}` });
    }
    return { readable, unreadable };
  }

  #rights(): Promise<ReadonlyMap<string, Rights | undefined>> {
    if (this.#known === undefined || Date.now() - this.#known.at > rightsLast)
      this.#known = { at: Date.now(), rights: this.#ask() };
    return this.#known.rights;
  }

  /** Undefined: not asked about. */
  async #ask(): Promise<ReadonlyMap<string, Rights | undefined>> {
    const rights = new Map<string, Rights | undefined>();
    for (const namespace of await this.#candidates())
      rights.set(namespace, rights.size < mostNamespaces ? await this.#rightsIn(namespace) : undefined);
    return rights;
  }

  async #rightsIn(namespace: string): Promise<Rights> {
    try {
      const { body } = await this.#client.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
        body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
      });
      const { incomplete, resourceRules } = recordOf(recordOf(body).status);
      return { incomplete: incomplete === true, rules: listOf(resourceRules).map(recordOf).flatMap(ruleOf) };
    } catch {
      // Then it is tried, and what the API server says to that is shown.
      return { incomplete: true, rules: [] };
    }
  }
}

function ruleOf({ verbs, apiGroups, resources, resourceNames }: Readonly<Record<string, unknown>>): Rule[] {
  // A right to objects by name is none to list.
  if (listOf(resourceNames).length > 0) return [];
  return [{ verbs: listOf(verbs), groups: listOf(apiGroups), resources: listOf(resources) }];
}

function mayRead(rules: readonly Rule[], { group, plural }: ApiResource): boolean {
  const has = (list: readonly unknown[], value: string) => list.includes('*') || list.includes(value);
  return ['list', 'watch'].every((verb) =>
    rules.some(({ verbs, groups, resources }) => has(verbs, verb) && has(groups, group) && has(resources, plural)),
  );
}
