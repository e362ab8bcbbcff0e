import type { CheckTexts } from '../text.ts';

export const secretReferences: CheckTexts = {
  'sec-dangling-ref': {
    title: '引用的 Secret 或 ConfigMap 不存在',
    why: 'Pod 永远无法启动：它引用的 Secret、ConfigMap 或其中的键不存在。',
    action: '修正名称或键，添加该对象，或将引用标记为 optional',
    message: {
      object: '{kind} {name} 引用的 {target} 不在输入中',
      key: '{kind} {name} 引用的键 {key} 在 {target} 中不存在',
    },
  },
};
