import type { CheckTexts } from '../text.ts';

export const secrets: CheckTexts = {
  'sec-env-secret-ref': {
    title: '通过环境变量使用 Secret',
    why: '环境变量会传给子进程，也会出现在崩溃转储和调试页面中。挂载的文件不会，而且轮换后无需重启即可更新。',
    action: '以文件方式挂载 Secret',
    message: {
      variable: '容器 {container} 以环境变量方式读取 Secret 中的键',
      all: '容器 {container} 把整个 Secret 作为环境变量读取',
    },
  },
  'sec-manifest-plain': {
    title: 'Secret 以明文提交',
    why: '能读取代码仓库或其历史记录的人都能得到 Secret 的内容：Base64 不是加密。',
    action: '移除该 Secret 并更换其中的凭据，改用密钥管理服务、Sealed Secrets 或 SOPS',
    message: 'Secret {name} 中 {keys} 的值为明文',
  },
  'sec-external-store': {
    title: '未使用密钥管理服务',
    why: '外部的密钥管理服务可以集中保存、轮换和审计密钥，无需提交任何内容。',
    action: '考虑使用 External Secrets、Secrets Store CSI 驱动、Sealed Secrets 或 SOPS',
    message: '命名空间 {namespace} 的 Secret 以明文出现在输入中',
  },
  'sec-sa-token-secret': {
    title: '永不过期的服务账号令牌',
    why: '在该 Secret 被删除之前，读到令牌的人都能以该服务账号的身份行事。通过 TokenRequest API 获得的令牌会过期，其中投射到 Pod 的令牌还会随 Pod 一起失效。',
    action: '删除该 Secret，改用 TokenRequest API 或投射令牌',
    message: 'Secret {name} 保存了永不过期的服务账号令牌',
  },
};
