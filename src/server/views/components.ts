import { componentsOf, imageName } from '../../checks/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import { formatVersion, stringOf } from '../../kubernetes/index.ts';
import type { Cluster } from '../contract/index.ts';

/**
 * Add-ons by the last part of their image's name. Sources: the manifests and charts of each project.
 */
const addOns: Readonly<Record<string, string>> = {
  coredns: 'CoreDNS',
  'metrics-server': 'metrics-server',
  'calico-node': 'Calico',
  cilium: 'Cilium',
  flannel: 'Flannel',
  'antrea-agent-ubuntu': 'Antrea',
  'kube-router': 'kube-router',
  'ingress-nginx-controller': 'ingress-nginx',
  traefik: 'Traefik',
  contour: 'Contour',
  envoy: 'Envoy',
  'cert-manager-controller': 'cert-manager',
  'external-dns': 'ExternalDNS',
  'external-secrets': 'External Secrets',
  argocd: 'Argo CD',
  'helm-controller': 'Flux helm-controller',
  'kustomize-controller': 'Flux kustomize-controller',
  'source-controller': 'Flux source-controller',
  pilot: 'Istio',
  'linkerd-controller': 'Linkerd',
  kyverno: 'Kyverno',
  gatekeeper: 'Gatekeeper',
  prometheus: 'Prometheus',
  'prometheus-operator': 'Prometheus Operator',
  'kube-state-metrics': 'kube-state-metrics',
  'node-exporter': 'node-exporter',
  grafana: 'Grafana',
  falco: 'Falco',
  tetragon: 'Tetragon',
  'cluster-autoscaler': 'Cluster Autoscaler',
  karpenter: 'Karpenter',
  'local-path-provisioner': 'local-path-provisioner',
  velero: 'Velero',
};

/** Most components that are shown. */
const most = 200;

/** Parts of the control plane and add-ons that were recognised by their images, each version once. */
export function componentsView(inventory: Inventory): Cluster['components'] {
  const found = new Map<string, Cluster['components'][number]>();
  const add = (name: string, version: string | null, namespace: string | undefined): void => {
    found.set(`${name}\n${version}\n${namespace}`, { name, version, namespace: namespace ?? null });
  };
  for (const { name, version, object } of componentsOf(inventory))
    add(name, version === undefined ? null : formatVersion(version), object.namespace);
  for (const { podTemplates, namespace } of inventory.workloads)
    for (const { container } of podTemplates.flatMap(({ containers }) => containers)) {
      const image = stringOf(container.image) ?? '';
      const name = imageName(image);
      if (Object.hasOwn(addOns, name)) add(addOns[name] ?? name, tagOf(image), namespace);
    }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).slice(0, most);
}

function tagOf(image: string): string | null {
  return /:([\w.-]{1,128})(?:@|$)/.exec(image.slice(image.lastIndexOf('/') + 1))?.[1] ?? null;
}
