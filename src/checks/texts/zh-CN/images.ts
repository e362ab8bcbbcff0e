import type { CheckTexts } from '../text.ts';

export const images: CheckTexts = {
  'img-latest': {
    title: '镜像使用会变动的标签',
    why: 'latest 的含义每次启动都可能不同：重启后的 Pod 可能与其他副本运行不同的代码，没人说得清是哪个版本，也无从回滚。',
    action: '写明版本，最好同时写明镜像摘要（digest）',
    message: {
      missing: '容器 {container} 运行的 {value} 没有标签，等同于 latest',
      moving: '容器 {container} 运行的 {value} 使用会变动的标签',
    },
  },
  'img-digest': {
    title: '镜像未用摘要固定',
    why: '能向镜像仓库推送的人都能改变标签的含义。镜像摘要则永远指向同一份内容。',
    action: '加上镜像摘要：name:tag@sha256:…',
    message: '容器 {container} 运行的 {value} 没有镜像摘要',
  },
  'img-pull-policy': {
    title: '启动时不核对镜像',
    why: '除 Always 以外的策略都会运行节点上缓存的镜像：可能是标签的旧内容，也可能是该 Pod 无权使用的私有镜像。',
    action: '把 imagePullPolicy 设为 Always，或用镜像摘要固定镜像',
    message: '容器 {container} 可能运行节点缓存中的镜像',
  },
  'img-registry-allow': {
    title: '镜像来自未获允许的仓库',
    why: '来源无人担保的镜像会拥有该工作负载的全部权限。',
    action: '使用允许的仓库中的镜像',
    message: '容器 {container} 运行的 {value} 不在允许的仓库中',
  },
  'img-registry-prefix-ambiguous': {
    title: '仓库规则的放行范围过宽',
    why: '别人仓库中的镜像也会放行：Gatekeeper 只比较前缀，registry.example.com/team 会同时放行 registry.example.com/team-of-someone-else，example.com 会同时放行 example.com.evil.org。',
    action: '让条目以斜杠结尾',
    message: 'K8sAllowedRepos {name} 放行所有以 {value} 开头的镜像',
  },
  'img-registry-public': {
    title: '镜像来自公共仓库',
    why: '任何人都能向公共仓库发布镜像，它也可能限流、删除或替换其内容。',
    action: '把镜像同步到自己的仓库',
    message: '容器 {container} 运行的 {value} 来自公共仓库',
  },
  'img-deprecated-registry': {
    title: '镜像来自已冻结的仓库',
    why: '已冻结的仓库不再提供修复，还可能被关停；届时没有缓存的镜像将无法启动。',
    action: '改用接替它的仓库，例如 registry.k8s.io',
    message: '容器 {container} 运行的 {value} 来自已冻结的仓库',
  },
  'img-registry-metadata': {
    title: '拉取 Secret 未获允许',
    why: '拉取 Secret 会把仓库密码带进工作负载的命名空间，也会带来策略之外的镜像。',
    action: '使用策略允许的拉取 Secret',
    message: '{kind} {name} 使用了不被允许的拉取 Secret {value}',
  },
};
