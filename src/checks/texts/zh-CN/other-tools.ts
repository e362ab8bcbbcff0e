import type { CheckTexts } from '../text.ts';

const message = {
  object: '{text}',
  report: '{about}：{text}',
  'left-out': '该工具有 {count} 条结果未显示：报告没有列出更多、数量过多或无法读取',
};

export const otherTools: CheckTexts = {
  'tool-policy-report': {
    title: '其他工具的发现：策略报告',
    why: '另有工具检查这个集群，并写在它的报告里。规则属于该工具；这里将其发现与其他发现并列，使用同样的风险和例外。',
    action: '按该工具规则的要求处理',
    message,
  },
  'tool-trivy': {
    title: 'Trivy 的发现',
    why: 'Trivy operator 扫描这个集群，并把结果保存在自己的报告中。这里与其他发现并列。',
    action: '按 Trivy 检查的要求处理；对于漏洞，换用已包含修复的镜像',
    message,
  },
  'tool-gatekeeper': {
    title: 'Gatekeeper 的发现',
    why: 'Gatekeeper 的审计发现了其约束如今会拒绝的对象。',
    action: '按约束的要求修改对象',
    message,
  },
};
