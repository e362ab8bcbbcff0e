import type { Language } from '../../checks/index.ts';

interface GrantsTexts {
  readonly head: string;
  readonly viewer: string;
  readonly operator: string;
  readonly admin: string;
  /** Above the label that makes Kubernetes' own role have this one's rights. */
  readonly aggregateView: string;
  readonly aggregateAdmin: string;
  readonly examples: string;
  readonly inNamespace: string;
  readonly inCluster: string;
  readonly provider: string;
}

export const grantsTexts: Readonly<Record<Language, GrantsTexts>> = {
  en: {
    head: 'Who may do what in Breakwater. The API group has no objects: it is only asked about, by SubjectAccessReview.',
    viewer: 'Sees findings and workloads: of the namespace it is bound in, or of all, and the cluster’s page.',
    operator: 'Accepts findings, too.',
    admin:
      'Changes settings, makes API tokens, reads the audit trail, too. Only bound for the cluster does it give these.',
    aggregateView: 'Uncomment for everyone who has "view". Findings also tell of Roles, which "view" does not show.',
    aggregateAdmin: 'Everyone who has "admin" in a namespace: they could change what the findings are about.',
    examples: 'Examples of bindings.',
    inNamespace: 'A team sees the namespace "shop", and accepts findings in it.',
    inCluster: 'The platform team may do everything.',
    provider: 'Users and groups of the OpenID provider have the prefix "oidc:".',
  },
  'zh-CN': {
    head: '谁可以在 Breakwater 中做什么。该 API 组没有任何对象，仅用于 SubjectAccessReview 询问。',
    viewer: '查看问题和工作负载：绑定在命名空间中时仅限该命名空间；绑定到集群时可见全部，并可查看集群页面。',
    operator: '还可以接受问题。',
    admin: '还可以修改设置、创建 API 令牌、查看审计记录；这些权限只有绑定到整个集群时才生效。',
    aggregateView: '取消注释后，所有拥有 view 的人都有此权限。注意：问题中也会提到 view 看不到的 Role。',
    aggregateAdmin: '在命名空间中拥有 admin 的人：他们本来就能修改问题所涉及的对象。',
    examples: '绑定示例。',
    inNamespace: '某团队查看命名空间 shop，并可接受其中的问题。',
    inCluster: '平台团队可以做任何事。',
    provider: 'OpenID 提供方的用户和组带有前缀 oidc:。',
  },
};
