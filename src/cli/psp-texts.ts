import type { Language } from '../checks/index.ts';
import type { PspChangeCode } from '../enforcement/index.ts';
import { counted } from '../inventory/index.ts';

interface PspTexts {
  readonly psp: string;
  readonly migrate: string;
  readonly output: string;
  readonly format: string;
  readonly action: string;
  readonly kubernetesVersion: string;
  readonly examples: string;
  readonly header: string;
  readonly foreignFile: (file: string) => string;
  readonly written: (files: number, folder: string) => string;
  readonly none: (paths: readonly string[]) => string;
  readonly tooOld: (version: string) => string;
  /** Words of the admission policies themselves. */
  readonly refused: string;
  readonly notGranted: string;
  readonly mistake: (place: string) => string;
  readonly nearest: (level: string) => string;
  readonly keptBy: (fields: readonly string[]) => string;
  readonly changes: Readonly<Record<PspChangeCode, (value: string) => string>>;
  readonly notInUse: string;
  readonly namespaces: string;
  readonly elsewhere: string;
  readonly noGrant: string;
  readonly level: (level: string) => string;
  readonly noLevel: string;
  readonly unlabelled: (level: string) => string;
  readonly policy: (name: string) => string;
  readonly noPolicy: string;
  readonly everybody: (policy: string) => string;
  readonly granted: (policy: string, holders: string) => string;
  readonly accounts: (names: string) => string;
  readonly users: (names: string) => string;
  readonly groups: (names: string) => string;
  readonly onlyPeople: (policies: string) => string;
  readonly order: (policies: string) => string;
  readonly left: (names: string) => string;
  readonly missing: (names: string) => string;
  readonly unseenRoles: (names: string) => string;
  readonly prediction: (refused: number, asked: number) => string;
  readonly byLevel: (level: string, checks: string) => string;
  readonly more: (count: number) => string;
  readonly noWorkloads: string;
  readonly general: readonly string[];
}

