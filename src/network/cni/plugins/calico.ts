import { recordOf } from '../../../kubernetes/index.ts';
import { flawsOf } from '../flaws.ts';
import type { DetectedPlugin, Encryption, NoteCode, Support } from '../plugin.ts';
import { compareReleases, type Release } from '../release.ts';
import { lastName, type NetworkFacts, placeOf } from '../running.ts';

/**
 * Calico's node agent: image `calico/node` or `calico-node`; beside flannel it is Canal. WireGuard is switched on in the
 * FelixConfiguration `default`. AdminNetworkPolicy came with 3.29 and went with 3.32, which has ClusterNetworkPolicy instead.
 * Sources: docs.tigera.io, "Encrypt in-cluster pod traffic"; projectcalico/calico#11144, #10810; network-policy-api#376.
 */
export function calico(facts: NetworkFacts): DetectedPlugin | undefined {
  const agent = facts.running.find(
    ({ repository }) =>
      lastName(repository).startsWith('calico-node') || /(?:^|\/)calico\/node(?:-fips)?$/.test(repository),
  );
  if (agent === undefined) return undefined;
  const place = placeOf(agent);
  const encryption = encryptionOf(facts);
  const notes: NoteCode[] = [];
  if (place.release !== undefined && compareReleases(place.release, [3, 32, 0]) >= 0)
    notes.push('calico-admin-removed');
  if (encryption.state === 'on') notes.push('calico-same-node');
  return {
    id: 'calico',
    ...place,
    support: { NetworkPolicy: 'enforced', CalicoNetworkPolicy: 'enforced', ...upstream(place.release) },
    encryption,
    notes,
    flaws: flawsOf('calico', place.release, encryption.by),
  };
}

function upstream(release: Release | undefined): { ClusterNetworkPolicy: Support; AdminNetworkPolicy: Support } {
  if (release === undefined) return { ClusterNetworkPolicy: 'unknown', AdminNetworkPolicy: 'unknown' };
  const hasCluster = compareReleases(release, [3, 32, 0]) >= 0;
  const hasAdmin = !hasCluster && compareReleases(release, [3, 29, 0]) >= 0;
  return {
    ClusterNetworkPolicy: hasCluster ? 'enforced' : 'ignored',
    AdminNetworkPolicy: hasAdmin ? 'enforced' : 'ignored',
  };
}

const configurations = ['projectcalico.org/FelixConfiguration', 'crd.projectcalico.org/FelixConfiguration'] as const;

function encryptionOf({ inventory }: NetworkFacts): Encryption {
  const felix = inventory.ofKind(...configurations).filter(({ name }) => name === 'default');
  if (felix.some(({ object }) => recordOf(object.spec).wireguardEnabled === true))
    return { state: 'on', by: 'WireGuard' };
  const isSeen =
    felix.length > 0 || (inventory.isWhole && configurations.some((kind) => inventory.sees(kind, undefined)));
  return { state: isSeen ? 'off' : 'unknown' };
}
