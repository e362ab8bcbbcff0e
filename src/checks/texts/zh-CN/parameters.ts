const explicit = '要求显式写出 request；否则只写 limit 也可以，因为 Kubernetes 会把它当作 request';

/** What parameters mean, by check and name; English stands with the checks. */
export const parameterTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'pod-runtime-class': { runtimeClasses: 'Pod 必须使用的 RuntimeClass 名称（其中之一）' },
  'pod-control-plane-scheduling': { namespaces: '这些命名空间中的 Pod 可以运行在控制平面节点上' },
  'rbac-cluster-admin': {
    subjects: '可以持有 cluster-admin 的主体，写作 Group/名称、User/名称或 ServiceAccount/命名空间/名称',
  },
  'ns-kube-system': { allow: '可以在 kube-system 中运行的工作负载名称' },
  'ns-psa-exempt': { allow: '可以不受 Pod 安全标准约束的命名空间' },
  'adm-webhook-external': { hosts: '可以提供 Webhook 服务的集群外主机名' },
  'meta-required-labels': {
    labels: '必需的标签，以及其值必须匹配的正则表达式（RE2）',
    annotations: '必需的注解，写法相同',
    kinds: '要检查的类型，写作 group/Kind；留空表示工作负载和 /Namespace',
  },
  'res-cpu-request': { explicit },
  'res-memory-request': { explicit },
  'res-ephemeral-storage': { explicit },
  'res-ratio': {
    maxRatio: '按资源设置 limit 最多可为 request 的多少倍：{memory: 2}',
    minLimit: '按资源设置允许的最低 limit：{cpu: 100m}',
    maxLimit: '按资源设置允许的最高 limit：{memory: 8Gi}',
  },
  'rel-readiness-probe': { withoutService: '也检查输入中没有任何 Service 选中的 Pod' },
  'rel-replicas': { minimum: '允许的最少副本数' },
  'rel-hpa': { minimum: '允许的最小 minReplicas' },
  'rel-pdb': { minReplicas: '副本数达到多少时，工作负载需要 PodDisruptionBudget' },
  'rel-anti-affinity': { minReplicas: '副本数达到多少时，工作负载必须分散部署' },
  'rel-lifecycle-fields': {
    maxGracePeriod: '允许的最长 terminationGracePeriodSeconds',
    maxProgressDeadline: '允许的最长 progressDeadlineSeconds',
  },
  'rel-priority-class': {
    allowed: '允许的优先级类名称；留空表示不限',
    required: '是否每个 Pod 都必须有优先级类',
  },
  'img-latest': { tags: '视为可变的标签' },
  'img-registry-allow': { registries: '允许的镜像仓库或其中的路径：[registry.example.com/shop, docker.io/library]' },
  'img-registry-public': { registries: '视为公共仓库的镜像仓库' },
  'img-deprecated-registry': { registries: '已冻结的镜像仓库或其中的路径' },
  'img-registry-metadata': { pullSecrets: 'Pod 可以使用的 imagePullSecrets 名称' },
};
