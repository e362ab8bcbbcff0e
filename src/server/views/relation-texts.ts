import type { Language } from '../../checks/index.ts';

export type Relation =
  | 'service-account'
  | 'volume'
  | 'environment'
  | 'image-pull'
  | 'selects'
  | 'routes'
  | 'scales'
  | 'guards';

/** What a neighbour is to a workload. */
export const relationTexts: Readonly<Record<Language, Readonly<Record<Relation, string>>>> = {
  en: {
    'service-account': 'its pods run as it',
    volume: 'mounted as a volume',
    environment: 'read as environment variables',
    'image-pull': 'credentials to pull its images',
    selects: 'sends traffic to its pods',
    routes: 'lets traffic in from outside',
    scales: 'scales it',
    guards: 'limits its disruption',
  },
  'zh-CN': {
    'service-account': 'Pod 使用的服务账号',
    volume: '作为卷挂载',
    environment: '作为环境变量读取',
    'image-pull': '拉取镜像的凭据',
    selects: '向其 Pod 转发流量',
    routes: '引入外部流量',
    scales: '对其扩缩容',
    guards: '限制其中断',
  },
};
