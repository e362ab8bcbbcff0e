import type { Language } from '../checks/index.ts';
import { counted } from '../inventory/index.ts';
import type { Backup, Callers, ServiceReport, TrickCode } from '../network/index.ts';

interface ServicesTexts {
  readonly services: string;
  readonly examples: string;
  readonly none: string;
  readonly leadsTo: (names: string) => string;
  readonly leadsNowhere: string;
  readonly reachedBy: (names: string) => string;
  readonly nobody: string;
  readonly outside: Readonly<Record<Callers['outside'], string>>;
  readonly nodes: Readonly<Record<Callers['nodes'], string>>;
  readonly everyPod: string;
  readonly allOf: (namespace: string) => string;
  readonly someOf: (count: number, namespace: string) => string;
  readonly unknown: (count: number) => string;
  readonly policies: (names: string) => string;
  readonly noPolicies: string;
  readonly tls: Readonly<Record<ServiceReport['tls'], (by: string | undefined) => string>>;
  readonly backup: Readonly<Record<Exclude<Backup['state'], 'none'>, (claims: string, by: string) => string>>;
  readonly trick: Readonly<Record<TrickCode, (value: string, owner: string) => string>>;
  readonly endpointsUnread: (reason: string) => string;
  readonly endpointsTooMany: (count: number) => string;
  readonly note: string;
}

export const servicesTexts: Readonly<Record<Language, ServicesTexts>> = {
  en: {
    services: 'Who may reach each Service, by which policy, with TLS or not, and whether its data has a backup',
    examples: `
  breakwater network services --cluster
  breakwater network services deploy/ -o json
  breakwater network services --recording shop.recording -o csv

Exit code: 0 shown, 2 wrong usage or something could not be read.`,
    none: 'No Service is in the input.',
    leadsTo: (names) => `leads to ${names}`,
    leadsNowhere: 'no pods of the input are behind it',
    reachedBy: (names) => `reached by ${names}`,
    nobody: 'nobody',
    outside: { allowed: 'addresses outside', denied: '', unknown: 'perhaps addresses outside' },
    nodes: { allowed: 'nodes', denied: '', unknown: 'perhaps nodes' },
    everyPod: 'all pods',
    allOf: (namespace) => `all pods of ${namespace}`,
    someOf: (count, namespace) => `${count} workloads of ${namespace}`,
    unknown: (count) => `perhaps ${counted(count, 'further sort')} of pods`,
    policies: (names) => `by ${names}`,
    noPolicies: 'no policy decides',
    tls: {
      yes: (by) => `TLS (${by})`,
      no: (by) => `no TLS (${by})`,
      unknown: () => 'TLS unknown',
    },
    backup: {
      yes: (claims, by) => `data in ${claims}: backup by ${by}`,
      no: (claims) => `data in ${claims}: nothing makes a backup of it`,
      unknown: (claims) => `data in ${claims}: whether anything makes a backup is not in the input`,
    },
    trick: {
      'name-local': (value) => `is a name for the asking host itself: ${value}`,
      'name-metadata': (value) => `is a name for the cloud's metadata service: ${value}`,
      'name-namespace': (value, owner) => `is a name for a Service of namespace ${owner}: ${value}`,
      'name-address': (value) => `is a name for an address: ${value}`,
      'endpoint-metadata': (value) => `an endpoint written by hand is a metadata or link-local address: ${value}`,
      'endpoint-node': (value, owner) => `an endpoint written by hand is ${owner}: ${value}`,
      'endpoint-pod': (value, owner) => `an endpoint written by hand is a pod of ${owner}: ${value}`,
      'endpoint-service': (value, owner) => `an endpoint written by hand is ${owner}: ${value}`,
      'external-address': (value) => `takes the cluster's traffic to ${value}, whoever that is`,
      'external-own-address': (value, owner) => `takes the traffic of ${owner}: ${value}`,
      'endpoints-unseen': () => 'has no selector: where it leads is said by endpoints, which are not read',
    },
    endpointsUnread: (reason) => `endpoints written by hand can’t be read: ${reason}`,
    endpointsTooMany: (count) => `there are more endpoints written by hand than the ${count} that were read`,
    note: 'Reached: by the network policies, at one of its ports at least. Whether a backup works is not looked at.',
  },
  'zh-CN': {
    services: '谁能访问每个 Service、由哪个策略决定、是否有 TLS，以及其数据是否有备份',
    examples: `
  breakwater network services --cluster
  breakwater network services deploy/ -o json
  breakwater network services --recording shop.recording -o csv

退出码：0 已输出；2 用法有误，或有内容无法读取。`,
    none: '输入中没有 Service。',
    leadsTo: (names) => `指向 ${names}`,
    leadsNowhere: '输入中没有它背后的 Pod',
    reachedBy: (names) => `可访问者：${names}`,
    nobody: '无',
    outside: { allowed: '集群外地址', denied: '', unknown: '可能有集群外地址' },
    nodes: { allowed: '节点', denied: '', unknown: '可能有节点' },
    everyPod: '所有 Pod',
    allOf: (namespace) => `${namespace} 的所有 Pod`,
    someOf: (count, namespace) => `${namespace} 的 ${count} 个工作负载`,
    unknown: (count) => `可能还有 ${count} 类 Pod`,
    policies: (names) => `由 ${names} 决定`,
    noPolicies: '没有策略作出决定',
    tls: {
      yes: (by) => `有 TLS（${by}）`,
      no: (by) => `无 TLS（${by}）`,
      unknown: () => 'TLS 未知',
    },
    backup: {
      yes: (claims, by) => `数据在 ${claims}：由 ${by} 备份`,
      no: (claims) => `数据在 ${claims}：没有任何备份`,
      unknown: (claims) => `数据在 ${claims}：输入中看不出是否有备份`,
    },
    trick: {
      'name-local': (value) => `名称指向访问者本机：${value}`,
      'name-metadata': (value) => `名称指向云的元数据服务：${value}`,
      'name-namespace': (value, owner) => `名称指向命名空间 ${owner} 的 Service：${value}`,
      'name-address': (value) => `名称是一个地址：${value}`,
      'endpoint-metadata': (value) => `手写的端点是元数据或链路本地地址：${value}`,
      'endpoint-node': (value, owner) => `手写的端点是 ${owner}：${value}`,
      'endpoint-pod': (value, owner) => `手写的端点是 ${owner} 的 Pod：${value}`,
      'endpoint-service': (value, owner) => `手写的端点是 ${owner}：${value}`,
      'external-address': (value) => `集群内发往 ${value} 的流量都会到这里，不论它属于谁`,
      'external-own-address': (value, owner) => `会截走 ${owner} 的流量：${value}`,
      'endpoints-unseen': () => '没有选择器：指向由 Endpoints 决定，而 Endpoints 不被读取',
    },
    endpointsUnread: (reason) => `无法读取手写的端点：${reason}`,
    endpointsTooMany: (count) => `手写的端点过多，只读取了 ${count} 个`,
    note: '可访问指网络策略允许访问其至少一个端口。备份是否可用不在检查之列。',
  },
};
