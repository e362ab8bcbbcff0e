import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { formatPath, recordOf, stringOf, textOf } from '../../kubernetes/index.ts';
import { type Exposure, exposureOf, gatewayKind, gatewayRouteKinds, routeKinds } from '../../network/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import { set } from '../fix.ts';

/** Routes of the Gateway API and of Istio. */
const exposingRoutes = [...gatewayRouteKinds, 'networking.istio.io/VirtualService'];

/** Every workload that is reached from outside, with each way. */
function* exposed(inventory: Inventory): Generator<{ workload: InventoryObject; exposure: Exposure }> {
  for (const [workload, exposures] of exposureOf(inventory))
    for (const exposure of exposures) yield { workload, exposure };
}

/**
 * A route of the Gateway API (or of Istio) that ends at a workload puts it on the network of the gateway: somebody should have meant that.
 * A list to review rather than a flaw, so no profile but `all` and `nsa` asks it. Routes through gateways that are internal by the name
 * of their class, and routes of a mesh (whose parent is a Service), are fine. One finding a route.
 */
export const gwExposure = inventoryCheck({
  id: 'gw-exposure',
  of: exposingRoutes,
  reads: ['workloads', '/Service', gatewayKind],
  scope: 'namespace',
  severity: 'medium',
  profiles: [],
  source: 'https://gateway-api.sigs.k8s.io/concepts/security/',
  standards: { nsa: ['net'], attack: ['T1133'], owasp: ['K06'] },
  *run({ inventory }) {
    const kinds = new Set(exposingRoutes);
    const found = new Map<InventoryObject, { path: Exposure['path']; workloads: Set<string> }>();
    for (const { workload, exposure } of exposed(inventory)) {
      const { via, path, internal } = exposure;
      if (internal || !kinds.has(via.groupKind)) continue;
      const name = `${workload.kind} ${workload.name}`;
      const known = found.get(via);
      if (known === undefined) found.set(via, { path, workloads: new Set([name]) });
      else known.workloads.add(name);
    }
    for (const [object, { path, workloads }] of found)
      yield { object, path, values: { workloads: [...workloads].join(', ') } };
  },
});

/**
 * Consoles that run what they are told, or show everything, and whose login is absent, optional or has been passed by often: by the last
 * parts of their image's name. Sources: the images of each project; Microsoft's and Aqua's reports on exposed dashboards, Kubeflow, Argo
 * Workflows, Ray ("ShadowRay"), Jupyter and Weave Scope.
 */
const consoles: readonly (readonly [product: string, image: RegExp])[] = [
  [
    'Kubernetes Dashboard',
    /(^|\/)kubernetes-?ui\/dashboard|kubernetesui\/dashboard(-web|-api)?$|(^|\/)kubernetes-dashboard(-amd64)?$/,
  ],
  ['Headlamp', /(^|\/)headlamp(-k8s\/headlamp)?$/],
  ['Argo Workflows', /(^|\/)argocli$|(^|\/)argo-?server$/],
  ['Argo CD', /(^|\/)argocd$/],
  ['Kubeflow', /(^|\/)(centraldashboard|ml-pipeline\/frontend|kfp-frontend|katib-ui)$/],
  ['Jupyter', /(^|\/)(jupyter|quay\.io\/jupyter)\/[\w-]+$|(^|\/)(jupyterhub|k8s-hub|jupyterlab|notebook)$/],
  ['Ray', /(^|\/)rayproject\/ray(-ml|-llm)?$/],
  ['MLflow', /(^|\/)mlflow$/],
  ['Airflow', /(^|\/)airflow$/],
  ['Spark', /(^|\/)spark(-history-server)?$/],
  ['Apache NiFi', /(^|\/)nifi$/],
  ['Weave Scope', /(^|\/)weaveworks\/scope$/],
  ['Jenkins', /(^|\/)jenkins(\/jenkins)?$/],
  ['Tekton Dashboard', /(^|\/)tekton-?dashboard|tektoncd\/dashboard/],
  ['Portainer', /(^|\/)portainer(-ce|-ee)?$/],
  ['Prometheus', /(^|\/)prom(etheus)?\/(prometheus|alertmanager)$/],
  ['Kiali', /(^|\/)kiali$/],
  ['Hubble UI', /(^|\/)hubble-ui$/],
  ['phpMyAdmin', /(^|\/)phpmyadmin$/],
  ['Adminer', /(^|\/)adminer$/],
  ['Mongo Express', /(^|\/)mongo-express$/],
  ['Redis Commander', /(^|\/)redis-commander$/],
  ['Kibana', /(^|\/)(kibana|opensearch-dashboards)$/],
  ['Longhorn', /(^|\/)longhorn-ui$/],
  ['Selenium Grid', /(^|\/)selenium\/(hub|standalone-[\w-]+)$/],
];

