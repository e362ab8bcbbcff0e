import { type Framework, section } from './standard.ts';

/** Our checks name the guide's parts; the guide gives its recommendations no numbers. */
export const nsa: Framework = {
  id: 'nsa',
  title: { en: 'NSA/CISA Kubernetes Hardening Guide', 'zh-CN': 'NSA/CISA Kubernetes 加固指南' },
  version: 'v1.2',
  source: 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
  limits: {
    en: 'Only what the cluster’s objects show is checked: the guide also asks for scans of images, for work on nodes and for the habits of people.',
    'zh-CN': '只检查集群对象能反映的内容；该指南还要求扫描镜像、加固节点以及规范人员的操作。',
  },
  controls: section('Parts of the guide', '指南的各部分', [
    ['pod', 'Pod security', 'Pod 安全'],
    ['net', 'Network separation and hardening', '网络隔离与加固'],
    ['auth', 'Authentication and authorization', '身份认证与授权'],
    ['log', 'Audit logging and threat detection', '审计日志与威胁检测'],
    ['upg', 'Upgrades and application security', '升级与应用安全'],
  ]),
};
