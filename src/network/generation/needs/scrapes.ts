import type { InventoryObject } from '../../../inventory/index.ts';
import { type Labels, listOf, recordOf, selectorMatches, stringOf, textOf } from '../../../kubernetes/index.ts';
import { podsOf } from '../../pods.ts';
import type { Endpoint } from '../../reachability/index.ts';
import { containerPorts, namedPort } from '../../service-targets.ts';
import { imageNames, type NeedContext } from '../context.ts';
import type { Evidence, Party, Port } from '../need.ts';

/** Metrics: annotations of pods and Services, ServiceMonitors and PodMonitors. They are fetched by the Prometheus (or its kin) of the cluster. */
export function scrapeNeeds(context: NeedContext): void {
  const scrapers = context.endpoints.filter((endpoint) =>
    imageNames(endpoint).some((image) => scraperImage.test(image)),
  );
  const from: readonly Party[] =
    scrapers.length > 0 ? scrapers.map((endpoint) => ({ kind: 'workload', endpoint })) : [{ kind: 'pods' }];
  const before = context.needs.length;
  const add = (endpoint: Endpoint, ports: readonly Port[], evidence: Evidence) => {
    for (const one of from) context.need(one, { kind: 'workload', endpoint }, ports, evidence);
  };
  annotated(context, add);
  monitored(context, add);
  for (const service of context.services.all) {
    const port = annotatedPort(service.object);
    if (port === undefined) continue;
    for (const { template } of service.pods) {
      const endpoint = context.endpointOf(template);
      if (endpoint !== undefined)
        add(endpoint, port === 'any' ? containerPorts(template) : [{ protocol: 'TCP', port }], {
          code: 'scrape',
          object: service.object,
          path: ['metadata', 'annotations'],
        });
    }
  }
  if (scrapers.length === 0 && context.needs.length > before) context.note('scraper-unknown');
}

/** What fetches metrics, by the image's last names. */
const scraperImage =
  /(?:^|\/)(?:prometheus\/prometheus|prom\/prometheus|prometheus|vmagent|victoria-metrics|alloy|grafana-agent|agent-operator|gmp-prometheus|opentelemetry-collector(?:-contrib|-k8s)?|k8s-monitoring)$/;

type Add = (endpoint: Endpoint, ports: readonly Port[], evidence: Evidence) => void;

function annotated(context: NeedContext, add: Add): void {
  for (const endpoint of context.endpoints) {
    const { template, object } = endpoint;
    if (template === undefined || object === undefined) continue;
    const annotations = recordOf(template.metadata.annotations);
    const port = portIn(annotations);
    if (port !== undefined)
      add(endpoint, port === 'any' ? containerPorts(template) : [{ protocol: 'TCP', port }], {
        code: 'scrape',
        object,
        path: [...template.metadataPath, 'annotations'],
      });
  }
}

function annotatedPort({ object }: InventoryObject): number | 'any' | undefined {
  return portIn(recordOf(object.metadata?.annotations));
}

/** The habit of Prometheus' example configuration for Kubernetes. */
function portIn(annotations: Labels): number | 'any' | undefined {
  if (textOf(annotations['prometheus.io/scrape']) !== 'true') return undefined;
  const port = Number(textOf(annotations['prometheus.io/port']));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 'any';
}

/** Source: Prometheus Operator, API reference: ServiceMonitor, PodMonitor. */
function monitored(context: NeedContext, add: Add): void {
  const { inventory } = context;
  for (const object of inventory.ofKind('monitoring.coreos.com/ServiceMonitor')) {
    const spec = recordOf(object.object.spec);
    const isIn = namespacesOf(object, spec);
    for (const service of context.services.all) {
      const labels = recordOf(service.object.object.metadata?.labels);
      if (!isIn(service.namespace) || !selectorMatches(spec.selector ?? {}, labels)) continue;
      for (const [index, one] of listOf(spec.endpoints).entries())
        for (const { template } of service.pods) {
          const endpoint = context.endpointOf(template);
          const { port, targetPort } = recordOf(one);
          const found = listOf(service.spec.ports)
            .map(recordOf)
            .find(({ name }) => name === port);
          const target = targetPort ?? found?.targetPort ?? found?.port;
          if (endpoint !== undefined)
            add(endpoint, podPorts(endpoint, target), { code: 'scrape', object, path: ['spec', 'endpoints', index] });
        }
    }
  }
  const pods = podsOf(inventory);
  for (const object of inventory.ofKind('monitoring.coreos.com/PodMonitor')) {
    const spec = recordOf(object.object.spec);
    const isIn = namespacesOf(object, spec);
    for (const namespace of pods.namespaces) {
      if (!isIn(namespace)) continue;
      for (const { template } of pods.selected(namespace, spec.selector ?? {})) {
        const endpoint = context.endpointOf(template);
        for (const [index, one] of listOf(spec.podMetricsEndpoints).entries()) {
          const { port, portNumber, targetPort } = recordOf(one);
          if (endpoint !== undefined)
            add(endpoint, podPorts(endpoint, port ?? portNumber ?? targetPort), {
              code: 'scrape',
              object,
              path: ['spec', 'podMetricsEndpoints', index],
            });
        }
      }
    }
  }
}

function podPorts({ template }: Endpoint, target: unknown): readonly Port[] {
  if (typeof target === 'number') return [{ protocol: 'TCP', port: target }];
  return typeof target === 'string' ? namedPort(template, target) : [];
}

/** Its own namespace where it names none. */
function namespacesOf({ namespace }: InventoryObject, spec: Labels): (name: string) => boolean {
  const { any, matchNames } = recordOf(spec.namespaceSelector);
  const names = listOf(matchNames).map((one) => stringOf(one));
  return (name) => any === true || (names.length > 0 ? names.includes(name) : name === namespace);
}
