import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import {
  type FieldPath,
  isRecord,
  type Labels,
  listOf,
  recordOf,
  selectorMatches,
  stringOf,
  textOf,
} from '../../kubernetes/index.ts';
import {
  backendFields,
  backendsOf,
  ingressKinds,
  mayOperatePods,
  networkPolicyKinds,
  OperatedPods,
  type PodIndex,
  podsOf,
  policiesOf,
  policyKinds,
  routeKinds,
  type Service,
  servicesOf,
} from '../../network/index.ts';
import { podSources } from '../absence.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import type { Severity } from '../severity.ts';
import { completeAround } from './lost-documents.ts';

/*
 * References that lead nowhere. What is not in the input may be somewhere else, so a finding is of severity low where the input holds
 * objects of the kind in that namespace, and a mere note where it holds none; nothing is said around documents that could not be read.
 */

/**
 * A policy whose selector matches nothing protects nothing, though somebody believes it does.
 * Fields: podSelector of NetworkPolicies and of their peers; the selectors of Cilium's and Calico's policies. `{}` is never dangling.
 */
export const netPolicyDangling = inventoryCheck({
  id: 'net-policy-dangling',
  of: policyKinds,
  reads: ['workloads', '/Namespace', mayOperatePods],
  part: labelsOf,
  absence: [{ of: [...podSources, '/Namespace'], everywhere: true }],
  severity: 'low',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  standards: { nsa: ['net'], owasp: ['K05'] },
  *run({ inventory }) {
    const pods = podsOf(inventory);
    const isComplete = completeAround(inventory);
    const operated = new OperatedPods(inventory);
    const severityIn = (namespace: string): Severity => (pods.inNamespace(namespace).length > 0 ? 'low' : 'info');
    for (const { object, namespace, pods: selected } of policiesOf(inventory)) {
      const field = selectorField(object);
      if (field === undefined || selected === undefined || selected.length > 0 || !isComplete(object)) continue;
      if (namespace !== undefined && operated.has(namespace, recordOf(recordOf(object.object.spec)[field]))) continue;
      const severity = namespace === undefined ? 'info' : severityIn(namespace);
      yield { object, path: ['spec', field], severity, message: 'selector', values: { namespace: namespace ?? '*' } };
    }
    const namespaces = namespaceLabels(inventory, pods);
    for (const object of inventory.ofKind(...networkPolicyKinds)) {
      if (!isComplete(object)) continue;
      const namespace = object.namespace ?? 'default';
      for (const { path, peer } of peersOf(object)) {
        if (!isRecord(peer.podSelector) || isEmpty(peer.podSelector)) continue;
        const places = namespacesOf(peer, namespace, namespaces).filter(
          (one) => one === namespace || pods.inNamespace(one).length > 0,
        );
        const selector = peer.podSelector;
        const matches = places.some((one) => pods.selected(one, selector).length > 0 || operated.has(one, selector));
        if (matches || places.length === 0) continue;
        const severity = places.some((one) => pods.inNamespace(one).length > 0) ? 'low' : 'info';
        yield {
          object,
          path: [...path, 'podSelector'],
          severity,
          message: 'peer',
          values: { namespace: places.join(', ') },
        };
      }
    }
  },
});

/** What selectors ask of workloads, Namespaces and custom objects. */
function labelsOf({ object, podTemplates }: InventoryObject): unknown {
  if (podTemplates.length > 0) return podTemplates.map(({ metadata }) => metadata.labels);
  return [object.metadata?.labels, recordOf(recordOf(object.spec).podMetadata).labels];
}

/** The selector of a policy, where it asks for something; undefined where it selects everything or nodes. */
function selectorField({ group, object }: InventoryObject): string | undefined {
  const spec = recordOf(object.spec);
  if (group === 'cilium.io')
    return isRecord(spec.endpointSelector) && !isEmpty(spec.endpointSelector) ? 'endpointSelector' : undefined;
  if (group.endsWith('projectcalico.org')) return stringOf(spec.selector)?.trim() ? 'selector' : undefined;
  return isRecord(spec.podSelector) && !isEmpty(spec.podSelector) ? 'podSelector' : undefined;
}

