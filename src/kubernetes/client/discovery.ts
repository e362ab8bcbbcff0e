import { listOf, recordOf, stringOf } from '../object.ts';
import { KubernetesError } from './error.ts';
import { type ApiResource, apiVersionOf } from './resource.ts';
import type { Transport } from './transport.ts';

export interface Discovery {
  /** Each kind once, in the version that its server prefers. */
  readonly resources: readonly ApiResource[];
  /** What could not be asked: its kinds are unknown, not absent. */
  readonly failures: readonly DiscoveryFailure[];
}

export interface DiscoveryFailure {
  /** `metrics.k8s.io/v1beta1`; `/apis` where not even the groups are known. */
  readonly groupVersion: string;
  readonly message: string;
}

/** Versions of a group in the order of the server's preference, with what each of them serves. */
interface Found {
  readonly resources: ApiResource[];
  readonly failures: DiscoveryFailure[];
}

const aggregated = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

/** Asks an API server what it serves. @throws KubernetesError where it answers nothing at all */
export async function discover(transport: Transport, signal?: AbortSignal): Promise<Discovery> {
  const found: Found = { resources: [], failures: [] };
  const errors: KubernetesError[] = [];
  for (const root of ['/api', '/apis']) {
    try {
      await readRoot(transport, root, found, signal);
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      errors.push(error);
      found.failures.push({ groupVersion: root, message: error.message });
    }
  }
  if (errors.length === 2) throw errors[0];
  const known = new Set<string>();
  const resources = found.resources.filter(({ group, plural }) => {
    const key = `${group}/${plural}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return { resources, failures: found.failures };
}

async function readRoot(
  transport: Transport,
  root: string,
  found: Found,
  signal: AbortSignal | undefined,
): Promise<void> {
  const call = { method: 'GET', path: root, ...(signal === undefined ? {} : { signal }) } as const;
  const answer = recordOf((await transport.send({ ...call, accept: aggregated })).body);
  if (answer.kind === 'APIGroupDiscoveryList') readAggregated(answer, found);
  else if (answer.kind === 'APIVersions') await askEach(transport, [versionsOf(answer)], found, signal);
  else if (answer.kind === 'APIGroupList') await askEach(transport, listOf(answer.groups).map(groupOf), found, signal);
  else {
    const message = 'the answer is no discovery document: is this the address of an API server?';
    throw new KubernetesError(message, { status: 200, reason: 'Unexpected', path: root });
  }
}

function readAggregated(answer: Readonly<Record<string, unknown>>, found: Found): void {
  for (const item of listOf(answer.items).map(recordOf)) {
    const group = stringOf(recordOf(item.metadata).name) ?? '';
    for (const entry of listOf(item.versions).map(recordOf)) {
      const version = stringOf(entry.version) ?? '';
      if (entry.freshness === 'Stale') {
        const message = 'the server behind this API did not answer';
        found.failures.push({ groupVersion: apiVersionOf({ group, version }), message });
      }
      for (const resource of listOf(entry.resources).map(recordOf)) {
        const plural = stringOf(resource.resource);
        const kind = stringOf(recordOf(resource.responseKind).kind);
        if (!plural || !kind) continue;
        const namespaced = resource.scope === 'Namespaced';
        found.resources.push({ group, version, kind, plural, namespaced, verbs: verbsOf(resource) });
      }
    }
  }
}

interface Versions {
  readonly group: string;
  readonly versions: readonly string[];
}

function versionsOf(answer: Readonly<Record<string, unknown>>): Versions {
  return { group: '', versions: listOf(answer.versions).filter((version) => typeof version === 'string') };
}

function groupOf(value: unknown): Versions {
  const group = recordOf(value);
  const preferred = stringOf(recordOf(group.preferredVersion).version);
  const versions = listOf(group.versions).flatMap((entry) => stringOf(recordOf(entry).version) ?? []);
  return {
    group: stringOf(group.name) ?? '',
    versions: [...new Set([...(preferred === undefined ? [] : [preferred]), ...versions])],
  };
}

async function askEach(
  transport: Transport,
  groups: readonly Versions[],
  found: Found,
  signal: AbortSignal | undefined,
): Promise<void> {
  const asked = groups.flatMap(({ group, versions }) => versions.map((version) => ({ group, version })));
  const answers = await Promise.all(asked.map((version) => askOne(transport, version, signal)));
  for (const { resources, failures } of answers) {
    found.resources.push(...resources);
    found.failures.push(...failures);
  }
}

async function askOne(
  transport: Transport,
  { group, version }: { group: string; version: string },
  signal: AbortSignal | undefined,
): Promise<Found> {
  const parts = group === '' ? ['api', version] : ['apis', group, version];
  const path = `/${parts.map(encodeURIComponent).join('/')}`;
  try {
    const { body } = await transport.send({ method: 'GET', path, ...(signal === undefined ? {} : { signal }) });
    const resources = listOf(recordOf(body).resources)
      .map(recordOf)
      .flatMap((resource) => {
        const plural = stringOf(resource.name);
        const kind = stringOf(resource.kind);
        // `pods/log` and its like are parts of an object, not kinds.
        if (!plural || !kind || plural.includes('/')) return [];
        return [{ group, version, kind, plural, namespaced: resource.namespaced === true, verbs: verbsOf(resource) }];
      });
    return { resources, failures: [] };
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    return { resources: [], failures: [{ groupVersion: apiVersionOf({ group, version }), message: error.message }] };
  }
}

function verbsOf(resource: Readonly<Record<string, unknown>>): string[] {
  return listOf(resource.verbs).filter((verb) => typeof verb === 'string');
}
