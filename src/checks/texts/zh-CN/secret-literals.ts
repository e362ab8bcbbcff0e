import type { CheckTexts } from '../text.ts';

export const secretLiterals: CheckTexts = {
  'sec-env-literal': {
    title: '环境变量中的凭据',
    why: '能读取工作负载、代码仓库历史或 kubectl describe 输出的人都能得到该凭据。',
    action: '把值移入 Secret 并引用它，同时更换该凭据',
    message: '容器 {container} 的环境变量 {variable} 中写有明文凭据（{credential}）',
  },
  'sec-configmap': {
    title: 'ConfigMap 中的凭据',
    why: '能读取 ConfigMap 的人和程序比 Secret 多，而且 ConfigMap 通常没有静态加密。',
    action: '把值移入 Secret，并更换该凭据',
    message: 'ConfigMap {name} 的 {key} 中含有凭据（{credential}）',
  },
  'sec-args': {
    title: '参数或元数据中的凭据',
    why: '参数会出现在节点的进程列表和 Pod 的描述中；能列出对象的人都能读到注解和标签。',
    action: '通过挂载的 Secret 传递凭据，并更换它',
    message: {
      argument: '容器 {container} 的命令行中含有凭据（{credential}）',
      annotations: '{kind} {name} 的注解 {key} 中含有凭据（{credential}）',
      labels: '{kind} {name} 的标签 {key} 中含有凭据（{credential}）',
    },
  },
};
