import type { CheckTexts } from '../text.ts';

export const networkPlugins: CheckTexts = {
  'cni-supports-netpol': {
    title: '网络插件不支持 NetworkPolicy',
    why: '网络程序只负责转发数据包，或者执行功能被关闭：API 服务器会接受 NetworkPolicy，但没有任何组件去执行。',
    action: '打开其执行功能，或改用能执行 NetworkPolicy 的网络插件',
    message: {
      container: '{kind} {name} 的容器 {container} 是 {plugin}，而输入中没有组件执行 NetworkPolicy',
      node: '{kind} {name} 的网络由 {plugin} 提供，而输入中没有组件执行 NetworkPolicy',
    },
  },
  'net-policy-ignored': {
    title: '无人执行的策略',
    why: 'API 服务器会保存它认识的每一种策略；只有同样认识该类型的网络程序才会执行。这条策略的内容对谁都不生效。',
    action: '打开执行功能，或改写成网络程序能执行的策略类型，或删除它',
    message: '{kind} {name} 没有被执行：网络程序是 {plugin}',
  },
};
