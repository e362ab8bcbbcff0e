import type { CheckTexts } from '../text.ts';

export const admission: CheckTexts = {
  'adm-webhook-fail-open': {
    title: '可以被绕过的准入 Webhook',
    why: '失败会被忽略的 Webhook，只要压垮或停掉它就形同关闭；带 objectSelector 的 Webhook，加一个标签就能绕开。守护集群的 Webhook 必须在失败时拒绝请求，并且超时要短。',
    action: '将 failurePolicy 设为 Fail，用多个副本运行 Webhook，并且只按命名空间选择',
    message: {
      ignore: 'Webhook {webhook} 无响应时会被跳过（failurePolicy: Ignore）',
      selector: 'Webhook {webhook} 按标签选择对象：写对象的人改个标签就能避开检查',
      timeout: 'Webhook {webhook} 无响应时，每个请求最多会被拖住 {value} 秒',
    },
  },
  'adm-webhook-external': {
    title: '准入 Webhook 在集群之外',
    why: '该 Webhook 能看到发送给它的每个对象，包括 Secret；变更性质的 Webhook 还能修改对象。谁控制了那台主机或它的域名，谁就控制了集群。',
    action: '改由集群内的 Service 提供该 Webhook，或将其主机名列入参数 hosts',
    message: '{kind} {name} 会把对象发送到 {value}',
  },
  'adm-policy-audit-only': {
    title: '不起拦截作用的策略',
    why: '只审计、只警告或没有绑定的策略看起来像防护，实际上什么都放行。',
    action: '确认报告中没有违规之后，强制执行该策略',
    message: {
      binding: '{kind} {name} 不会拒绝请求（validationActions: {value}）',
      unbound: 'ValidatingAdmissionPolicy {name} 在输入中没有绑定，永远不会执行',
      kyverno: '{kind} {name} 只报告违规，仍然放行（Audit）',
      gatekeeper: '约束 {name} 不会拒绝请求（enforcementAction: {value}）',
      kubewarden: '{kind} {name} 只监视，不拦截',
    },
  },
  'adm-exception-scope': {
    title: '策略例外过宽',
    why: '覆盖一切或没有期限的例外，是策略上再也没人过问的缺口。',
    action: '写明需要例外的规则和资源，并设定期限',
    message: {
      rules: 'PolicyException {name} 豁免了策略的全部规则',
      resources: 'PolicyException {name} 既没有限定资源，也没有限定命名空间',
      endless: 'PolicyException {name} 没有期限（缺少标签 cleanup.kyverno.io/ttl）',
      gatekeeper: 'Gatekeeper Config {name} 排除了所有命名空间',
      controller: 'PodSecurity 配置豁免了 {user}：该控制器创建的所有 Pod 都被豁免，不论是谁要求创建的',
    },
  },
};
