import type { Language } from '../../checks/index.ts';

interface TokenTexts {
  readonly missing: (scope: string, permissions: readonly string[]) => string;
  readonly adminIsCluster: string;
  readonly noNamespace: string;
  readonly unseen: (namespaces: readonly string[]) => string;
  readonly tooMany: (most: number) => string;
}

/** Why a token can't be made. */
export const tokenTexts: Readonly<Record<Language, TokenTexts>> = {
  en: {
    missing: (scope, permissions) => `"${scope}" includes what you may not do yourself: ${permissions.join(', ')}`,
    adminIsCluster: '"admin" is for the whole cluster, not for single namespaces',
    noNamespace: 'Name at least one namespace, or leave it out for all that you see',
    unseen: (namespaces) => `You do not see ${namespaces.join(', ')}`,
    tooMany: (most) => `There are ${most} tokens already: revoke some first`,
  },
  'zh-CN': {
    missing: (scope, permissions) => `${scope} 包含你自己没有的权限：${permissions.join('、')}`,
    adminIsCluster: 'admin 面向整个集群，不能限定到个别命名空间',
    noNamespace: '请至少指定一个命名空间；留空则为你可见的全部',
    unseen: (namespaces) => `你无权查看 ${namespaces.join('、')}`,
    tooMany: (most) => `已有 ${most} 个令牌，请先吊销一些`,
  },
};
