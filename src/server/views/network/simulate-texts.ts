export const simulateTexts = {
  en: {
    line: (line: number, message: string) => `Line ${line}: ${message}`,
    noPolicy: (name: string) => `${name} is no network policy of a kind that is evaluated`,
    notYours: (name: string) => `${name} is not in a namespace that you may see`,
    tooMany: (most: number) => `more than ${most} policies`,
    empty: 'there is no policy in it',
  },
  'zh-CN': {
    line: (line: number, message: string) => `第 ${line} 行：${message}`,
    noPolicy: (name: string) => `${name} 不是能够计算的网络策略`,
    notYours: (name: string) => `${name} 不在你有权查看的命名空间中`,
    tooMany: (most: number) => `策略超过 ${most} 个`,
    empty: '其中没有策略',
  },
} as const;
