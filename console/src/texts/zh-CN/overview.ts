import type { Texts } from '../catalogues.ts';
import { totalOf } from '../counts.ts';

export const overview: Texts['overview'] = {
  title: '概览',
  failed: '无法加载概览。',
  headline(format, { open, yesterday, coverage }) {
    if (coverage.assessedAt === null) return '尚未评估该集群';
    const now = open.critical + open.high;
    const before = yesterday === null ? null : yesterday.open.critical + yesterday.open.high;
    const parts = [
      ...(open.critical > 0 ? [`严重 ${format.number(open.critical)} 个`] : []),
      ...(open.high > 0 ? [`高危 ${format.number(open.high)} 个`] : []),
    ].join('，');
    const difference = before === null ? 0 : now - before;
    const change =
      before === null
        ? ''
        : difference === 0
          ? '，与昨天持平'
          : `，比昨天${difference > 0 ? '多' : '少'} ${format.number(Math.abs(difference))} 个`;
    if (now > 0) return `今天有 ${format.number(now)} 个要紧的问题未处理：${parts}${change}`;
    return totalOf(open) === 0 ? `今天没有未处理的问题${change}` : `今天没有未处理的严重或高危问题${change}`;
  },
  rest: (counts) => `其余较轻：${counts}`,
  accepted: (format, count) => `已接受 ${format.number(count)} 个`,
  limited: (format, namespaces) =>
    namespaces.length === 0
      ? '你没有权限查看任何命名空间：请联系集群管理员'
      : namespaces.length > 4
        ? `仅限你能查看的 ${format.number(namespaces.length)} 个命名空间`
        : `仅限你能查看的命名空间：${format.all(namespaces)}`,
  assessed: '最近一次变更的评估时间：',
  notAssessed: '尚未评估',
  notAssessedWhat: '正在读取集群。首次评估一完成，问题就会显示在这里。',
  unseen: (format, count) => `有 ${format.number(count)} 处看不到`,
  topRisks: '先修这些',
  noRisks: '没有需要修复的问题',
  noRisksWhat: '已执行的检查在能读到的内容里没有发现问题；读不到的内容见检查范围。',
  because: (reasons) => `排在这里是因为：${reasons}`,
  fixReady: (action) => `已有修复：${action}`,
  alike: (format, count) => `另有 ${format.number(count)} 个同类问题`,
  trend: '未处理问题的走势',
  range: '时间范围',
  days: (days) => `${days} 天`,
  trendFailed: '无法加载走势。',
  trendStarts: '走势从今天开始记录，到第二天才能看出变化。',
  trendSays: (format, first, last) =>
    `${format.day(first.day)}至${format.day(last.day)}每天各级别未处理的问题：从 ${format.number(totalOf(first.open))} 个到 ${format.number(totalOf(last.open))} 个。具体数字见下表。`,
  asTable: '以表格显示',
  day: '日期',
  opened: '新增',
  resolved: '已解决',
  changes: '昨天以来的变化',
  firstDay: (format, count) =>
    `今天是第一次评估这个集群，发现的 ${format.number(count)} 个问题都算新增。从明天起，这里会显示变化。`,
  newOnes: (format, count) => `新增 ${format.number(count)} 个`,
  resolvedOnes: (format, count) => `解决 ${format.number(count)} 个`,
  reopenedOnes: (format, count) => `复现 ${format.number(count)} 个`,
  separator: '，',
  namespaces: '各命名空间的风险',
  namespace: '命名空间',
  allOpen: '全部未处理',
  riskSum: '风险分之和',
  coverage: '检查范围',
  covered: (format, coverage) =>
    `对 ${format.number(coverage.namespaces)} 个命名空间里 ${format.number(coverage.kinds)} 种类型的 ${format.number(coverage.objects)} 个对象执行了 ${format.number(coverage.checksAsked)} 项检查，其中工作负载 ${format.number(coverage.workloads)} 个，Pod ${format.number(coverage.pods)} 个。`,
  notConfigured: (format, count) => `有 ${format.number(count)} 项检查要先在设置文件里填写参数，没有执行。`,
  blindSpots: '看不到的地方',
};
