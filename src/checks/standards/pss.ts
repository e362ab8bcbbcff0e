import { type Framework, section } from './standard.ts';

/** Ids are those of Kubernetes' own implementation (`k8s.io/pod-security-admission/policy`), with the level before them. */
export const pss: Framework = {
  id: 'pss',
  title: { en: 'Pod Security Standards', 'zh-CN': 'Pod 安全标准' },
  version: 'v1.37',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  controls: [
    ...section('Baseline', 'Baseline（基线）', [
      ['baseline/windowsHostProcess', 'No Windows HostProcess pods', '不使用 Windows HostProcess Pod'],
      [
        'baseline/hostNamespaces',
        'No network, PID or IPC namespace of the host',
        '不共享主机的网络、PID 和 IPC 命名空间',
      ],
      ['baseline/privileged', 'No privileged containers', '不使用特权容器'],
      [
        'baseline/capabilities_baseline',
        'No capabilities beyond the runtime’s default set',
        '不添加运行时默认集合以外的能力',
      ],
      ['baseline/hostPathVolumes', 'No hostPath volumes', '不使用 hostPath 卷'],
      ['baseline/hostPorts', 'No host ports', '不使用主机端口'],
      [
        'baseline/hostProbesAndHostLifecycle',
        'Probes and lifecycle hooks name no other host',
        '探针和生命周期钩子不指定其他主机',
      ],
      ['baseline/appArmorProfile', 'AppArmor is not turned off', '不关闭 AppArmor'],
      [
        'baseline/seLinuxOptions',
        'No SELinux user or role, and only container types',
        '不设置 SELinux 用户和角色，类型仅限容器类型',
      ],
      ['baseline/procMount', 'The default /proc mount', '使用默认的 /proc 挂载'],
      ['baseline/seccompProfile_baseline', 'Seccomp is not turned off', '不关闭 seccomp'],
      ['baseline/sysctls', 'Only safe sysctls', '只使用安全的 sysctl'],
    ]),
    ...section('Restricted', 'Restricted（受限）', [
      [
        'restricted/restrictedVolumes',
        'Only volume types that hold the pod’s own data',
        '只使用承载 Pod 自身数据的卷类型',
      ],
      ['restricted/allowPrivilegeEscalation', 'Processes can’t gain privileges', '进程不能提升权限'],
      ['restricted/runAsNonRoot', 'Containers must run as non-root', '容器必须以非 root 身份运行'],
      ['restricted/runAsUser', 'No user id 0', '不使用用户 ID 0'],
      ['restricted/seccompProfile_restricted', 'A seccomp profile is set', '设置 seccomp 配置文件'],
      [
        'restricted/capabilities_restricted',
        'All capabilities dropped but NET_BIND_SERVICE',
        '去掉除 NET_BIND_SERVICE 以外的所有能力',
      ],
      [
        'restricted/procMount_restricted',
        'The default /proc mount, also with user namespaces',
        '使用默认的 /proc 挂载，启用用户命名空间时也一样',
      ],
    ]),
  ],
};
