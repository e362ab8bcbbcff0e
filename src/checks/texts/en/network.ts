import type { CheckTexts } from '../text.ts';

export const network: CheckTexts = {
  'net-ns-no-policy': {
    title: 'Namespace without network policy',
    why: 'Without a policy every pod of the cluster reaches every pod of the namespace, and these reach everything: one broken pod is a bridge to all others.',
    action: 'Add a policy that denies by default, and policies for what the pods need',
    message: 'Namespace {namespace} has {count} workloads and no NetworkPolicy',
  },
  'net-pod-unselected': {
    title: 'Workload that no network policy protects',
    why: 'Policies protect the pods that they select, in the directions that their policyTypes name; all others of the namespace stay open.',
    action: 'Add a policy that selects these pods, or one that denies by default',
    message: {
      both: 'No NetworkPolicy of namespace {namespace} selects the pods of {kind} {name}',
      ingress: 'No NetworkPolicy restricts who reaches the pods of {kind} {name}',
      egress: 'No NetworkPolicy restricts where the pods of {kind} {name} connect to',
    },
  },
  'net-policy-open-ingress': {
    title: 'Network policy lets everybody in',
    why: 'A policy whose sources are everybody looks like protection and is none.',
    action: 'Name the pods or addresses that need to connect',
    message: {
      anybody: '{kind} {name} has a rule without from: it lets in anybody',
      world: '{kind} {name} lets in {cidr}: anybody',
      cluster: '{kind} {name} lets in every pod of every namespace',
    },
  },
  'net-policy-open-egress': {
    title: 'Network policy lets everything out',
    why: 'An attacker inside a pod that may connect anywhere fetches tools and takes the data out.',
    action: 'Name the services and addresses that the pods need',
    message: {
      anybody: '{kind} {name} has a rule without to: it lets out to anywhere',
      world: '{kind} {name} lets out to {cidr}: anywhere',
    },
  },
  'net-metadata-egress': {
    title: 'Cloud credentials of the node within reach',
    why: 'The metadata service of the cloud hands the node’s credentials to whoever asks. A policy that restricts egress, but not to that address, leaves the way open.',
    action: 'Except the metadata address from the block',
    message: '{kind} {name} lets out to {cidr}, which contains the metadata service at {address}',
  },
  'net-policy-dangling': {
    title: 'Network policy selects nothing',
    why: 'A policy whose selector matches no pod protects nothing, though somebody believes that it does. Most often a label was renamed.',
    action: 'Correct the selector or remove the policy',
    message: {
      selector: 'The selector of {kind} {name} matches no pod of this input in namespace {namespace}',
      peer: 'The peer in {kind} {name} matches no pod of this input in namespace {namespace}',
    },
  },
  'ref-dangling-network': {
    title: 'Network reference that leads nowhere',
    why: 'A Service without pods, a port that no container has or an Ingress to a missing Service answers nobody.',
    action: 'Correct the selector, name or port',
    message: {
      service: 'The selector of Service {name} matches no pod of this input in namespace {namespace}',
      targetPort: 'No container behind Service {name} has a port named {port}',
      invalid: '{port} is no valid port',
      samePort: 'Container {container} has two ports named {port}',
      duplicate: 'Service {name} has the same selector and port {port} as Service {service}',
      backend: '{kind} {name} sends traffic to Service {service}, which is not in this input (namespace {namespace})',
      backendPort: '{kind} {name} sends traffic to port {port} of Service {service}, which has no such port',
      noBackend: '{kind} {name} has a path without a backend',
    },
  },
};

