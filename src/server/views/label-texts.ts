import type { Language, Severity } from '../../checks/index.ts';
import type { Exposure } from '../../findings/index.ts';
import type { FindingStatus } from '../../store/index.ts';

interface LabelTexts {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly status: Readonly<Record<FindingStatus, string>>;
  readonly exposure: Readonly<Record<Exposure, string>>;
  readonly noNamespace: string;
  readonly noTeam: string;
}

/** Labels of filters' values. */
export const labelTexts: Readonly<Record<Language, LabelTexts>> = {
  en: {
    severity: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', info: 'Info' },
    status: { open: 'Open', accepted: 'Accepted', resolved: 'Resolved' },
    exposure: { internet: 'Internet', 'node-port': 'Node port', 'host-network': 'Host network', none: 'None' },
    noNamespace: 'Cluster-scoped',
    noTeam: 'No team',
  },
  'zh-CN': {
    severity: { critical: '严重', high: '高危', medium: '中危', low: '低危', info: '提示' },
    status: { open: '未处理', accepted: '已接受', resolved: '已解决' },
    exposure: { internet: '互联网', 'node-port': '节点端口', 'host-network': '主机网络', none: '无' },
    noNamespace: '集群级',
    noTeam: '无团队',
  },
};
