import { type Framework, section } from './standard.ts';

/** The list of 2025, and the one risk of 2022 that it no longer has but our checks answer. */
export const owasp: Framework = {
  id: 'owasp',
  title: { en: 'OWASP Kubernetes Top 10', 'zh-CN': 'OWASP Kubernetes 十大风险' },
  version: '2025',
  source: 'https://owasp.org/www-project-kubernetes-top-ten/',
  limits: {
    en: 'A risk passes when nothing that is checked shows it; the list also names causes that configuration does not show.',
    'zh-CN': '“通过”表示已检查的内容没有反映出该风险；清单中还有一些原因是配置反映不出来的。',
  },
  controls: [
    ...section('2025', '2025', [
      ['K01', 'Insecure workload configurations', '不安全的工作负载配置'],
      ['K02', 'Overly permissive authorization', '过于宽松的授权'],
      ['K03', 'Failures in managing secrets', 'Secret 管理不善'],
      ['K04', 'No policy enforcement across the cluster', '缺少集群级的策略强制执行'],
      ['K05', 'No network segmentation', '缺少网络分段'],
      ['K06', 'Components exposed too widely', '组件过度暴露'],
      ['K07', 'Misconfigured and vulnerable components', '组件配置错误或存在漏洞'],
      ['K08', 'From the cluster into the cloud account', '从集群横向移动到云账号'],
      ['K09', 'Broken authentication', '身份认证机制失效'],
      ['K10', 'Too little logging and monitoring', '日志与监控不足'],
    ]),
    ...section('2022', '2022', [['2022:K02', 'Risks of the supply chain', '供应链风险']]),
  ],
};
