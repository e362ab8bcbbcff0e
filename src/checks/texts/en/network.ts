import type { CheckTexts } from '../text.ts';

export const network: CheckTexts = {
  'net-ns-no-policy': {
    title: 'Namespace without a NetworkPolicy',
    why: 'Without a policy, every pod of the cluster reaches every pod of the namespace, and these reach everything: one compromised pod is a bridge to all others.',
    action: 'Add a policy that denies by default, and policies that allow what the pods need',
    message: 'Namespace {namespace} has no NetworkPolicy (workloads: {count})',
  },
  'net-pod-unselected': {
    title: 'Workload not protected by a NetworkPolicy',
    why: 'A policy protects only the pods that it selects, and only in the directions that its policyTypes name; everything else in the namespace stays open.',
    action: 'Add a policy that selects these pods, or one that denies by default',
    message: {
      both: 'No NetworkPolicy of namespace {namespace} selects the pods of {kind} {name}',
      ingress: 'No NetworkPolicy restricts who can reach the pods of {kind} {name}',
      egress: 'No NetworkPolicy restricts where the pods of {kind} {name} can connect',
    },
  },
  'net-policy-open-ingress': {
    title: 'Network policy lets everyone in',
    why: 'A policy that lets everyone in looks like protection but is none.',
    action: 'Name the pods or addresses that need access',
    message: {
      anybody: '{kind} {name} has a rule without from, which lets everyone in',
      world: '{kind} {name} allows traffic from {cidr}, which is everyone',
      cluster: '{kind} {name} allows traffic from every pod of every namespace',
    },
  },
  'net-policy-open-egress': {
    title: 'Network policy lets everything out',
    why: 'An attacker inside a pod that can connect anywhere downloads tools and carries data out.',
    action: 'Name the services and addresses that the pods need',
    message: {
      anybody: '{kind} {name} has a rule without to, which allows traffic to anywhere',
      world: '{kind} {name} allows traffic to {cidr}, which is anywhere',
    },
  },
  'net-metadata-egress': {
    title: 'Cloud credentials of the node within reach',
    why: 'The cloud’s metadata service gives the node’s credentials to whoever asks. A policy that restricts egress but not to that address leaves the way open.',
    action: 'Exclude the metadata address from the block with except',
    message: '{kind} {name} allows traffic to {cidr}, which includes the metadata service at {address}',
  },
  'net-policy-dangling': {
    title: 'Network policy selects nothing',
    why: 'A policy whose selector matches no pod protects nothing, though someone relies on it. Most often, a label was renamed.',
    action: 'Correct the selector, or remove the policy',
    message: {
      selector: 'The selector of {kind} {name} matches no pod in namespace {namespace} of the input',
      peer: 'A peer in {kind} {name} matches no pod in namespace {namespace} of the input',
    },
  },
  'ref-dangling-network': {
    title: 'Network reference that leads nowhere',
    why: 'Requests go unanswered: a Service has no pods, a port belongs to no container, or an Ingress points to a missing Service.',
    action: 'Correct the selector, the name or the port',
    message: {
      service: 'The selector of Service {name} matches no pod in namespace {namespace} of the input',
      targetPort: 'No container behind Service {name} has a port named {port}',
      invalid: '{port} is not a valid port',
      samePort: 'Container {container} has two ports named {port}',
      duplicate: 'Service {name} has the same selector and port ({port}) as Service {service}',
      backend: '{kind} {name} sends traffic to Service {service}, which is not in namespace {namespace} of the input',
      backendPort: '{kind} {name} sends traffic to port {port} of Service {service}, which has no such port',
      noBackend: '{kind} {name} has a path without a backend',
    },
  },
};

