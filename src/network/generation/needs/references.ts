import { isIP } from 'node:net';
import type { InventoryObject } from '../../../inventory/index.ts';
import {
  type ContainerReference,
  type FieldPath,
  isRecord,
  listOf,
  recordOf,
  stringOf,
} from '../../../kubernetes/index.ts';
import type { Endpoint } from '../../reachability/index.ts';
import { backendsOf } from '../../routes.ts';
import type { Service } from '../../services.ts';
import { single } from '../cluster-facts.ts';
import type { NeedContext } from '../context.ts';
import type { Party } from '../need.ts';
import { controllersOf } from './controllers.ts';
import { type HostNamed, hostsIn, longestText, namesHost, schemePort } from './hosts.ts';

/** A text of a workload's configuration. */
interface Text {
  readonly text: string;
  readonly key?: string;
  readonly object: InventoryObject;
  readonly path: FieldPath;
  /** Of a variable whose name ends in `_PORT` beside it. */
  readonly port?: number;
  /** Documentation and defaults stand in files, too: of those only hosts that are Services, and URLs, are believed. */
  readonly isFile: boolean;
}

/**
 * What workloads are configured to connect to: variables, arguments and the ConfigMaps that they read. Values of Secrets are never read;
 * that a variable comes from one is said.
 */
export function referenceNeeds(context: NeedContext): void {
  const ownHosts = ingressHosts(context);
  for (const endpoint of context.endpoints) {
    const { object, template } = endpoint;
    if (object === undefined || template === undefined) continue;
    const known = new Set<string>();
    for (const text of textsOf(context, endpoint)) {
      if (maskedAddress.test(text.text)) context.note('masked-value', { object: text.object, path: text.path });
      if (text.text.length > longestText) context.note('text-cut', { object: text.object, path: text.path });
      for (const named of hostsIn(text.text, text.key)) {
        const id = `${named.host} ${named.port ?? text.port ?? ''} ${named.scheme ?? ''}`;
        if (known.has(id)) continue;
        if (referTo(context, endpoint, text, named, ownHosts)) known.add(id);
      }
    }
  }
}

/** What recordings write instead of an address with a password (src/checks/stand-ins.ts). */
const maskedAddress = /scheme:\/\/(?:name:[^@\s]{1,60}@)?host(?![\w.-])/;

/** @returns whether the host was taken for one */
function referTo(context: NeedContext, from: Endpoint, text: Text, named: HostNamed, ownHosts: OwnHosts): boolean {
  const { host, scheme } = named;
  const port = named.port ?? text.port;
  const source: Party = { kind: 'workload', endpoint: from };
  const evidence = {
    code: 'reference' as const,
    object: text.object,
    path: text.path,
    detail: named.port === undefined ? host : `${host}:${named.port}`,
  };
  const service = context.serviceNamed(host, from.namespace ?? '');
  if (service !== undefined) {
    if (!named.certain && !host.includes('.')) return false;
    connect(context, source, service, port, scheme, evidence);
    return true;
  }
  if (!named.certain) return false;
  if (isIP(host) !== 0) {
    const at = context.at(host);
    const ports = outsidePorts(port, scheme, text.key);
    if (at !== undefined && 'pods' in at) connect(context, source, at, port, scheme, evidence);
    else if (at !== undefined) context.need(source, { kind: 'workload', endpoint: at }, ports, evidence);
    else context.need(source, { kind: 'blocks', blocks: [single(host)] }, ports, evidence);
    return true;
  }
  const own = ownHosts.get(host);
  // Its own public address, written into links and cookies.
  if (own?.some(({ service }) => service.pods.some(({ template }) => template === from.template)) === true) return true;
  // A name without a dot is a Service that isn't there, or no host at all; `.local` and `.internal` are somebody's network.
  if (!/\.[a-z][a-z0-9-]*$/.test(host) || (text.isFile && scheme === undefined) || isFileName(host)) return false;
  // It comes back in by the way that its name leads to.
  for (const { route } of own ?? [])
    for (const service of waysIn(context, route)) context.needService(source, service, undefined, evidence);
  const ports = outsidePorts(port, scheme, text.key);
  context.need(source, { kind: 'outside' }, ports, evidence);
  context.note(ports.some((one) => one.port === undefined) ? 'outside-any-port' : 'outside-name', {
    ...(from.object !== undefined && { object: from.object }),
    path: text.path,
    detail: evidence.detail,
  });
  return true;
}

/** `values.yaml`, `app.jar`, `com.example.Main`: words with dots that are no hosts. */
function isFileName(host: string): boolean {
  return /\.(?:ya?ml|json|conf|cfg|ini|properties|xml|toml|txt|log|jar|war|js|ts|py|go|rb|sh|so|sock|pem|crt|key|db|html?|css|md|csv|tpl|tmpl)$/.test(
    host,
  );
}

