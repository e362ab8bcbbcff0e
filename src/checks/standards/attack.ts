import { type Framework, reasons, section } from './standard.ts';

/**
 * Techniques of the Containers matrix (v17), by the first of their tactics, and those of the Enterprise matrix that our checks make
 * harder. A technique is here once, although some serve several tactics.
 */
export const attack: Framework = {
  id: 'attack',
  title: { en: 'MITRE ATT&CK for Containers', 'zh-CN': 'MITRE ATT&CK 容器矩阵' },
  version: 'v17',
  source: 'https://attack.mitre.org/matrices/enterprise/containers/',
  limits: {
    en: 'Checked is what makes the technique easy: configuration. Whether somebody uses it is not looked at.',
    'zh-CN': '检查的是让该技术容易得手的配置，并不检测是否有人正在使用该技术。',
  },
  controls: [
    ...section('Initial access', '初始访问', [
      ['T1190', 'Exploit a public-facing application', '利用面向公众的应用'],
      ['T1133', 'External remote services', '外部远程服务'],
      ['T1078', 'Valid accounts', '有效账号'],
      ['T1078.001', 'Valid accounts: default accounts', '有效账号：默认账号'],
      ['T1078.003', 'Valid accounts: local accounts', '有效账号：本地账号', reasons.people],
    ]),
    ...section('Execution', '执行', [
      ['T1609', 'Commands through container administration', '通过容器管理服务执行命令'],
      ['T1610', 'Deploy a container', '部署容器'],
      ['T1053.007', 'Scheduled task: orchestration job', '计划任务：容器编排作业', reasons.behaviour],
      ['T1204.003', 'A user runs a malicious image', '用户运行恶意镜像'],
    ]),
    ...section('Persistence', '持久化', [
      ['T1098.006', 'Additional roles in the cluster', '添加集群角色'],
      ['T1136.001', 'Create a local account', '创建本地账号', reasons.behaviour],
      ['T1543.005', 'Create or change a container service', '创建或修改容器服务', reasons.nodeFiles],
      ['T1525', 'Implant code in an image', '在镜像中植入代码'],
    ]),
    ...section('Privilege escalation', '权限提升', [
      ['T1611', 'Escape to the host', '逃逸到主机'],
      ['T1068', 'Exploit a flaw to gain privileges', '利用漏洞提升权限'],
    ]),
    ...section('Defence evasion', '防御规避', [
      ['T1612', 'Build an image on the host', '在主机上构建镜像', reasons.behaviour],
      ['T1562', 'Impair defences', '削弱防御'],
      ['T1562.001', 'Impair defences: turn off or change tools', '削弱防御：禁用或修改工具'],
      ['T1070', 'Remove traces', '清除痕迹'],
      ['T1036.005', 'Masquerade: a name or place that is trusted', '伪装：使用可信的名称或位置'],
      ['T1550.001', 'Use a stolen token of an application', '使用窃取的应用访问令牌'],
    ]),
    ...section('Credential access', '凭据访问', [
      ['T1110', 'Guess credentials by force', '暴力破解', reasons.behaviour],
      ['T1528', 'Steal a token of an application', '窃取应用访问令牌'],
      ['T1552', 'Credentials that lie open', '未受保护的凭据'],
      ['T1552.001', 'Credentials in files', '文件中的凭据'],
      ['T1552.005', 'Credentials from the cloud’s metadata service', '云元数据服务中的凭据'],
      ['T1552.007', 'Credentials from the container API', '容器 API 中的凭据'],
      ['T1557', 'Between two parties of a connection', '中间人攻击'],
      ['T1040', 'Listen to network traffic', '网络嗅探'],
    ]),
    ...section('Discovery', '发现', [
      ['T1613', 'Discover containers and resources', '发现容器和资源'],
      ['T1046', 'Discover services in the network', '发现网络服务'],
      ['T1069', 'Discover groups and their permissions', '发现权限组', reasons.behaviour],
    ]),
    ...section('Exfiltration', '数据外传', [
      ['T1041', 'Carry data out over the control channel', '通过控制通道外传数据'],
    ]),
    ...section('Impact', '影响', [
      ['T1485', 'Destroy data', '破坏数据'],
      ['T1490', 'Prevent recovery', '阻止系统恢复', reasons.behaviour],
      ['T1496', 'Hijack resources', '劫持资源'],
      ['T1498', 'Flood the network', '网络拒绝服务', reasons.behaviour],
      ['T1499', 'Exhaust an endpoint', '端点拒绝服务'],
    ]),
  ],
};