/** The repository of an image, without tag and digest; names of more than 300 characters are none. */
function repositoryOf(image: string): string {
  return image
    .slice(0, 300)
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '');
}

function consoleOf(workload: InventoryObject): string | undefined {
  for (const { containers } of workload.podTemplates)
    for (const { container, type } of containers) {
      if (type !== 'regular') continue;
      const repository = repositoryOf(stringOf(container.image) ?? '');
      const match = consoles.find(([, image]) => image.test(repository));
      if (match !== undefined) return match[0];
    }
  return undefined;
}

/**
 * A console that is reachable from outside is a way in. At the object that opens the way: an Ingress, a route, a Service, a host port.
 * Ways that are internal by annotation or class are fine.
 */
export const netExposedDashboard = inventoryCheck({
  id: 'net-exposed-dashboard',
  of: ['workloads', '/Service', ...routeKinds],
  reads: [gatewayKind],
  scope: 'namespace',
  severity: 'high',
  source: 'https://attack.mitre.org/techniques/T1133/',
  standards: { nsa: ['net'], attack: ['T1133'], owasp: ['K06'] },
  *run({ inventory }) {
    for (const [workload, exposures] of exposureOf(inventory)) {
      const open = exposures.filter(({ internal }) => !internal);
      if (open.length === 0) continue;
      const product = consoleOf(workload);
      if (product === undefined) continue;
      for (const { via, path } of open)
        yield { object: via, path, values: { product, workload: `${workload.kind} ${workload.name}` } };
    }
  },
});

/**
 * In a mesh connections are encrypted and both ends known; PERMISSIVE lets plain text in, and a pod outside the mesh takes part in none of it.
 * Fields: mtls.mode of Istio's PeerAuthentications (of their ports, too), tls.mode of DestinationRules, the labels and annotations that
 * switch the injection of Istio's or Linkerd's proxy off. Not allowed: PERMISSIVE, DISABLE; false, disabled.
 */
export const meshMtls = inventoryCheck({
  id: 'mesh-mtls',
  of: ['security.istio.io/PeerAuthentication', 'networking.istio.io/DestinationRule', 'workloads'],
  scope: 'object',
  severity: 'low',
  source: 'https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/',
  standards: { nsa: ['net'], attack: ['T1040'], owasp: ['K05'] },
  *run({ inventory }) {
    for (const object of inventory.ofKind('security.istio.io/PeerAuthentication')) yield* modes(object);
    for (const object of inventory.ofKind('networking.istio.io/DestinationRule')) {
      const tls = recordOf(recordOf(recordOf(object.object.spec).trafficPolicy).tls);
      if (tls.mode === 'DISABLE')
        yield {
          object,
          path: ['spec', 'trafficPolicy', 'tls', 'mode'],
          message: 'mode',
          values: { mode: 'DISABLE' },
          fix: { ...set('spec.trafficPolicy.tls.mode', 'ISTIO_MUTUAL'), risky: true },
        };
    }
    for (const object of inventory.workloads)
      for (const { metadata, metadataPath } of object.podTemplates)
        for (const [field, key, off] of optOuts)
          if (textOf(recordOf(metadata[field])[key]) === off)
            yield { object, path: [...metadataPath, field, key], message: 'injection', values: { key, off } };
  },
});

const optOuts = [
  ['labels', 'sidecar.istio.io/inject', 'false'],
  ['annotations', 'sidecar.istio.io/inject', 'false'],
  ['annotations', 'linkerd.io/inject', 'disabled'],
] as const;

function* modes(object: InventoryObject): Generator<Violation> {
  const spec = recordOf(object.object.spec);
  const places = [
    { mode: recordOf(spec.mtls).mode, path: ['spec', 'mtls', 'mode'] },
    ...Object.entries(recordOf(spec.portLevelMtls)).map(([port, value]) => ({
      mode: recordOf(value).mode,
      path: ['spec', 'portLevelMtls', port, 'mode'],
    })),
  ];
  for (const { mode, path } of places)
    if (mode === 'PERMISSIVE' || mode === 'DISABLE')
      yield {
        object,
        path,
        message: 'mode',
        values: { mode },
        fix: { ...set(formatPath(path), 'STRICT'), risky: true },
      };
}

export const exposure = [gwExposure, netExposedDashboard, meshMtls];