export const pspTexts: Readonly<Record<Language, PspTexts>> = {
  en: {
    psp: 'PodSecurityPolicies, which Kubernetes 1.25 removed',
    migrate:
      'Turn PodSecurityPolicies, and the roles that granted them, into Pod Security levels and ValidatingAdmissionPolicies, and say what changes',
    output: 'folder to write the files into; without it, only the report is shown',
    format: 'format of the report',
    action: 'what labels and policies do with a pod that fails: note it in the audit log, warn, refuse',
    kubernetesVersion: 'version of the clusters that get the files, 1.30 or later (default: the latest)',
    examples: `
  breakwater psp migrate psp/                            what becomes of them
  breakwater psp migrate psp/ rbac/ manifests/ -o new/   with who may use them, and the workloads that would be refused
  breakwater psp migrate backup.yaml --action Deny -o new/`,
    header: 'Written by "breakwater psp migrate": a change here is lost when it is written again.',
    foreignFile: (file) => `${file}: is there and was not written by "breakwater psp migrate"; nothing was written`,
    written: (files, folder) => `Written to ${folder}: ${counted(files, 'file')}`,
    none: (paths) => `${paths.join(', ')}: no PodSecurityPolicy in it`,
    tooOld: (version) =>
      `Kubernetes ${version} has no ValidatingAdmissionPolicy of version v1: 1.30 or later is needed`,
    refused: 'Not allowed by any rule that was a PodSecurityPolicy',
    notGranted: 'not granted',
    mistake: (place) => `${place} is not what a PodSecurityPolicy has there: this policy is left out`,
    nearest: (level) => `nearest Pod Security level: ${level}`,
    keptBy: (fields) => `kept from a stricter one by: ${fields.join(', ')}`,
    changes: {
      'wants-user': (value) =>
        `runAsUser: set to the first of ${value} where a pod said nothing; every container must now say an id of it`,
      'wants-non-root': () =>
        'runAsNonRoot: set where a pod named no user; every container must now say it or name a user other than 0 (level restricted wants runAsNonRoot said)',
      'wants-group': (value) =>
        `runAsGroup: set to the first of ${value} where a pod said nothing; every container must now say one`,
      'wants-supplemental-groups': (value) =>
        `supplementalGroups: set to the first of ${value} where a pod said nothing; every pod must now name some`,
      'wants-fs-group': (value) =>
        `fsGroup: set to the first of ${value} where a pod said nothing; every pod must now say one`,
      'wants-se-linux': (value) => `SELinux: set to ${value || 'nothing'} where a pod said nothing; must now be said`,
      'wants-read-only': () => 'readOnlyRootFilesystem: set where a container said nothing; must now be said',
      'wants-no-escalation': () =>
        'allowPrivilegeEscalation: set to false where a container said nothing; must now be said',
      'wants-drop': (value) =>
        `capabilities ${value}: dropped by the policy; every container must now drop them itself`,
      'wants-seccomp': (value) => `seccomp: a pod without a profile got the default; it must now name one of: ${value}`,
      'wants-app-armor': (value) =>
        `AppArmor: a pod without a profile got the default; it must now name one of: ${value}`,
      'adds-capabilities': (value) =>
        `capabilities ${value}: added to containers that did not drop them; nobody adds them now, containers that need them must ask`,
      'sets-no-escalation': () => 'allowPrivilegeEscalation: false was only the default; nobody sets it now',
      'sets-seccomp': (value) =>
        `seccomp ${value}: set on pods that named none; nobody sets it now ("breakwater policies export --mutating" has a policy for RuntimeDefault)`,
      'sets-app-armor': (value) => `AppArmor ${value}: set on pods that named none; nobody sets it now`,
      'sets-runtime-class': (value) => `runtime class ${value}: set on pods that named none; nobody sets it now`,
      'seccomp-open': () =>
        'seccomp: no pod was allowed to name a profile; not carried over, for a profile only takes rights away (level baseline refuses Unconfined)',
      'se-linux-closed': () =>
        'SELinux: everything was allowed; level baseline refuses a user, a role, and types other than those of containers',
      'app-armor-closed': () => 'AppArmor: every profile was allowed; level baseline refuses Unconfined',
      'drop-all': () =>
        'capabilities: a container that drops ALL drops the required ones, too, which was not so before',
    },
    notInUse:
      'no role of the input grants it: its admission policy is written without a binding, and refuses nothing until you bind it',
    namespaces: 'Namespaces',
    elsewhere: 'all others',
    noGrant: 'nothing was granted: no pod could be made here, and nothing is written',
    level: (level) => `label: ${level}`,
    noLevel: 'no label: what may be used here is beyond level baseline',
    unlabelled: (level) => `no label, for they are not known by name; the nearest level is ${level}`,
    policy: (name) => `policy: ${name}`,
    noPolicy: 'no policy: the level says it all',
    everybody: (policy) => `${policy}: everybody`,
    granted: (policy, holders) => `${policy}: ${holders}`,
    accounts: (names) => `service accounts ${names}`,
    users: (names) => `users ${names}`,
    groups: (names) => `groups ${names}`,
    onlyPeople: (policies) =>
      `granted to people only: ${policies}. The admission policy keeps that, but the label holds for their pods, too`,
    order: (policies) =>
      `several may be used: ${policies}. Which of them filled in fields hung on their order; a pod must now meet one of them as it stands`,
    left: (names) => `Left as they are, for a policy that refuses pods there can end the cluster: ${names}`,
    missing: (names) => `Roles grant policies that are not in the input: ${names}`,
    unseenRoles: (names) =>
      `Bindings name roles that are not in the input; whether they grant a policy is not known: ${names}`,
    prediction: (refused, asked) =>
      `Of ${counted(asked, 'workload')}, ${refused === 0 ? 'none' : refused} would be refused when labels and policies deny:`,
    byLevel: (level, checks) => `level ${level}: ${checks}`,
    more: (count) => `and ${count} more (--format json has all)`,
    noWorkloads: 'No workloads in the input: name their files, too, to see which would be refused.',
    general: [
      'A PodSecurityPolicy changed pods, an admission policy of this sort only refuses them.',
      'Workloads are judged as pods that controllers make. Policies are asked of pods, as before; labels that warn or audit look at templates, too.',
    ],
  },
  'zh-CN': {
    psp: 'Kubernetes 1.25 已移除的 PodSecurityPolicy',
    migrate: '把 PodSecurityPolicy 及授予它们的角色转换为 Pod 安全级别和 ValidatingAdmissionPolicy，并说明有哪些变化',
    output: '写入文件的目录；不指定时只显示报告',
    format: '报告的格式',
    action: 'Pod 不合格时标签和策略怎么做：写入审计日志、警告、拒绝',
    kubernetesVersion: '使用这些文件的集群版本，1.30 及以上（默认：最新版本）',
    examples: `
  breakwater psp migrate psp/                            它们会变成什么
  breakwater psp migrate psp/ rbac/ manifests/ -o new/   连同谁可以使用，以及会被拒绝的工作负载
  breakwater psp migrate backup.yaml --action Deny -o new/`,
    header: '由“breakwater psp migrate”写入：再次写入时，这里的改动会丢失。',
    foreignFile: (file) => `${file}：文件已存在，且不是由“breakwater psp migrate”写的；什么都没有写入`,
    written: (files, folder) => `已写入 ${folder}：${files} 个文件`,
    none: (paths) => `${paths.join('、')}：其中没有 PodSecurityPolicy`,
    tooOld: (version) => `Kubernetes ${version} 没有 v1 版的 ValidatingAdmissionPolicy：需要 1.30 及以上`,
    refused: '由 PodSecurityPolicy 转换而来的规则均不允许',
    notGranted: '未授予',
    mistake: (place) => `${place} 不符合 PodSecurityPolicy 的格式：忽略该策略`,
    nearest: (level) => `最接近的 Pod 安全级别：${level}`,
    keptBy: (fields) => `达不到更严格的级别，因为：${fields.join('、')}`,
    changes: {
      'wants-user': (value) => `runAsUser：以前 Pod 未写时取 ${value} 的第一个；现在每个容器都必须写明其中的 ID`,
      'wants-non-root': () =>
        'runAsNonRoot：以前 Pod 未指定用户时自动设置；现在每个容器都必须写明，或指定非 0 的用户（restricted 级别要求写明 runAsNonRoot）',
      'wants-group': (value) => `runAsGroup：以前 Pod 未写时取 ${value} 的第一个；现在每个容器都必须写明`,
      'wants-supplemental-groups': (value) =>
        `supplementalGroups：以前 Pod 未写时取 ${value} 的第一个；现在每个 Pod 都必须写明`,
      'wants-fs-group': (value) => `fsGroup：以前 Pod 未写时取 ${value} 的第一个；现在每个 Pod 都必须写明`,
      'wants-se-linux': (value) => `SELinux：以前 Pod 未写时设为 ${value || '空'}；现在必须写明`,
      'wants-read-only': () => 'readOnlyRootFilesystem：以前容器未写时自动设置；现在必须写明',
      'wants-no-escalation': () => 'allowPrivilegeEscalation：以前容器未写时设为 false；现在必须写明',
      'wants-drop': (value) => `能力 ${value}：以前由策略去掉；现在每个容器都必须自己去掉`,
      'wants-seccomp': (value) => `seccomp：以前没有配置的 Pod 取默认值；现在必须写明以下之一：${value}`,
      'wants-app-armor': (value) => `AppArmor：以前没有配置的 Pod 取默认值；现在必须写明以下之一：${value}`,
      'adds-capabilities': (value) =>
        `能力 ${value}：以前会加给没有去掉它们的容器；现在不再添加，需要的容器必须自己声明`,
      'sets-no-escalation': () => 'allowPrivilegeEscalation：false 只是默认值；现在不再设置',
      'sets-seccomp': (value) =>
        `seccomp ${value}：以前为没有配置的 Pod 设置；现在不再设置（“breakwater policies export --mutating”有设置 RuntimeDefault 的策略）`,
      'sets-app-armor': (value) => `AppArmor ${value}：以前为没有配置的 Pod 设置；现在不再设置`,
      'sets-runtime-class': (value) => `运行时类 ${value}：以前为没有指定的 Pod 设置；现在不再设置`,
      'seccomp-open': () =>
        'seccomp：以前不允许 Pod 指定配置；不再沿用，因为配置只会减少权限（baseline 级别拒绝 Unconfined）',
      'se-linux-closed': () => 'SELinux：以前全部允许；baseline 级别拒绝指定用户、角色以及非容器类型',
      'app-armor-closed': () => 'AppArmor：以前允许任何配置；baseline 级别拒绝 Unconfined',
      'drop-all': () => '能力：去掉 ALL 的容器也算去掉了要求的能力，以前并非如此',
    },
    notInUse: '输入中没有角色授予它：其准入策略不带绑定，在您绑定之前不会拒绝任何请求',
    namespaces: '命名空间',
    elsewhere: '其他所有命名空间',
    noGrant: '没有授予任何策略：这里本来就无法创建 Pod，不写任何文件',
    level: (level) => `标签：${level}`,
    noLevel: '不设标签：这里允许使用的超出了 baseline 级别',
    unlabelled: (level) => `不设标签，因为不知道它们的名字；最接近的级别是 ${level}`,
    policy: (name) => `策略：${name}`,
    noPolicy: '不需要策略：级别已包含全部要求',
    everybody: (policy) => `${policy}：所有人`,
    granted: (policy, holders) => `${policy}：${holders}`,
    accounts: (names) => `服务账户 ${names}`,
    users: (names) => `用户 ${names}`,
    groups: (names) => `用户组 ${names}`,
    onlyPeople: (policies) => `只授予了人：${policies}。准入策略保留了这一点，但标签对他们的 Pod 同样有效`,
    order: (policies) =>
      `可以使用多个策略：${policies}。以前由它们的先后顺序决定哪个策略填写字段；现在 Pod 必须原样符合其中之一`,
    left: (names) => `以下命名空间保持原样，因为在那里拒绝 Pod 可能使集群瘫痪：${names}`,
    missing: (names) => `有角色授予了输入中没有的策略：${names}`,
    unseenRoles: (names) => `有绑定引用了输入中没有的角色，无法得知它们是否授予策略：${names}`,
    prediction: (refused, asked) => `${asked} 个工作负载中，标签和策略设为拒绝时会有 ${refused} 个被拒绝：`,
    byLevel: (level, checks) => `${level} 级别：${checks}`,
    more: (count) => `另有 ${count} 个（--format json 列出全部）`,
    noWorkloads: '输入中没有工作负载：把它们的文件也列上，就能看到哪些会被拒绝。',
    general: [
      'PodSecurityPolicy 会修改 Pod，这类准入策略只会拒绝。',
      '工作负载按控制器创建的 Pod 判断。策略和以前一样只检查 Pod；警告和审计标签还会检查模板。',
    ],
  },
};
