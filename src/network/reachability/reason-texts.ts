import type { Reason } from './declaration.ts';

/** Why something is not known, in words. */
export const reasonTexts: Readonly<Record<'en' | 'zh-CN', Readonly<Record<Reason, string>>>> = {
  en: {
    'application-layer': 'what the rule asks above TCP and UDP (HTTP, TLS names, authentication) is not evaluated',
    'domain-name': 'the rule names domains: which addresses they stand for is not known',
    'pod-addresses': 'whether the pods’ addresses are in the rule’s block is not known',
    node: 'which node it is, or what labels it has, is not known',
    'own-node': 'policies deny it, but a node and the pods that run on it always reach each other',
    'namespace-labels': 'the labels of the namespace are not known: its object is not in the input',
    selector: 'the selector can’t be evaluated',
    'source-port': 'the rule asks for source ports',
    service: 'the rule names a Service: that is not evaluated',
    group: 'the rule names a group of addresses that is not in the input',
    'api-server': 'which addresses the API server has is not known',
    'host-endpoint': 'policies for nodes are not evaluated',
    tier: 'the policy’s tier is not in the input',
    field: 'a field of the rule can’t be evaluated',
    'too-much': 'the rules for it name more ranges of ports than are told apart',
  },
  'zh-CN': {
    'application-layer': '规则中传输层以上的要求（HTTP、TLS 名称、认证）不在计算范围内',
    'domain-name': '规则写的是域名：不知道它们对应哪些地址',
    'pod-addresses': '不知道 Pod 的地址是否在规则的网段内',
    node: '不知道是哪个节点，或节点有哪些标签',
    'own-node': '策略拒绝，但节点与运行在其上的 Pod 始终可以互相访问',
    'namespace-labels': '不知道命名空间的标签：输入中没有这个命名空间对象',
    selector: '选择器无法计算',
    'source-port': '规则要求特定的源端口',
    service: '规则引用了 Service：不在计算范围内',
    group: '规则引用的地址组不在输入中',
    'api-server': '不知道 API 服务器的地址',
    'host-endpoint': '针对节点的策略不在计算范围内',
    tier: '策略所属的层级不在输入中',
    field: '规则中有字段无法计算',
    'too-much': '相关规则中的端口范围太多，无法逐一区分',
  },
};