export const services: CheckTexts = {
  'svc-nodeport': {
    title: 'Port open on every node',
    why: 'A NodePort is open on every address of every node, past the ingress and what it checks.',
    action: 'Use ClusterIP and publish the service through an Ingress or a Gateway',
    message: 'Service {name} opens a port on every node',
  },
  'svc-loadbalancer': {
    title: 'Load balancer open to the internet',
    why: 'A load balancer has a public address unless it is said otherwise, and nothing limits who connects.',
    action: 'Set loadBalancerSourceRanges, or the annotation that makes it internal',
    message: 'Service {name} is a load balancer that neither is internal nor limits its sources',
  },
  'svc-external-ips': {
    title: 'External addresses on a Service',
    why: 'A Service takes over traffic of the cluster to its externalIPs, whoever these addresses belong to (CVE-2020-8554, which has no patch).',
    action: 'Remove externalIPs and use a load balancer',
    message: 'Service {name} claims external addresses',
  },
  'svc-externalname-local': {
    title: 'Service that points at localhost or cloud metadata',
    why: 'Ingress controllers and other clients that follow this Service reach their own host or the cloud’s credentials on behalf of whoever wrote it.',
    action: 'Point it at the service that is meant',
    message: 'Service {name} resolves to {value}',
  },
};

export const ingress: CheckTexts = {
  'ing-tls': {
    title: 'Traffic without TLS',
    why: 'Without TLS passwords and sessions cross the network in the clear, and anybody on the way can answer instead of the service.',
    action: 'Configure TLS for every host',
    message: {
      none: '{kind} {name} has no TLS',
      host: 'Host {value} of {kind} {name} has no certificate in spec.tls',
      redirect: '{kind} {name} answers over plain HTTP, too',
    },
  },
  'ing-wildcard-host': {
    title: 'Ingress that answers for names nobody meant',
    why: 'Without a host, or with a wildcard, an Ingress takes traffic for names that others may use. Of two Ingresses with the same host and path one gets none.',
    action: 'Name the host of every rule',
    message: {
      empty: 'A rule of Ingress {name} has no host: it answers for every name',
      wildcard: 'Ingress {name} answers for {host}',
      default: 'Ingress {name} has a default backend: it answers whatever no rule names',
      shadowed: '{host}{path} in Ingress {name} is also in Ingress {other}',
    },
  },
  'ing-nginx-snippets': {
    title: 'Ingress that writes the controller’s configuration',
    why: 'Configuration written through an Ingress runs in the controller: it reads the controller’s token and with it, as a rule, every Secret of the cluster (CVE-2021-25742, CVE-2025-1974 and its family).',
    action: 'Remove the snippet and keep snippet annotations switched off',
    message: {
      snippet: 'Ingress {name} has an annotation that is put into the configuration of NGINX as it is',
      injection: 'An annotation of Ingress {name} holds characters that end a directive of NGINX and begin another',
      path: 'A path of Ingress {name} holds directives of NGINX',
      allowed: 'ConfigMap {name} lets everybody who writes an Ingress configure NGINX by snippets',
    },
  },
  'ing-nginx-eol': {
    title: 'Ingress controller without fixes',
    why: 'ingress-nginx was retired in March 2026: flaws found since then stay open, at the edge of the cluster.',
    action: 'Move to a maintained ingress controller or to the Gateway API',
    message: 'Container {container} runs ingress-nginx, which no longer gets security fixes',
  },
};

export const exposure: CheckTexts = {
  'gw-exposure': {
    title: 'Workload published by a gateway',
    why: 'Everybody who reaches the gateway reaches what is behind its routes.',
    action: 'Review whether this has to be public; else use an internal gateway class',
    message: '{kind} {name} publishes {workloads}',
  },
  'net-exposed-dashboard': {
    title: 'Console reachable from outside',
    why: 'Consoles run what they are told or show everything, often without or with optional login. Exposed ones are found within hours.',
    action: 'Keep it inside and reach it by port forwarding or behind a proxy that authenticates',
    message: '{kind} {name} makes {product} ({workload}) reachable from outside the cluster',
  },
  'mesh-mtls': {
    title: 'Connections outside mutual TLS',
    why: 'Where plain text is allowed or the proxy is missing, connections are neither encrypted nor is it known who is at the other end.',
    action: 'Use mode STRICT and keep the proxy injected',
    message: {
      mode: '{kind} {name} sets TLS mode {mode}',
      injection: '{key}: {off} keeps the pods of {kind} {name} out of the mesh',
    },
  },
};