function connect(
  context: NeedContext,
  from: Party,
  service: Service,
  port: number | undefined,
  scheme: string | undefined,
  evidence: { code: 'reference'; object: InventoryObject; path: FieldPath; detail: string },
): void {
  if (service.type === 'ExternalName') {
    const name = stringOf(service.spec.externalName) ?? '';
    context.need(from, { kind: 'outside' }, outsidePorts(port, scheme, undefined), {
      ...evidence,
      detail: `${evidence.detail} (${name})`,
    });
    return;
  }
  if (service.selector === undefined) {
    // Its endpoints are written by hand, or by a controller: anywhere.
    if (service.object.name === 'kubernetes' && service.namespace === 'default')
      context.need(
        from,
        { kind: 'api-server' },
        context.facts.apiServer.ports.map((one) => ({ protocol: 'TCP', port: one })),
        evidence,
      );
    else context.need(from, { kind: 'everyone' }, servicePorts(service, port), evidence);
    return;
  }
  // A URL without a port means its scheme's; where the Service has none such, it is whatever the Service has.
  const implied = scheme === undefined ? undefined : schemePort(scheme);
  const has = listOf(service.spec.ports).some((one) => recordOf(one).port === implied);
  context.needService(from, service, port ?? (has ? implied : undefined), evidence);
}

function servicePorts({ spec }: Service, port: number | undefined) {
  const targets = listOf(spec.ports)
    .map(recordOf)
    .filter((one) => port === undefined || one.port === port)
    .flatMap(({ port: own, targetPort = own }) =>
      typeof targetPort === 'number' ? [{ protocol: 'TCP' as const, port: targetPort }] : [],
    );
  return targets.length === 0 ? [{ protocol: 'TCP' as const, port }] : targets;
}

/** Ports of mail servers, which are configured by host alone. Source: IANA's registry of service names. */
const mailPorts = [25, 465, 587];

function outsidePorts(port: number | undefined, scheme: string | undefined, key: string | undefined) {
  const one = port ?? (scheme === undefined ? undefined : schemePort(scheme));
  if (one === undefined && key !== undefined && /smtp|mail/i.test(key))
    return mailPorts.map((mail) => ({ protocol: 'TCP' as const, port: mail }));
  return [{ protocol: 'TCP' as const, port: one }];
}

type OwnHosts = ReadonlyMap<string, readonly { readonly service: Service; readonly route: InventoryObject }[]>;

/** Hosts that Ingresses and routes of the cluster serve, with the Services behind. */
function ingressHosts({ inventory, services }: NeedContext): OwnHosts {
  const found = new Map<string, { service: Service; route: InventoryObject }[]>();
  for (const { object: route, namespace, service: name } of backendsOf(inventory)) {
    const service = services.find(namespace, name);
    if (service === undefined) continue;
    const spec = recordOf(route.object.spec);
    const hosts = [
      spec.host,
      ...listOf(spec.hostnames),
      ...listOf(spec.hosts),
      ...listOf(spec.rules).map((rule) => recordOf(rule).host),
    ];
    for (const host of new Set(hosts))
      if (typeof host === 'string') found.set(host, [...(found.get(host) ?? []), { service, route }]);
  }
  return found;
}

/** Services of what serves a route, by whose addresses its hosts are reached. */
function waysIn(context: NeedContext, route: InventoryObject): readonly Service[] {
  const controllers = new Set(controllersOf(context, route).map(({ template }) => template));
  return context.services.all.filter(
    ({ type, pods }) => type === 'LoadBalancer' && pods.some(({ template }) => controllers.has(template)),
  );
}

function* textsOf(context: NeedContext, endpoint: Endpoint): Generator<Text> {
  const { object, template } = endpoint;
  if (object === undefined || template === undefined) return;
  const read = new Set<string>();
  for (const reference of template.containers) yield* containerTexts(context, endpoint, reference, read);
  const volumes = listOf(template.spec.volumes).map(recordOf);
  for (const { configMap, projected } of volumes) {
    const names = [
      recordOf(configMap).name,
      ...listOf(recordOf(projected).sources).map((one) => recordOf(recordOf(one).configMap).name),
    ];
    for (const name of names) if (typeof name === 'string') yield* configTexts(context, endpoint, name, read);
  }
}

