/** Words of names that Kubernetes gives itself, and of software that is the same everywhere: no one is known by them. */
export const publicWords: ReadonlySet<string> = new Set(
  `
  default kube system public node nodes lease kubernetes k8s io local svc cluster localhost in addr com org net
  admin edit view masters anonymous authenticated unauthenticated serviceaccount serviceaccounts bootstrap bootstrapper signer
  clusterinfo info controller manager scheduler apiserver api server etcd proxy dns coredns metrics root ca crt extension
  authentication authorization reader delegator kubelet kubeadm critical high low priority master control plane worker
  production prod staging stage test testing dev development qa
  kyverno gatekeeper opa kubewarden connaisseur sigstore cosign policy ratify portieris polaris neuvector stackrox sysdig aqua
  kubescape jspolicy trivy falco istio istiod linkerd consul envoy cilium calico antrea flannel weave tigera canal node agent
  prometheus alertmanager grafana loki tempo jaeger opentelemetry otel fluent fluentd bit vector argocd argo rollouts workflows flux
  cert certmanager ingress nginx traefik haproxy contour gateway external secrets vault sealed keda knative tekton velero longhorn rook
  ceph openebs csi driver snapshot autoscaler descheduler dashboard dashboards headlamp postgres postgresql mysql mariadb redis kafka zookeeper
  airflow superset jupyter jupyterhub notebook notebooks mlflow kubeflow centraldashboard spark flink hadoop presto trino metabase
  jenkins gitlab gitea nexus artifactory sonarqube keycloak dex rancher portainer lens kubeui kubernetesui pgadmin adminer
  phpmyadmin consul nomad thanos cortex mimir goldilocks kubecost litmus chaos mesh kiali hubble ui server
  argocli katib kfp pipeline ray rayproject nifi weaveworks prom commander express selenium hub standalone jupyterlab tektoncd
  rabbitmq mongo mongodb elasticsearch opensearch kibana minio docker ghcr quay gcr registry mcr microsoft aws amazonaws azurecr
  index internal metadata instance goog compute nip sslip xip client auth
  gke rilb gxlb eks aks alb nlb elb
  config cfg eni cni vpc amazon terway kindnetd kindest ovnkube anetd netd azure cns npm ubi network policies nodeagent
  native webhook replica set deployment stateful daemon job cron pod
  pkg dev google googleapis nvidia nvcr breakwater
  change me changeme replace your placeholder example dummy sample todo fixme redacted goes here true false yes no on off none null
  localhost unconfined runtime privileged baseline restricted enforce audit warn latest main stable alpine debian ubuntu busybox
  `
    .trim()
    .split(/\s+/),
);

/** Fields that hold names, whatever object they stand in. */
export const nameFields: ReadonlySet<string> = new Set([
  'name',
  'generateName',
  'namespace',
  'namespaces',
  'host',
  'hosts',
  'hostname',
  'hostnames',
  'hostnamesSelector',
  'subdomain',
  'resourceNames',
  'values',
  'externalName',
  'targetPort',
  'port',
  'user',
  'users',
  'username',
  'group',
  'groups',
  'email',
  'emails',
  'serviceAccount',
]);

/** Lists whose items have a `name` that is no name of somebody's: variables, headers, settings of the kernel, versions. */
export const technicalLists: ReadonlySet<string> = new Set([
  'env',
  'httpHeaders',
  'sysctls',
  'resource',
  'containerResource',
  'versions',
  'os',
  'plugins',
  'extraArgs',
  'kubeletExtraArgs',
  'additionalPrinterColumns',
]);

/** Fields that end in Name but hold words of Kubernetes. */
export const technicalFields: ReadonlySet<string> = new Set([
  'fieldName',
  'schedulerName',
  'controllerName',
  'signerName',
]);

/** Mappings whose keys users choose, and whether their values are names. */
export const userMaps: Readonly<Record<string, 'names' | 'texts'>> = {
  labels: 'names',
  matchLabels: 'names',
  nodeSelector: 'names',
  selector: 'names',
  annotations: 'texts',
  data: 'texts',
  binaryData: 'texts',
  limits: 'texts',
  requests: 'texts',
  hard: 'texts',
  capacity: 'texts',
  parameters: 'texts',
};

/** Fields whose values are one of a few words: `podManagementPolicy: OrderedReady`. */
export const choiceField =
  /(?:[pP]olicy|[mM]ode|[tT]ype|[sS]tatus|[aA]ction|[oO]perator|[sS]cope|phase|effect|protocol|reason)$/;

/**
 * Labels and annotations of Kubernetes itself; their values are words of its own but for those that name something: hosts, applications
 * (`app.kubernetes.io/name`), zones.
 */
export const ownKey =
  /^(?!app\.kubernetes\.io\/|topology\.kubernetes\.io\/|kubernetes\.io\/(?:hostname|metadata\.name|description)$)(?:[a-z0-9.-]+\.)?k(?:ubernetes|8s)\.io\//;

/** Facts about the software of a node, the same on thousands of others. */
export const keptFields: ReadonlySet<string> = new Set([
  'kernelVersion',
  'osImage',
  'containerRuntimeVersion',
  'kubeletVersion',
  'kubeProxyVersion',
  'operatingSystem',
  'architecture',
  'creationTimestamp',
  'deletionTimestamp',
]);

/** In place of every uid: an owner without one would be no owner. */
export const noUid = '00000000-0000-0000-0000-000000000000';

/** Certificates, requests for them, and numbers of machines: names in another form. */
export const droppedFields: ReadonlySet<string> = new Set([
  'caBundle',
  'certificate',
  'request',
  'machineID',
  'systemUUID',
  'bootID',
  'trustBundle',
]);
