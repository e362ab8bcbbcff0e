import { isIP } from 'node:net';
import { listOf, recordOf, selectorMatches, stringOf } from '../../../kubernetes/index.ts';
import type { Endpoint } from '../../reachability/index.ts';
import { targetsOf } from '../../service-targets.ts';
import type { Service } from '../../services.ts';
import { single } from '../cluster-facts.ts';
import { imageNames, type NeedContext } from '../context.ts';
import type { Party, Port } from '../need.ts';

/** Where names are asked for: as peers of a rule, with the real ports. */
export interface DnsServers {
  readonly rules: readonly DnsRule[];
  /** Whether they are in the input; else their usual places are named. */
  readonly isKnown: boolean;
}

interface DnsRule {
  readonly to: Party | DnsSelector;
  /** What a rule names: the labels that the Service selects by, so that it holds for whatever serves names tomorrow. */
  readonly peer: Party | DnsSelector;
  readonly ports: readonly Port[];
}

/** DNS pods by their labels. */
export interface DnsSelector {
  readonly kind: 'selector';
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Services by which clusters offer DNS, and the labels of the pods. Source: kubeadm, OpenShift, RKE2's and Rancher's charts of CoreDNS. */
const usual: readonly {
  readonly namespace: string;
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
}[] = [
  { namespace: 'kube-system', service: 'kube-dns', labels: { 'k8s-app': 'kube-dns' }, ports: [53] },
  {
    namespace: 'openshift-dns',
    service: 'dns-default',
    labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
    ports: [5353],
  },
];

const both = (port: number): readonly Port[] => [
  { protocol: 'UDP', port },
  { protocol: 'TCP', port },
];

/** NodeLocal DNSCache listens on this address of every node where nothing else is said. Source: Kubernetes, "Using NodeLocal DNSCache". */
const nodeLocal = '169.254.20.10';

/** The cluster's DNS: pods behind its Service at their own port (5353 with OpenShift), and the caches on nodes. */
export function dnsServers(context: NeedContext): DnsServers {
  const services = context.services.all.filter(isDns);
  const rules: DnsRule[] = [];
  for (const service of services)
    for (const { protocolPorts, endpoint } of dnsTargets(context, service))
      rules.push({ to: { kind: 'workload', endpoint }, peer: selectorOf(service, endpoint), ports: protocolPorts });
  const isKnown = rules.length > 0;
  if (!isKnown) {
    context.note('dns-assumed');
    for (const { namespace, labels, ports } of usual) {
      const to = { kind: 'selector', namespace, labels } as const;
      rules.push({ to, peer: to, ports: ports.flatMap(both) });
    }
  }
  const caches = cacheAddresses(context);
  // A cache on the node takes what is sent to the DNS Service's address, too.
  if (caches.length > 0) {
    const addresses = services
      .flatMap(({ spec }) => [spec.clusterIP, ...listOf(spec.clusterIPs)])
      .filter((one) => typeof one === 'string' && isIP(one) !== 0);
    const to = {
      kind: 'blocks',
      blocks: [...new Set([...caches, ...addresses.map(String)])].sort().map(single),
    } as const;
    rules.push({ to, peer: to, ports: both(53) });
  } else if (!isKnown) {
    const to = { kind: 'blocks', blocks: [single(nodeLocal)] } as const;
    rules.push({ to, peer: to, ports: both(53) });
  }
  return { rules, isKnown };
}

/** DNS servers take questions from every pod, whatever namespace it is in; and workloads that have a resolver of their own ask that. */
export function dnsNeeds(context: NeedContext, { rules }: DnsServers): void {
  const servers = new Set(rules.flatMap(({ to }) => (to.kind === 'workload' ? [to.endpoint] : [])));
  for (const { to, ports } of rules)
    if (to.kind === 'workload')
      for (const service of context.services.all.filter(isDns))
        if (service.pods.some(({ template }) => template === to.endpoint.template))
          for (const from of [{ kind: 'pods' }, { kind: 'nodes' }] as const)
            context.need(from, to, ports, { code: 'dns-service', object: service.object });
  for (const endpoint of context.endpoints) {
    const { template, object, isHost } = endpoint;
    if (template === undefined || object === undefined || isHost) continue;
    const policy = stringOf(template.spec.dnsPolicy) ?? 'ClusterFirst';
    const from: Party = { kind: 'workload', endpoint };
    const path = [...template.path, 'dnsPolicy'];
    const own = listOf(recordOf(template.spec.dnsConfig).nameservers).filter(
      (one) => typeof one === 'string' && isIP(one) !== 0,
    );
    if (own.length > 0)
      context.need(from, { kind: 'blocks', blocks: own.map(String).map(single) }, both(53), {
        code: 'own-resolver',
        object,
        path,
      });
    // The node's resolver: some address outside. Those of the cluster's own DNS server are what it forwards to.
    if (policy === 'Default' || servers.has(endpoint))
      context.need(from, { kind: 'everyone' }, both(53), { code: 'own-resolver', object, path });
  }
}

function selectorOf({ namespace, selector = {} }: Service, endpoint: Endpoint): Party | DnsSelector {
  const labels = Object.entries(selector).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  if (endpoint.isHost || labels.length === 0) return { kind: 'workload', endpoint };
  return { kind: 'selector', namespace, labels: Object.fromEntries(labels) };
}

function isDns({ namespace, object, spec, pods }: Service): boolean {
  if (usual.some((one) => one.namespace === namespace && one.service === object.name)) return true;
  const named =
    recordOf(object.object.metadata?.labels)['k8s-app'] === 'kube-dns' ||
    selectorMatches({ matchLabels: { 'k8s-app': 'kube-dns' } }, recordOf(spec.selector));
  return (
    namespace === 'kube-system' &&
    named &&
    pods.length > 0 &&
    listOf(spec.ports).some((one) => recordOf(one).protocol === 'UDP')
  );
}

function dnsTargets(context: NeedContext, service: Service) {
  const found = new Map<string, { endpoint: Endpoint; ports: Port[] }>();
  for (const port of listOf(service.spec.ports).map(recordOf)) {
    // Its metrics are no part of DNS.
    if (port.port !== 53) continue;
    const { targets } = targetsOf({ ...service, spec: { ...service.spec, ports: [port] } }, 53, context.byTemplate);
    for (const { endpoint, ports } of targets) {
      const before = found.get(endpoint.name);
      if (before === undefined) found.set(endpoint.name, { endpoint, ports: [...ports] });
      else before.ports.push(...ports);
    }
  }
  return [...found.values()].map(({ endpoint, ports }) => ({ endpoint, protocolPorts: ports }));
}

function cacheAddresses(context: NeedContext): readonly string[] {
  return context.endpoints.flatMap((endpoint) => {
    if (!imageNames(endpoint).some((image) => /(?:^|\/)k8s-dns-node-cache$/.test(image))) return [];
    const words = (endpoint.template?.containers ?? []).flatMap(({ container }) => listOf(container.args));
    const listed = words.flatMap((word, index) =>
      word === '-localip' ? String(words[index + 1] ?? '').split(',') : [],
    );
    const addresses = listed.filter((one) => isIP(one) !== 0);
    return addresses.length > 0 ? addresses : [nodeLocal];
  });
}