export const services: CheckTexts = {
  'svc-nodeport': {
    title: 'Port open on every node',
    why: 'A NodePort is open on every address of every node, bypassing the ingress and its checks.',
    action: 'Use ClusterIP, and publish the Service through an Ingress or a Gateway',
    message: 'Service {name} opens a port on every node',
  },
  'svc-loadbalancer': {
    title: 'Load balancer open to the internet',
    why: 'A load balancer gets a public address unless told otherwise, and nothing limits who can connect to it.',
    action: 'Set loadBalancerSourceRanges, or add the annotation that makes it internal',
    message: 'Service {name} is a load balancer that is not internal and does not limit its sources',
  },
  'svc-external-ips': {
    title: 'External addresses on a Service',
    why: 'A Service takes over the cluster’s traffic to its externalIPs, no matter whose addresses they are (CVE-2020-8554, which has no patch).',
    action: 'Remove externalIPs, and use a load balancer',
    message: 'Service {name} claims external addresses',
  },
  'svc-externalname-local': {
    title: 'Service points to localhost or cloud metadata',
    why: 'Ingress controllers and other clients that follow this Service can be made to reach their own host or the cloud’s credentials for whoever wrote it.',
    action: 'Point it to the service that is meant',
    message: 'Service {name} resolves to {value}',
  },
};

export const ingress: CheckTexts = {
  'ing-tls': {
    title: 'Traffic without TLS',
    why: 'Without TLS, passwords and sessions cross the network in plain text, and anyone on the way can answer in place of the service.',
    action: 'Configure TLS for every host',
    message: {
      none: '{kind} {name} has no TLS',
      host: 'Host {value} of {kind} {name} is not listed in spec.tls',
      redirect: '{kind} {name} also answers over plain HTTP',
    },
  },
  'ing-wildcard-host': {
    title: 'Ingress answers for unintended hosts',
    why: 'Without a host, or with a wildcard, an Ingress takes traffic for names that may belong to others. Of two Ingresses with the same host and path, one gets no traffic.',
    action: 'Name the host of every rule',
    message: {
      empty: 'A rule of Ingress {name} has no host, so it answers for every name',
      wildcard: 'Ingress {name} answers for {host}',
      default: 'Ingress {name} has a default backend, which answers whatever no rule matches',
      shadowed: '{host}{path} of Ingress {name} is also in Ingress {other}',
    },
  },
  'ing-nginx-snippets': {
    title: 'Ingress can change the NGINX configuration',
    why: 'Configuration injected through an Ingress runs in the controller: it can read the controller’s token and with it, usually, every Secret of the cluster (CVE-2021-25742, CVE-2025-1974 and related flaws).',
    action: 'Remove the snippet, and keep snippet annotations off',
    message: {
      snippet: 'Ingress {name} has an annotation that is copied into the NGINX configuration unchanged',
      injection: 'An annotation of Ingress {name} contains characters that end one NGINX directive and begin another',
      path: 'A path of Ingress {name} contains NGINX directives',
      allowed: 'ConfigMap {name} lets anyone who can write an Ingress configure NGINX through snippets',
    },
  },
  'ing-nginx-eol': {
    title: 'Ingress controller without security fixes',
    why: 'Flaws found since March 2026 stay open, at the edge of the cluster: ingress-nginx was retired then.',
    action: 'Move to a maintained ingress controller or to the Gateway API',
    message: 'Container {container} runs ingress-nginx, which no longer gets security fixes',
  },
};

export const exposure: CheckTexts = {
  'gw-exposure': {
    title: 'Workload published by a gateway',
    why: 'Anyone who reaches the gateway reaches whatever is behind its routes.',
    action: 'Check whether this has to be public; if not, use an internal GatewayClass',
    message: '{kind} {name} publishes {workloads}',
  },
  'net-exposed-dashboard': {
    title: 'Console reachable from outside',
    why: 'Consoles run commands or show everything, often without a login. Exposed ones are found within hours.',
    action: 'Keep it inside the cluster, and reach it by port forwarding or through an authenticating proxy',
    message: '{kind} {name} makes {product} ({workload}) reachable from outside the cluster',
  },
  'mesh-mtls': {
    title: 'Connections outside mutual TLS',
    why: 'Where plain text is allowed or the proxy is missing, connections are not encrypted and nobody knows who is at the other end.',
    action: 'Use mode STRICT, and keep the proxy injected',
    message: {
      mode: '{kind} {name} sets TLS mode {mode}',
      injection: '{key}: {off} keeps the pods of {kind} {name} out of the mesh',
    },
  },
};