function* containerTexts(
  context: NeedContext,
  endpoint: Endpoint,
  { container, path }: ContainerReference,
  read: Set<string>,
): Generator<Text> {
  const { object, namespace = 'default' } = endpoint;
  if (object === undefined) return;
  const variables = new Map<string, string>();
  const places: { readonly name: string; readonly object: InventoryObject; readonly path: FieldPath }[] = [];
  for (const [index, one] of listOf(container.env).entries()) {
    const { name, value, valueFrom } = recordOf(one);
    const key = stringOf(name) ?? '';
    const place = [...path, 'env', index];
    const { configMapKeyRef, secretKeyRef } = recordOf(valueFrom);
    if (typeof value === 'string') {
      variables.set(key, value);
      places.push({ name: key, object, path: place });
    } else if (isRecord(configMapKeyRef)) {
      const map = context.inventory.find('/ConfigMap', namespace, stringOf(configMapKeyRef.name) ?? '');
      const text = recordOf(map?.object.data)[stringOf(configMapKeyRef.key) ?? ''];
      if (map === undefined)
        context.note('config-unseen', { object, path: place, detail: stringOf(configMapKeyRef.name) ?? '' });
      if (typeof text !== 'string') continue;
      variables.set(key, text);
      places.push({ name: key, object, path: place });
    } else if (isRecord(secretKeyRef) && namesHost(key))
      secretReference(context, endpoint, stringOf(secretKeyRef.name) ?? '', place);
  }
  for (const [index, one] of listOf(container.envFrom).entries()) {
    const { configMapRef, prefix } = recordOf(one);
    const name = stringOf(recordOf(configMapRef).name);
    if (name === undefined) continue;
    const map = context.inventory.find('/ConfigMap', namespace, name);
    if (map === undefined) context.note('config-unseen', { object, path: [...path, 'envFrom', index], detail: name });
    for (const [key, text] of Object.entries(recordOf(map?.object.data)))
      if (map !== undefined && typeof text === 'string' && !variables.has(key)) {
        variables.set(`${stringOf(prefix) ?? ''}${key}`, text);
        places.push({ name: `${stringOf(prefix) ?? ''}${key}`, object: map, path: ['data', key] });
      }
    read.add(name);
  }
  for (const { name, object: of, path: place } of places) {
    const port = Number(
      variables.get(`${name.replace(/_?(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|URL|ENDPOINT)$/i, '')}_PORT`),
    );
    yield {
      text: expanded(variables.get(name) ?? '', variables),
      key: name,
      object: of,
      path: place,
      ...(Number.isInteger(port) && port > 0 && port < 65_536 && { port }),
      isFile: false,
    };
  }
  for (const field of ['command', 'args'] as const) {
    const words = listOf(container[field]).map((one) => (typeof one === 'string' ? expanded(one, variables) : ''));
    for (const [index, word] of words.entries()) {
      const [, flag, value] = /^--?([\w.-]{1,80})=(.*)$/s.exec(word) ?? [];
      const before = /^--?([\w.-]{1,80})$/.exec(words[index - 1] ?? '')?.[1];
      const key = flag ?? before;
      yield {
        text: value ?? word,
        ...(key !== undefined && { key }),
        object,
        path: [...path, field, index],
        isFile: false,
      };
    }
  }
}

/** `$(NAME)` of a container's own variables, and those that Kubernetes makes of Services: `$(CART_SERVICE_HOST)`. */
function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  if (!text.includes('$(')) return text;
  return text.slice(0, longestText).replaceAll(/\$\(([A-Za-z_][\w.-]{0,250})\)/g, (whole, name: string) => {
    const service = /^([A-Z0-9_]+)_SERVICE_HOST$/.exec(name)?.[1];
    return variables.get(name)?.slice(0, 4096) ?? service?.toLowerCase().replaceAll('_', '-') ?? whole;
  });
}

function* configTexts(
  context: NeedContext,
  { object, namespace = 'default' }: Endpoint,
  name: string,
  read: Set<string>,
): Generator<Text> {
  if (read.has(name) || object === undefined) return;
  read.add(name);
  const map = context.inventory.find('/ConfigMap', namespace, name);
  // Every namespace has this one of its own.
  if (map === undefined) {
    if (name !== 'kube-root-ca.crt') context.note('config-unseen', { object, detail: name });
    return;
  }
  for (const [key, text] of Object.entries(recordOf(map.object.data)))
    if (typeof text === 'string') yield { text, key, object: map, path: ['data', key], isFile: true };
}

/** The value is never read; a Secret that bears a Service's name most likely leads there. */
function secretReference(context: NeedContext, endpoint: Endpoint, secret: string, path: FieldPath): void {
  const { object, namespace = 'default' } = endpoint;
  const service = context.services.find(namespace, secret);
  if (object === undefined) return;
  if (service?.selector === undefined) context.note('secret-value', { object, path, detail: secret });
  else {
    context.needService({ kind: 'workload', endpoint }, service, undefined, {
      code: 'secret-name',
      object,
      path,
      detail: secret,
    });
  }
}
