import type { CheckTexts, Language } from '../../checks/index.ts';
import type { ClusterState, PodInstance } from '../../inventory/cluster/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import type { FindingRecord, WorkloadRow as StoredRow, Visible } from '../../store/index.ts';
import type { WorkloadDetail, WorkloadRow } from '../contract/index.ts';
import { findingRow } from './findings.ts';
import { neighboursOf } from './neighbours.ts';
import { maskedText, objectText } from './object-text.ts';
import { portText, serviceAccountOf } from './workload-account.ts';
import { exposuresOf, isolationView } from './workload-network.ts';

/** A workload as lists show it. */
export function workloadRow({ key: _key, team, replicas, images, ...row }: StoredRow): WorkloadRow {
  return { ...row, team: team ?? null, replicas: replicas ?? null, images: [...images], open: { ...row.open } };
}

export interface WorkloadInput {
  readonly row: StoredRow;
  readonly object: InventoryObject;
  readonly inventory: Inventory;
  readonly state: ClusterState;
  readonly findings: readonly FindingRecord[];
  readonly visible: Visible;
  readonly texts: CheckTexts;
  readonly language: Language;
}

/** Most pods that are shown. */
const mostPods = 500;

export function workloadDetail(input: WorkloadInput): WorkloadDetail {
  const { row, object, inventory, state, findings, visible, texts, language } = input;
  const pods = [...(state.pods.get(row.key)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { labels, creationTimestamp } = recordOf(object.object.metadata);
  return {
    ...workloadRow(row),
    labels: Object.fromEntries(Object.entries(recordOf(labels)).map(([name, value]) => [name, textOf(value)])),
    created: stringOf(creationTimestamp) ?? null,
    containers: containersOf(object, pods),
    podList: pods.slice(0, mostPods).map(({ name, phase, node, ip, started, restarts }) => ({
      name,
      phase,
      node: node ?? null,
      ip: ip ?? null,
      started: started ?? null,
      restarts,
    })),
    serviceAccountDetail: serviceAccountOf(object, inventory),
    exposures: exposuresOf(object, inventory, visible),
    isolation: isolationView(object, inventory),
    neighbours: neighboursOf(object, inventory, visible, language),
    findings: findings.map((record) => findingRow(record, texts, language)),
    yaml: maskedText(objectText(object)),
  };
}

/** Most different images of one container that are shown: while a new one rolls out there are two. */
const mostRuns = 50;

function containersOf({ podTemplates }: InventoryObject, pods: readonly PodInstance[]): WorkloadDetail['containers'] {
  const runs = Map.groupBy(
    pods.flatMap((pod) => pod.runs),
    ({ container }) => container,
  );
  return podTemplates.flatMap(({ containers }) =>
    containers.map(({ container, type, name }) => ({
      name,
      type,
      image: stringOf(container.image) ?? '',
      runs: [...new Set((runs.get(name) ?? []).map(({ image }) => image))].slice(0, mostRuns),
      ports: listOf(container.ports).map(portText),
    })),
  );
}
