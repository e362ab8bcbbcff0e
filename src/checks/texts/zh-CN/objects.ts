import { problemTexts } from '../../../kubernetes/schema/index.ts';
import type { CheckTexts } from '../text.ts';

export const objects: CheckTexts = {
  'meta-required-labels': {
    title: '缺少必需的标签或注解',
    why: '没有它们，对象就无人负责：标签和注解说明对象归谁所有，适用哪些策略、成本归属和告警。',
    action: '按要求的格式添加标签或注解',
    message: {
      'labels-absent': '{kind} {name} 缺少标签 {label}',
      'labels-malformed': '{kind} {name} 的标签 {label} 的值 {value} 不匹配 {pattern}',
      'annotations-absent': '{kind} {name} 缺少注解 {label}',
      'annotations-malformed': '{kind} {name} 的注解 {label} 不匹配 {pattern}',
    },
  },
  'meta-deprecated-api': {
    title: '已弃用或已移除的 API',
    why: 'API 服务器会拒绝使用已移除 API 版本的对象，该对象本应保护的内容也就失去保护；已弃用的版本会在之后的发行版中移除。',
    action: '把 apiVersion 改为替代版本，并调整有差异的字段',
    message: {
      removed: '{apiVersion} {kind} 自 Kubernetes {removed} 起不再提供',
      'removed-replaced': '{apiVersion} {kind} 自 Kubernetes {removed} 起不再提供，请改用 {replacement}',
      deprecated: '{apiVersion} {kind} 自 Kubernetes {deprecated} 起已弃用',
      'deprecated-replaced': '{apiVersion} {kind} 自 Kubernetes {deprecated} 起已弃用，请改用 {replacement}',
    },
  },
  'meta-schema-valid': {
    title: '对象不符合其模式（schema）',
    why: '如果没有启用严格的字段校验，拼错或放错位置的字段会被悄悄丢弃，它本该提供的防护也就没有了；其他错误则会让 API 服务器拒绝该对象。',
    action: '修正该字段',
    message: { ...problemTexts['zh-CN'], 'unknown-kind': '{apiVersion} 中没有 {kind} 这种类型' },
  },
  'meta-duplicate-object': {
    title: '对象重复声明',
    why: '两个同名对象以最后应用的为准，而先后只取决于文件的顺序。',
    action: '删除其中一个，或改名',
    message: {
      default: '{kind} {name} 在 {other} 中也有声明',
      file: '{kind} {name} 在本文件中声明了两次（另一处：{other}）',
    },
  },
  'meta-tiller': {
    title: 'Helm 2 的 Tiller',
    why: '通常只要能访问 Tiller 的端口，不需要密码就拥有 cluster-admin 权限；它自 2020 年 11 月起不再有任何修复。',
    action: '移除 Tiller，迁移到 Helm 3 或更高版本',
    message: '容器 {container} 运行 Tiller（{value}）',
  },
  'meta-known-cve-config': {
    title: '会触发已知漏洞的设置',
    why: '该设置或其指定的版本，使某个已公开的攻击成为可能。',
    action: '删除该设置，或升级到已修复的版本',
    message: {
      sysctl: '某个 sysctl 的值含有 + 或 =，在旧版 CRI-O 上可借此设置任意内核参数（{flaw}）',
      lookup: '容器 {container} 的参数或环境变量含有 JNDI 查找，会触发 Log4Shell（{flaw}）',
      image: '容器 {container} 运行的 {value} 存在 {flaw}',
    },
  },
};
