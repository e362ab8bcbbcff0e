import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, listOf, recordOf } from '../../kubernetes/index.ts';
import { objectName } from '../object-name.ts';
import { ingressKinds } from '../routes.ts';
import type { DangerCode, RouteAnswers } from './answers.ts';
import { controllers } from './controllers/index.ts';
import type { IngressControllers, ServedRoute } from './detect.ts';
import { type Claim, hostsOf, shadowed, sharedHosts } from './shadowed.ts';

export type NoteCode =
  | DangerCode
  | 'retired'
  | 'tls-missing'
  | 'host-not-in-tls'
  | 'redirect-off'
  | 'old-tls'
  | 'no-access-control'
  | 'no-rate-limit'
  | 'no-body-limit'
  | 'access-log-off'
  | 'foreign-annotations'
  | 'unserved'
  | 'shadowed'
  | 'shared-host';

export type NoteSeverity = 'high' | 'medium' | 'low' | 'info';

/** Something about a route that people should know. Texts stand in the catalogues of the command line and the server. */
export interface RouteNote {
  readonly code: NoteCode;
  readonly severity: NoteSeverity;
  readonly object: InventoryObject;
  readonly path: FieldPath;
  /** What the text names. */
  readonly values: Readonly<Record<string, string>>;
}

const dangerSeverity: Readonly<Record<DangerCode, NoteSeverity>> = {
  snippet: 'high',
  code: 'medium',
  'cors-any-origin': 'high',
  'backend-unverified': 'medium',
  'forwarded-headers': 'medium',
  'cross-namespace': 'medium',
  'admin-open': 'high',
  'external-names': 'medium',
};

/** Notes on all routes of an inventory. */
export class RouteNotes {
  readonly #inventory: Inventory;
  readonly #claims: ReadonlyMap<InventoryObject, readonly Claim[]>;
  readonly #shared: ReturnType<typeof sharedHosts>;

  constructor(inventory: Inventory, all: IngressControllers) {
    this.#inventory = inventory;
    this.#claims = Map.groupBy(shadowed(inventory, all), ({ object }) => object);
    this.#shared = sharedHosts(inventory);
  }

  /** @param isPublic whether the route is reached from the internet, or it isn't known that it is not */
  *of(served: ServedRoute, answers: RouteAnswers, isPublic: boolean): Generator<RouteNote> {
    const { object } = served.route;
    const at = (path: FieldPath = []) => ({ object, path, values: {} });
    yield* this.#service(served);
    if (answers.tls === 'no') yield { ...at(['spec', 'tls']), code: 'tls-missing', severity: 'medium' };
    yield* uncovered(object);
    if (answers.redirect === 'no' && answers.tls === 'yes') yield { ...at(), code: 'redirect-off', severity: 'medium' };
    if (answers.oldestTls !== undefined && answers.oldestTls < '1.2' && answers.tls === 'yes')
      yield { ...at(), code: 'old-tls', severity: 'medium', values: { version: answers.oldestTls } };
    if (isPublic && answers.authentication.is === 'no' && answers.ranges.length === 0)
      yield { ...at(), code: 'no-access-control', severity: 'info' };
    if (isPublic && answers.rateLimit === 'no') yield { ...at(), code: 'no-rate-limit', severity: 'info' };
    if (isPublic && answers.bodyLimit === 'no') yield { ...at(), code: 'no-body-limit', severity: 'info' };
    if (answers.accessLog === 'no') yield { ...at(), code: 'access-log-off', severity: 'low' };
    for (const { code, object: where, path } of answers.dangers)
      yield { code, severity: dangerSeverity[code], object: where, path, values: {} };
    yield* this.#claimed(object);
  }

  *#service({ route, controller, className }: ServedRoute): Generator<RouteNote> {
    const { object } = route;
    if (controller?.retired !== undefined)
      yield {
        code: 'retired',
        severity: 'high',
        object,
        path: [],
        values: { product: controller.product, source: controller.retired },
      };
    const isUnserved =
      controller === undefined &&
      route.classObject === undefined &&
      this.#inventory.isWhole &&
      this.#inventory.sees('networking.k8s.io/IngressClass', undefined) &&
      (ingressKinds as readonly string[]).includes(object.groupKind);
    if (isUnserved)
      yield {
        code: 'unserved',
        severity: 'medium',
        object,
        path: ['spec', 'ingressClassName'],
        values: { class: className ?? '' },
      };
    if (controller === undefined) return;
    const foreign = Object.keys(route.annotations).filter((key) => {
      if (controller.prefixes.some((prefix) => key.startsWith(prefix))) return false;
      return controllers.some(({ id, prefixes }) => id !== 'gcp' && prefixes.some((prefix) => key.startsWith(prefix)));
    });
    const [first] = foreign;
    if (first !== undefined)
      yield {
        code: 'foreign-annotations',
        severity: 'medium',
        object,
        path: ['metadata', 'annotations', first],
        values: { product: controller.product, annotations: foreign.slice(0, 5).join(', ') },
      };
  }

  *#claimed(object: InventoryObject): Generator<RouteNote> {
    for (const { path, host, urlPath, other, how } of this.#claims.get(object) ?? [])
      yield {
        code: 'shadowed',
        severity: 'medium',
        object,
        path,
        values: { host, path: urlPath, other: objectName(other), how },
      };
    for (const host of hostsOf(object)) {
      const others = (this.#shared.get(host) ?? []).filter(({ namespace }) => namespace !== object.namespace);
      if (others.length > 0)
        yield {
          code: 'shared-host',
          severity: 'low',
          object,
          path: ['spec'],
          values: { host, others: others.map(objectName).join(', ') },
        };
    }
  }
}

/** Hosts of an Ingress that no entry of `spec.tls` is for: the controller answers with a certificate of another name. */
function* uncovered(object: InventoryObject): Generator<RouteNote> {
  const spec = recordOf(object.object.spec);
  const entries = listOf(spec.tls).map((entry) => listOf(recordOf(entry).hosts));
  if (entries.length === 0 || entries.some((hosts) => hosts.length === 0)) return;
  const names = new Set(entries.flat().flatMap((host) => (typeof host === 'string' ? [host.toLowerCase()] : [])));
  for (const [index, rule] of listOf(spec.rules).entries()) {
    const { host } = recordOf(rule);
    if (
      typeof host !== 'string' ||
      host === '' ||
      [host, wildcardFor(host)].some((name) => names.has(name.toLowerCase()))
    )
      continue;
    yield {
      code: 'host-not-in-tls',
      severity: 'medium',
      object,
      path: ['spec', 'rules', index, 'host'],
      values: { host },
    };
  }
}

/** `*.example.com` for `a.example.com`. */
function wildcardFor(host: string): string {
  const dot = host.indexOf('.');
  return dot < 0 ? host : `*${host.slice(dot)}`;
}

/** Whether a name of a certificate is for a host: `*.example.com` for `a.example.com`, not for `a.b.example.com`. Source: RFC 9525. */
export function covers(name: string, host: string): boolean {
  const asked = host.toLowerCase();
  return [asked, wildcardFor(asked)].includes(name.toLowerCase());
}
