import type { Language } from '../../checks/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { isRecord, listOf, recordOf, selectorMatches, stringOf } from '../../kubernetes/index.ts';
import { backendsOf, servicesOf } from '../../network/index.ts';
import type { Visible } from '../../store/index.ts';
import type { WorkloadDetail } from '../contract/index.ts';
import { type Relation, relationTexts } from './relation-texts.ts';
import { isVisible } from './resource.ts';

type Neighbour = WorkloadDetail['neighbours'][number];

/** Most neighbours that are shown. */
const most = 500;

interface Found {
  readonly groupKind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly relation: Relation;
  /** Whether it may be absent without harm: `optional: true`. */
  readonly optional?: boolean;
}

/**
 * Objects that a workload refers to, and those that refer to it. What it refers to and isn't there is marked as missing, unless its kind
 * can't be seen there: then nobody knows.
 */
export function neighboursOf(
  workload: InventoryObject,
  inventory: Inventory,
  visible: Visible,
  language: Language,
): Neighbour[] {
  const found = [...referredTo(workload), ...referring(workload, inventory)];
  const known = new Set<string>();
  const neighbours: Neighbour[] = [];
  for (const { groupKind, namespace, name, relation, optional } of found) {
    const key = `${groupKind}/${namespace ?? ''}/${name}/${relation}`;
    if (known.has(key) || !isVisible(visible, namespace)) continue;
    known.add(key);
    const [group = '', kind = ''] = groupKind.split('/');
    const absent = optional !== true && inventory.find(groupKind, namespace, name) === undefined;
    neighbours.push({
      group,
      kind,
      namespace: namespace ?? null,
      name,
      relation: relationTexts[language][relation],
      missing: absent && inventory.sees(groupKind, namespace),
    });
    if (neighbours.length >= most) break;
  }
  return neighbours;
}

/** What pod templates name: volumes, environment, credentials for images, service account, classes. */
function* referredTo({ podTemplates, namespace }: InventoryObject): Generator<Found> {
  for (const { spec, containers } of podTemplates) {
    const account = stringOf(spec.serviceAccountName) ?? 'default';
    yield { groupKind: '/ServiceAccount', namespace, name: account, relation: 'service-account' };
    for (const volume of listOf(spec.volumes).map(recordOf)) yield* ofVolume(volume, namespace);
    for (const secret of listOf(spec.imagePullSecrets).map(recordOf)) {
      const name = stringOf(secret.name);
      if (name) yield { groupKind: '/Secret', namespace, name, relation: 'image-pull' };
    }
    for (const { container } of containers) {
      for (const source of listOf(container.envFrom).map(recordOf)) {
        yield* named('/ConfigMap', namespace, source.configMapRef, 'environment');
        yield* named('/Secret', namespace, source.secretRef, 'environment');
      }
      for (const variable of listOf(container.env).map(recordOf)) {
        const from = recordOf(variable.valueFrom);
        yield* named('/ConfigMap', namespace, from.configMapKeyRef, 'environment');
        yield* named('/Secret', namespace, from.secretKeyRef, 'environment');
      }
    }
  }
}

function* ofVolume(volume: Readonly<Record<string, unknown>>, namespace: string | undefined): Generator<Found> {
  yield* named('/ConfigMap', namespace, volume.configMap, 'volume');
  yield* named('/Secret', namespace, volume.secret, 'volume', 'secretName');
  yield* named('/PersistentVolumeClaim', namespace, volume.persistentVolumeClaim, 'volume', 'claimName');
  for (const source of listOf(recordOf(volume.projected).sources).map(recordOf)) {
    yield* named('/ConfigMap', namespace, source.configMap, 'volume');
    yield* named('/Secret', namespace, source.secret, 'volume');
  }
}

function* named(
  groupKind: string,
  namespace: string | undefined,
  reference: unknown,
  relation: Relation,
  field = 'name',
): Generator<Found> {
  if (!isRecord(reference)) return;
  const name = stringOf(reference[field]);
  if (name) yield { groupKind, namespace, name, relation, optional: reference.optional === true };
}

/** Services that select its pods, what leads to those, and what scales or guards it. */
function* referring(workload: InventoryObject, inventory: Inventory): Generator<Found> {
  const { namespace } = workload;
  const services = servicesOf(inventory).all.filter((service) =>
    service.pods.some(({ object }) => object === workload),
  );
  for (const { object } of services) yield foundOf(object, 'selects');
  const names = new Set(services.map((service) => `${service.namespace}/${service.object.name}`));
  for (const backend of backendsOf(inventory))
    if (names.has(`${backend.namespace}/${backend.service}`)) yield foundOf(backend.object, 'routes');
  for (const scaler of inventory.ofKind(
    'autoscaling/HorizontalPodAutoscaler',
    'autoscaling.k8s.io/VerticalPodAutoscaler',
  )) {
    const spec = recordOf(scaler.object.spec);
    const target = recordOf(spec.scaleTargetRef ?? spec.targetRef);
    if (scaler.namespace === namespace && target.kind === workload.kind && target.name === workload.name)
      yield foundOf(scaler, 'scales');
  }
  for (const budget of budgetsOf(workload, inventory)) yield foundOf(budget, 'guards');
}

function budgetsOf(workload: InventoryObject, inventory: Inventory): InventoryObject[] {
  return inventory
    .ofKind('policy/PodDisruptionBudget')
    .filter(
      ({ namespace, object }) =>
        namespace === workload.namespace &&
        workload.podTemplates.some(({ metadata }) =>
          selectorMatches(recordOf(object.spec).selector, recordOf(metadata.labels)),
        ),
    );
}

function foundOf(object: InventoryObject, relation: Relation): Found {
  return { groupKind: object.groupKind, namespace: object.namespace, name: object.name, relation };
}
