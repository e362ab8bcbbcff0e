import type { Language } from '../checks/index.ts';
import type { FindingFacts, RiskFactorCode } from './facts.ts';
import type { Finding } from './finding.ts';

const names: Readonly<Record<Language, Readonly<Record<RiskFactorCode, string>>>> = {
  en: {
    severity: 'severity of the check',
    internet: 'reachable from outside the cluster',
    'node-port': 'reachable through a node port',
    'host-network': 'uses the network of its node',
    'every-node': 'runs on every node',
    escape: 'has a container that can take over its node',
    token: 'carries a service account token',
    'system-namespace': 'in a system namespace',
    production: 'in production',
    test: 'in a test or development namespace',
    isolated: 'a NetworkPolicy restricts who can reach it',
    open: 'no NetworkPolicy restricts who can reach it',
  },
  'zh-CN': {
    severity: '检查项的严重程度',
    internet: '可从集群外部访问',
    'node-port': '可通过节点端口访问',
    'host-network': '使用节点的网络',
    'every-node': '在每个节点上运行',
    escape: '其中有容器可以接管所在节点',
    token: '带有服务账号令牌',
    'system-namespace': '位于系统命名空间',
    production: '位于生产环境',
    test: '位于测试或开发命名空间',
    isolated: '有 NetworkPolicy 限制谁能访问它',
    open: '没有 NetworkPolicy 限制谁能访问它',
  },
};

type Named = WeakMap<FindingFacts['risk'], Finding['risk']>;

/** Findings of one object and severity share their risk: so do they in words. */
const known: Readonly<Record<Language, Named>> = { en: new WeakMap(), 'zh-CN': new WeakMap() };

/** A risk with its factors named in a language. */
export function riskInWords(risk: FindingFacts['risk'], language: Language): Finding['risk'] {
  let named = known[language].get(risk);
  if (named === undefined) {
    const factors = risk.factors.map(({ code, weight }) => ({ name: names[language][code], weight }));
    named = { score: risk.score, factors };
    known[language].set(risk, named);
  }
  return named;
}