const isEmpty = (selector: Labels) =>
  Object.keys(recordOf(selector.matchLabels)).length === 0 && listOf(selector.matchExpressions).length === 0;

function* peersOf({ object }: InventoryObject): Generator<{ path: FieldPath; peer: Labels }> {
  const spec = recordOf(object.spec);
  for (const [direction, side] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const)
    for (const [rule, value] of listOf(spec[direction]).entries())
      for (const [index, peer] of listOf(recordOf(value)[side]).entries())
        yield { path: ['spec', direction, rule, side, index], peer: recordOf(peer) };
}

/** Labels of the namespaces that the input knows: every one has its own name as a label. */
function namespaceLabels(inventory: Inventory, pods: PodIndex): ReadonlyMap<string, Labels> {
  const names = [...pods.namespaces, ...inventory.ofKind('/Namespace').map(({ name }) => name)];
  return new Map(
    names.map((name) => {
      const labels = recordOf(inventory.find('/Namespace', undefined, name)?.object.metadata?.labels);
      return [name, { 'kubernetes.io/metadata.name': name, ...labels }];
    }),
  );
}

function namespacesOf(peer: Labels, own: string, namespaces: ReadonlyMap<string, Labels>): readonly string[] {
  if (peer.namespaceSelector === undefined) return [own];
  const name = recordOf(recordOf(peer.namespaceSelector).matchLabels)['kubernetes.io/metadata.name'];
  const candidates = typeof name === 'string' ? [name] : [...namespaces.keys()];
  return candidates.filter((one) => selectorMatches(peer.namespaceSelector, namespaces.get(one) ?? {}));
}

/**
 * A Service without pods, a port that no container has, an Ingress to a Service that doesn't exist: each answers nobody.
 * Two Services with the same selector and port are most often a copy whose selector was not changed.
 * Fields: a Service's selector and ports, a container's ports, every backend of Ingresses and routes. A number in targetPort needs no
 * containerPort: these are informational.
 */
export const refDanglingNetwork = inventoryCheck({
  id: 'ref-dangling-network',
  of: ['/Service', 'workloads', ...routeKinds],
  reads: [mayOperatePods],
  scope: 'namespace',
  absence: [
    { of: podSources, messages: ['service', 'targetPort'] },
    { of: ['/Service'], everywhere: true, messages: ['backend'] },
  ],
  severity: 'low',
  profiles: ['reliability'],
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  standards: {},
  *run({ inventory }) {
    const isComplete = completeAround(inventory);
    const services = servicesOf(inventory);
    const operated = new OperatedPods(inventory);
    for (const service of services.all) {
      yield* wrongPorts(service);
      if (!isComplete(service.object)) continue;
      if (service.selector !== undefined && service.pods.length === 0) {
        if (operated.has(service.namespace, { matchLabels: service.selector })) continue;
        const severity = podsOf(inventory).inNamespace(service.namespace).length > 0 ? 'low' : 'info';
        const values = { namespace: service.namespace };
        yield { object: service.object, path: ['spec', 'selector'], severity, message: 'service', values };
      } else yield* unnamedPorts(service);
    }
    yield* sameSelectors(services.all);
    yield* containerPorts(inventory);
    const populated = new Set(services.all.map(({ namespace }) => namespace));
    for (const { object, namespace, service: name, port, path } of backendsOf(inventory)) {
      if (!isComplete(object) || (namespace === 'default' && name === 'kubernetes')) continue;
      const service = services.find(namespace, name);
      const values = { service: name, namespace, port: String(port ?? '') };
      if (service === undefined)
        yield { object, path, severity: populated.has(namespace) ? 'low' : 'info', message: 'backend', values };
      else if (port !== undefined && service.type !== 'ExternalName' && !hasPort(service, port))
        yield { object, path, message: 'backendPort', values };
    }
    for (const object of inventory.ofKind(...ingressKinds))
      if (object.apiVersion === 'networking.k8s.io/v1')
        for (const { path, backend } of backendFields(recordOf(object.object.spec)))
          if (backend.resource === undefined && stringOf(recordOf(backend.service).name) === undefined)
            yield { object, path, message: 'noBackend' };
  },
});

