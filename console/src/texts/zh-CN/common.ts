import type { Texts } from '../catalogues.ts';

export const common: Pick<
  Texts,
  'severity' | 'status' | 'history' | 'frameworks' | 'parts' | 'states' | 'table' | 'filters'
> = {
  severity: {
    names: { critical: '严重', high: '高危', medium: '中危', low: '低危', info: '提示' },
    words: { critical: '严重', high: '高危', medium: '中危', low: '低危', info: '提示' },
    letters: { critical: '严', high: '高', medium: '中', low: '低', info: '示' },
    none: '无',
  },
  status: { open: '未处理', accepted: '已接受', resolved: '已解决' },
  parts: {
    copy: '复制',
    copied: '已复制',
    copyFailed: '无法复制：请选中文字后手动复制',
    close: '关闭',
    cancel: '取消',
    download: '下载',
    container: (name) => `容器 ${name}`,
    risk: '风险',
    riskOf: (risk) => `风险 ${risk}，满分 100`,
    noBlindSpots: '没有已知的盲区：检查所需的各类对象都能读到。',
  },
  history: {
    opened: '新增',
    resolved: '已解决',
    reopened: '复现',
    accepted: '已接受',
    'acceptance-withdrawn': '撤回接受',
    'acceptance-expired': '接受已到期',
    changed: '有变动',
  },
  frameworks: { pss: 'Pod 安全标准', cis: 'CIS', nsa: 'NSA/CISA', attack: 'ATT&CK', owasp: 'OWASP' },
  states: {
    retry: '重试',
    loading: '正在加载',
    broken: '控制台自身出错了。可以重试；如果仍然不行，请重新加载页面。',
    unreachable: '连接不上服务器：它可能已停止，也可能是中间的网络不通。',
    forbidden: '你没有查看这里的权限。集群管理员可以通过 RBAC 授予。',
    notFound: '不存在，或者不在你能查看的命名空间里。',
    tooMany: '短时间内请求过多，请稍候再试。',
    failed: (status) => `服务器返回了错误（${status}）。`,
  },
  table: {
    selectRow: '选择此行',
    selectAll: '选择已加载的所有行',
    rows: (format, total) => `共 ${format.number(total)} 行`,
    pageFailed: '有些行没能加载，滚动时会再次请求。',
  },
  filters: {
    afterSubject: '：',
    sentence: (subject, phrases) => (phrases.length === 0 ? subject : `${subject}：${phrases.join('，')}`),
    containing: (words) => `含有“${words}”`,
    add: '添加筛选条件',
    clear: '全部清除',
    remove: (phrase) => `移除：${phrase}`,
    find: '查找',
    nothing: '没有符合的值。',
    loading: '正在加载',
    more: (format, count) => `还有 ${format.number(count)} 个，输入文字查找`,
  },
};
