import { setImmediate as others } from 'node:timers/promises';
import { type ClusterState, podAddressesOf } from '../../inventory/cluster/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import type { EdgeEnd } from '../../network/flows/index.ts';
import type { RecordedFlows } from '../recorded-flows.ts';
import type { NamedEnd, SentObject, SentSurroundings, ToThread } from './messages.ts';

/** After so many milliseconds others have their turn on this thread. */
const slice = 5;
/** Recorded connections of one message. */
const edgesOfPart = 500;
/** Renewed every few seconds, and of no network. */
const unasked: ReadonlySet<string> = new Set(['coordination.k8s.io']);
/** Big, and read only where somebody looks at them: of these only their being there counts. */
const definitions = 'apiextensions.k8s.io/CustomResourceDefinition';

type Watched = Pick<ClusterState, 'objects' | 'pods' | 'representatives' | 'kinds' | 'blindSpots' | 'facts'>;
type Addresses = readonly string[] | undefined;

/** Keeps a thread's copy of a cluster up to date: says what differs from what was said before. */
export class Sending {
  readonly #post: (message: ToThread) => void;
  readonly #objects = new Map<string, { readonly object: InventoryObject; readonly addresses: Addresses }>();
  #surroundings: SentSurroundings | undefined;
  #flows: { readonly state: RecordedFlows['state']; readonly edges: RecordedFlows['edges'] } | undefined;

  constructor(post: (message: ToThread) => void) {
    this.#post = post;
  }

  /** Says what changed. The cluster is as it is at the call, though this goes in slices. */
  async update(state: Watched, flows: Pick<RecordedFlows, 'state' | 'edges'>): Promise<void> {
    const objects = [...state.objects];
    const addresses = podAddressesOf(state);
    const surroundings = surroundingsOf(state);
    if (this.#surroundings === undefined || !isLike(this.#surroundings, surroundings)) {
      this.#surroundings = surroundings;
      this.#post(surroundings);
    }
    let began = performance.now();
    const pause = async () => {
      if (performance.now() - began < slice) return;
      await others();
      began = performance.now();
    };
    const there = new Set<string>();
    for (const [key, object] of objects) {
      if (unasked.has(object.group)) continue;
      there.add(key);
      const known = this.#objects.get(key);
      const own = addresses.get(object);
      if (known?.object === object && isSame(known.addresses, own)) continue;
      this.#post(messageOf(key, object, own));
      this.#objects.set(key, { object, addresses: own });
      await pause();
    }
    for (const key of [...this.#objects.keys()]) {
      if (there.has(key)) continue;
      this.#objects.delete(key);
      this.#post({ say: 'gone', key });
    }
    if (this.#flows?.state === flows.state && this.#flows.edges === flows.edges) return;
    this.#flows = flows;
    const { edges = [], ...facts } = flows.edges ?? {};
    this.#post({ say: 'flows', state: flows.state, facts: 'days' in facts ? facts : undefined });
    for (let index = 0; index < edges.length; index += edgesOfPart) {
      const part = edges.slice(index, index + edgesOfPart);
      this.#post({
        say: 'edges',
        edges: part.map((edge) => ({ ...edge, from: namedEnd(edge.from), to: namedEnd(edge.to) })),
      });
      await pause();
    }
  }
}

function surroundingsOf({ kinds, blindSpots, facts }: Watched): SentSurroundings {
  return { say: 'surroundings', kinds, blindSpots, apiServer: facts.server };
}

/** Of kinds, where they are read is what counts. */
function isLike(one: SentSurroundings, other: SentSurroundings): boolean {
  return (
    one.kinds.length === other.kinds.length &&
    one.kinds.every(({ groupKind, namespaces }, index) => {
      const like = other.kinds[index];
      return groupKind === like?.groupKind && isSame(namespaces, like.namespaces);
    }) &&
    one.apiServer === other.apiServer &&
    JSON.stringify(one.blindSpots) === JSON.stringify(other.blindSpots)
  );
}

function messageOf(key: string, object: InventoryObject, addresses: Addresses): SentObject {
  const { apiVersion, kind, name, namespace, groupKind, deferred } = object;
  const body = groupKind === definitions ? undefined : deferred ? object.outline() : object.object;
  return { say: 'object', key, apiVersion, kind, name, namespace, body, addresses };
}

function isSame(one: Addresses, other: Addresses): boolean {
  if (one === other) return true;
  return one?.length === other?.length && one?.every((address, index) => address === other?.[index]) === true;
}

function namedEnd(end: EdgeEnd): NamedEnd {
  return end.kind === 'workload' ? { kind: 'workload', name: end.endpoint.name } : end;
}