function hasPort({ spec }: Service, wanted: string | number): boolean {
  const ports = listOf(spec.ports).map(recordOf);
  return ports.some(({ name, port }) => name === wanted || port === wanted || textOf(port) === wanted);
}

/** As the API server wants port names: at most 15 of a-z, 0-9 and -, with a letter, no hyphen at the ends or twice. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
}

const isPortNumber = (port: number) => Number.isInteger(port) && port >= 1 && port <= 65_535;

function* wrongPorts({ object, spec }: Service): Generator<Violation> {
  for (const [index, value] of listOf(spec.ports).entries()) {
    const { targetPort } = recordOf(value);
    const valid =
      typeof targetPort === 'number'
        ? isPortNumber(targetPort)
        : typeof targetPort !== 'string' || isPortName(targetPort);
    if (!valid)
      yield {
        object,
        path: ['spec', 'ports', index, 'targetPort'],
        message: 'invalid',
        values: { port: String(targetPort) },
      };
  }
}

/** A named targetPort is looked up in each pod, sidecars included; one that none of the pods has leads nowhere. */
function* unnamedPorts({ object, spec, pods }: Service): Generator<Violation> {
  if (pods.length === 0) return;
  for (const [index, value] of listOf(spec.ports).entries()) {
    const { targetPort } = recordOf(value);
    if (typeof targetPort !== 'string' || !isPortName(targetPort)) continue;
    const named = pods.some(({ template }) =>
      template.containers.some(({ container }) =>
        listOf(container.ports).some((port) => recordOf(port).name === targetPort),
      ),
    );
    if (!named)
      yield {
        object,
        path: ['spec', 'ports', index, 'targetPort'],
        message: 'targetPort',
        values: { port: targetPort },
      };
  }
}

/** A Service finds a container's port by a name that is valid and is there once. */
function* containerPorts(inventory: Inventory): Generator<Violation> {
  for (const object of inventory.workloads)
    for (const { containers } of object.podTemplates)
      for (const { container, name: containerName, path } of containers) {
        const names = new Set<string>();
        for (const [index, value] of listOf(container.ports).entries()) {
          const { name, containerPort } = recordOf(value);
          const message = problemOf(name, containerPort, names);
          if (typeof name === 'string') names.add(name);
          if (message === undefined) continue;
          const isNumber = message === 'invalid' && (typeof name !== 'string' || isPortName(name));
          const values = { port: textOf(isNumber ? containerPort : name) };
          const field = [...path, 'ports', index, isNumber ? 'containerPort' : 'name'];
          yield { object, container: containerName, path: field, message, values };
        }
      }
}

function problemOf(name: unknown, port: unknown, names: ReadonlySet<string>): 'invalid' | 'samePort' | undefined {
  if (typeof name === 'string' && name !== '' && !isPortName(name)) return 'invalid';
  if (typeof port === 'number' && !isPortNumber(port)) return 'invalid';
  return typeof name === 'string' && name !== '' && names.has(name) ? 'samePort' : undefined;
}

/** A headless Service beside a usual one is how StatefulSets are written, and not meant. */
function* sameSelectors(services: readonly Service[]): Generator<Violation> {
  const first = new Map<string, Service>();
  for (const service of services) {
    const { object, namespace, spec, selector, type } = service;
    if (selector === undefined || spec.clusterIP === 'None' || type !== 'ClusterIP') continue;
    const canonical = JSON.stringify(Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1)));
    for (const [index, value] of listOf(spec.ports).entries()) {
      const { port, protocol } = recordOf(value);
      const key = `${namespace}\n${canonical}\n${textOf(port)}/${textOf(protocol) || 'TCP'}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, service);
      else if (other !== service && other.object.name !== object.name) {
        yield {
          object,
          path: ['spec', 'selector'],
          message: 'duplicate',
          values: { service: other.object.name, port: textOf(port) || String(index) },
        };
        break;
      }
    }
  }
}

export const networkReferences = [netPolicyDangling, refDanglingNetwork];
