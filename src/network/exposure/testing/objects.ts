import { Inventory, inventoryFromText } from '../../../inventory/index.ts';

/** Objects of YAML texts as if they were all that a cluster has. */
export function clusterOf(...texts: readonly string[]): Inventory {
  return new Inventory(filesOf(...texts).objects, [], () => true);
}

/** The same as files, of which nobody knows what else there is. */
export function filesOf(...texts: readonly string[]): Inventory {
  return inventoryFromText(texts.join('\n---\n'));
}

export const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: web:1, ports: [{ name: http, containerPort: 8080 }] }] }`;

export const service = (spec = 'ports: [{ port: 80, targetPort: http }]', annotations = '{}', name = 'web') => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, annotations: ${annotations} }
spec: { selector: { app: web }, ${spec} }`;

export const node = (address: string, type = 'InternalIP', providerId = '') => `
apiVersion: v1
kind: Node
metadata: { name: n-${address} }
spec: { providerID: "${providerId}" }
status: { addresses: [{ type: ${type}, address: "${address}" }] }`;

export const policy = (spec: string, namespace = 'shop', name = 'p') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}`;

export const ingress = (
  annotations = '{}',
  spec = 'ingressClassName: nginx, tls: [{ hosts: [shop.example], secretName: shop }]',
  name = 'web',
) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, annotations: ${annotations} }
spec:
  { ${spec}, rules: [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`;

/** An ingress controller, its class and what leads to it. */
export const controller = (image: string, says: string, service = 'type: LoadBalancer', status = '203.0.113.9') => `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
spec: { controller: ${says} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: controller, namespace: edge }
spec:
  template:
    metadata: { labels: { app: controller } }
    spec: { containers: [{ name: controller, image: "registry.example/${image}:v1", ports: [{ containerPort: 443 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: controller, namespace: edge }
spec: { selector: { app: controller }, ${service}, ports: [{ port: 443 }] }
status: { loadBalancer: { ingress: [{ ip: "${status}" }] } }`;

export const nginx = controller('ingress-nginx/controller', 'k8s.io/ingress-nginx');
