import type { Texts } from '../catalogues.ts';

const done = {
  Off: '不受检查',
  Audit: '被记入审计日志',
  Warn: '被放行但附带警告',
  Deny: '被拒绝',
} as const;

/** 对请求。 */
const happens = {
  Off: '不受检查',
  Audit: '被记入审计日志',
  Warn: '在警告后放行',
  Deny: '被拒绝',
} as const;

export const policies: Texts['policies'] = {
  title: '策略',
  tabsLabel: '策略的各部分',
  tabs: { policies: '策略', requests: '被拒绝的请求', 'pod-security': 'Pod 安全' },
  failed: '无法加载策略。',
  summary: (format, counts) => {
    const total = counts.Off + counts.Audit + counts.Warn + counts.Deny;
    if (total === 0) return '尚未设置任何策略。';
    const parts = [
      counts.Deny > 0 ? `${format.number(counts.Deny)} 个会拒绝` : '',
      counts.Warn > 0 ? `${format.number(counts.Warn)} 个会警告` : '',
      counts.Audit > 0 ? `${format.number(counts.Audit)} 个只记录` : '',
      counts.Off > 0 ? `${format.number(counts.Off)} 个已关闭` : '',
    ].filter((part) => part !== '');
    return `共 ${format.number(total)} 个策略：${parts.join('，')}。${counts.Deny === 0 ? '目前不会拒绝任何请求。' : ''}`;
  },
  make: '新建策略',
  rungs: { Off: '关闭', Audit: '记录', Warn: '警告', Deny: '拒绝' },
  rungIs: { Off: '不检查', Audit: '记入审计日志', Warn: '警告用户', Deny: '拒绝请求' },
  ladder: (name) => `${name} 的阶梯`,
  ladderTitle: '阶梯',
  standsOn: (rung) => `当前为“${rung}”`,
  inForce: '生效中',
  asked: '要求的级别',
  columns: { name: '策略', ladder: '当前级别', scope: '生效范围', next: '下一级' },
  checks: (format, profile, checks) =>
    profile === null ? `${format.number(checks)} 项检查` : `${profile}，${format.number(checks)} 项检查`,
  namespaces: (format, count) => `${format.number(count)} 个命名空间`,
  allBut: (names) => `${names} 除外`,
  everywhere: 'Kubernetes 自身的除外',
  where: (selector) => `标签 ${selector}`,
  top: '已在最高一级。',
  nextStep: (rung) => `${rung}：`,
  would: (format, rung, objects) =>
    objects === 0
      ? rung === 'Deny'
        ? '现有对象都不会被拒绝。'
        : '现有对象全部合格。'
      : `${format.number(objects)} 个对象会${done[rung]}。`,
  atLeast: '至少如此：并非所有对象都能判定。',
  wouldRequests: (format, days, asked, failed) =>
    asked === 0
      ? `最近 ${format.number(days)} 天没有与它有关的请求。`
      : failed === 0
        ? `最近 ${format.number(days)} 天的 ${format.number(asked)} 个请求全部合格。`
        : `最近 ${format.number(days)} 天的 ${format.number(asked)} 个请求中有 ${format.number(failed)} 个不合格。`,
  noRequests: '没有请求记录。',
  unusable: '这个策略无法使用：',
  mistakes: '这个策略的部分内容无法使用：',
  none: '还没有策略',
  noneWhat: '策略先从观察开始：在“记录”级别不会拒绝任何请求，可以先看清会拒绝什么，再决定是否上一级。',
  notSeen: '看不到这个集群的策略：服务器无权列出它们。',
  controlFailed: '无法得知是否有控制器在运行。',
  controlled: { here: '由本服务器负责执行。', elsewhere: '由别处运行的控制器负责执行。' },
  tookOver: '接手：',
  lastSeen: '最后出现：',
  controlDoubts: {
    nobody:
      '没有控制器在运行：已生效的保持不变，但对策略的修改不会生效，例外也不会到期。用“breakwater server --control”启动一个。',
    silent: '控制器没有动静：已生效的保持不变，但对策略的修改不会生效，例外也不会到期。',
    unknown: '不知道是否有控制器在运行。',
    recording: '录制中看不出是否有控制器在执行这些策略。',
    'no-definitions':
      '集群中没有 SecurityPolicy 和 SecurityException 的定义：控制器让已生效的一切保持不变。可用“breakwater policies crds”输出定义。',
    failing: '控制器无法让集群达到策略的要求，正在重试。',
    waiting: '控制器在等待必须知道的信息。',
    'in-force': '',
    elsewhere: '',
    here: '',
  },
  left: '控制器没有处理的内容',
  leftWhy: {
    'definition-gone':
      '策略是随其类型的定义一起消失的，无法认定有人决定删除它。请重新创建策略，或手工删除这些对象（见 docs/policies.md）。',
    'no-controller': '策略已经不在了，但没有控制器来删除这些对象。',
    'not-ready': '没有完全生效。',
  },
  leftObjects: (format, objects) => `仍有 ${format.number(objects)} 个对象在生效。`,
  native: 'API 服务器的其他策略',
  nativeWhat:
    '不是由上面的策略生成的 ValidatingAdmissionPolicy：手工导出的、来自 Git 的，或属于其他程序。Breakwater 不会改动它们。',
  nativeNone: '没有其他策略。',
  nativeHidden: '未显示：你或服务器无权查看。',
  nativeColumns: { name: '名称', action: '动作', bindings: '绑定', fail: '无法判定时', by: '由谁管理' },
  failurePolicies: { Fail: '拒绝', Ignore: '放行' },
  writing: {
    recording: '这是录制下来的集群，无法写入。请取文件，应用到集群或提交到 Git。',
    'not-installed': '集群还没有 Breakwater 的资源类型：可用“breakwater policies crds”输出。文件可以先提交。',
    'not-permitted': '你无权让它写入：管理员可以授予“update securitypolicies.breakwater.dev”。',
    'server-may-not': 'Breakwater 自身无权把它写入集群：所需的权限见 deploy/rbac/console.yaml。也可以改用文件。',
    unanswered: 'API 服务器没有答复能否写入。请重试，或改用文件。',
  },

  all: '所有策略',
  gone: '没有这个策略。',
  detailFailed: '无法加载该策略。',
  stepTitle: (rung) => `“${rung}”会怎样`,
  stepNow: (rung) => `“${rung}”的作用`,
  take: (rung) => `改为“${rung}”…`,
  byItself: (format, rung, days) =>
    `会自动升到“${rung}”：每当连续 ${format.number(days)} 天没有任何对象会被拒绝，就上一级。`,
  cleanSince: '从此时起没有任何对象会被拒绝：',
  managedBy: (manager) => `由 ${manager} 管理：请到那里修改，否则下次发布时会被还原。`,
  predictionFailed: '无法做出预测。',
  predictionNone: (format, asked) => `范围内的 ${format.number(asked)} 个对象全部合格，现有工作负载都不受影响。`,
  prediction: (format, rung, refused, asked) =>
    `范围内的 ${format.number(asked)} 个对象中，有 ${format.number(refused)} 个如果按现状重新写入，会${done[rung]}。`,
  excepted: (format, count) => `另有 ${format.number(count)} 个因例外而放行。`,
  unanswered: (format, count, closed) =>
    `${format.number(count)} 个对象无法判定${closed ? '；在“拒绝”级别它们也会被拒绝，因为该策略在无法判定时拒绝' : ''}。`,
  unseen: (kinds) => `看不到，未计入：${kinds}。`,
  unplaced: (names) => `不知道策略是否在 ${names} 生效，其中的对象均未计入。`,
  runs: '已在运行的不受影响：策略只在创建或修改时检查。',
  asOf: '数据时间：',
  search: '搜索名称、命名空间、团队、检查项',
  anyNamespace: '所有命名空间',
  anyCheck: '所有检查项',
  anyTeam: '无团队',
  withCount: (format, name, count) => `${name}（${format.number(count)}）`,
  noNamespace: '无命名空间',
  inNamespaces: '命名空间',
  predictedColumns: { object: '对象', owner: '归属', why: '原因', fix: '处理办法' },
  ofWorkload: (kind, name) => `属于 ${kind} ${name}`,
  team: (name) => `团队 ${name}`,
  noOwner: '未注明',
  fix: '查看修复办法',
  seeCheck: '查看该检查项',
  more: (format, shown, total) => `已显示 ${format.number(shown)} 个，共 ${format.number(total)} 个`,
  others: (format, count) => `其他 ${format.number(count)} 个`,
  showMore: '显示更多',
  sentence: (text) => `${text.replace(/。$/, '')}。`,
  nothingRecorded: '没有请求记录',
  noneFit: '没有符合的对象。',
  requests: '请求',
  requestsFailed: '无法加载请求。',
  requestsWhat: (format, rung, since, asked, failed) =>
    asked === 0
      ? `自 ${since} 以来没有收到与它有关的请求：还不知道它会拒绝什么。`
      : failed === 0
        ? `自 ${since} 以来的 ${format.number(asked)} 个请求全部合格。`
        : `自 ${since} 以来的 ${format.number(asked)} 个请求中，有 ${format.number(failed)} 个不合格：在“${policies.rungs[rung]}”级别，这样的请求会${happens[rung]}。`,
  requestCount: (format, requests) => `${format.number(requests)} 个请求`,
  requestsThen: '按请求到来时的判定计数：之后新增的例外和对策略的修改不计在内。',
  requestsSampled: (format, samples) => `发起者和对象只保留样本：最近的 ${format.number(samples)} 个。`,
  requestsUnrecorded:
    '在“拒绝”级别，API 服务器会在询问 Breakwater 的 webhook 之前自行拒绝：被它拒绝的请求只见于 API 服务器的审计日志，不计在这里。',
  requestsLater:
    '策略尚未创建，无法回顾最近的请求。创建之后，即使在“关闭”和“记录”级别，Breakwater 的 webhook 也会统计它会拒绝什么、由谁发起。',
  latest: '最近的请求',
  whatRuns: '正在运行的对象',
  requestErrors: (format, count) => `${format.number(count)} 个请求没有得到判定。`,
  requestsUnknown:
    '没有请求记录：Breakwater 的 webhook 尚未收到询问。用“breakwater server --webhook-listen”启用（见 docs/webhook.md）；它也会观察“关闭”和“记录”级别的策略会拒绝什么。',
  byUser: '发起者',
  byCheck: '未通过',
  status: '状态',
  statusNone: '控制器还没有对这个策略给出任何状态。',
  conditions: { True: '是', False: '否', Unknown: '未知' },
  conditionNames: { Ready: '就绪', Enforced: '已执行', RolloutReady: '自动升级' },
  settings: '设置',
  enforcement: '由谁检查',
  enforcements: { Native: 'API 服务器', Webhook: 'Breakwater 的 webhook' },
  enforcementWhat: {
    Native: '即使 Breakwater 停止运行也会拒绝。拒绝了谁，只见于它的审计日志。',
    Webhook: '拒绝了谁、为什么，都会显示在这里。webhook 必须已启用并保持运行。',
  },
  failurePolicy: '无法检查时',
  scope: '生效范围',
  language: '提示语言',
  languages: { en: '英文', 'zh-CN': '中文' },
  rollout: '自动升级',
  byHand: '每一级都由人来决定。',
  natives: '原生对象',
  nativesNone: '没有原生对象：控制器尚未生成，或策略已关闭。',
  exceptions: '例外',
  exceptionsNone: '没有针对这些检查项的 SecurityException。',
  ended: '已结束',
  until: (day) => `有效期至 ${day}`,
  checksTitle: (format, count) => `${format.number(count)} 项检查`,
  checksNot: (format, count) => `${format.number(count)} 项不由 API 服务器检查`,
  by: {
    native: 'API 服务器',
    webhook: 'webhook',
    'no-admission': '无：准入策略看不到这些类型',
    'other-version': '无：该版本的标准没有要求',
    'not-configured': '无：需要参数',
    'too-many-exceptions': '无：例外过多，策略容纳不下',
  },
  checkColumns: { check: '检查项', by: '由谁检查' },
  yaml: '对象内容',

  changeTitle: (name, rung) => `把 ${name} 改为“${rung}”？`,
  down: '要求比现在低：目前会被拒绝或警告的，以后将放行。',
  inCluster: '写入集群',
  inClusterWhat: '立即写入，并以你的名义记入审计记录。',
  asFile: '作为文件',
  asFileWhat: '提交到策略的来源处，或手工应用。',
  command: '或使用命令',
  step: (rung) => `改为“${rung}”`,
  stepFailed: '没有改成。',
  stepped: (name, rung) => `${name} 现在为“${rung}”。`,

  newTitle: '新建策略',
  newWhat: '从“记录”开始：不拒绝任何请求。创建之前会先显示它会拒绝什么。',
  name: '名称',
  nameWhat: '小写字母、数字和连字符。',
  nameWrong: '名称由小写字母、数字和连字符组成，首尾必须是字母或数字。',
  profile: '检查项',
  profileNone: '仅限下面列出的',
  profiles: {
    'pss-baseline': 'Pod 安全：baseline',
    'pss-restricted': 'Pod 安全：restricted',
    security: '安全',
    reliability: '可靠性',
    cis: 'CIS 基准',
    nsa: 'NSA/CISA 指南',
    all: '全部',
  },
  extra: '其他检查项，每行一个',
  extraExample: 'pod-privileged\nimg-latest',
  nothing: '请选择一组检查项，或至少列出一项。',
  selector: '只在带有这些标签的命名空间',
  selectorExample: 'env=prod,team!=sandbox',
  selectorWhat: '写法与 kubectl 的选择器相同；留空表示全部。Kubernetes 自身的命名空间始终除外。',
  exclude: '以下命名空间除外，每行一个',
  action: '起始级别',
  fails: '无法检查时',
  failsWhat: {
    Fail: '拒绝：没有请求能绕过策略，但它出故障时部署会中断。',
    Ignore: '放行：部署照常进行，但不经检查。',
  },
  climbs: '自动升到“拒绝”',
  climbsWhat: (format, days) => `每当连续 ${format.number(days)} 天没有任何对象会被拒绝，就上一级。`,
  preview: '它会怎样',
  next: '预览',
  back: '返回',
  makeNow: '在集群中创建',
  makeFailed: '没有创建成功。',
  made: (name) => `已创建策略 ${name}。`,
  draftFailed: '无法这样创建策略。',

  refusals: '被策略拒绝或会被拒绝的请求',
  refusalsFailed: '无法加载请求。',
  refusalsNone: '没有请求被拒绝',
  refusalsNoneWhat:
    '要么收到的请求都合格，要么没有记录：Breakwater 的 webhook 会记录它收到的询问；API 服务器自己的策略写入它的审计日志。',
  refusalColumns: { at: '时间', verdict: '结果', user: '发起者', object: '对象', why: '原因', policy: '策略' },
  verdict: '结果',
  anyVerdict: '所有结果',
  anyPolicy: '所有策略',
  verdicts: { denied: '已拒绝', warned: '已警告', 'would-refuse': '会被拒绝', error: '无法判定' },
  ms: (format, value) => `${format.number(Math.round(value * 10) / 10)} 毫秒`,

  psaFailed: '无法加载计划。',
  psaWhat: (version) => `对每个命名空间，给出现有工作负载都能通过的最严格的 Kubernetes Pod 安全级别（${version}）。`,
  psaSummary: (format, raise, refuses) =>
    `${
      raise === 0
        ? '每个命名空间的标签都已到位。'
        : `有 ${format.number(raise)} 个命名空间今天就可以设置更严格的标签，而不会拒绝任何工作负载。`
    }${refuses === 0 ? '' : `有 ${format.number(refuses)} 个命名空间不会再次放行正在其中运行的工作负载。`}`,
  psaColumns: { namespace: '命名空间', now: '目前强制', passes: '可通过', next: '升级的障碍', set: '应设置' },
  psaGone: '这个命名空间已经不在了，或无法查看。',
  passesLevel: '其中的工作负载都能通过',
  psaNone: '看不到任何命名空间。',
  levels: { privileged: 'privileged', baseline: 'baseline', restricted: 'restricted' },
  level: (level, version) => (version === null ? level : `${level} ${version}`),
  noLevel: '无',
  notKnown: '未知',
  system: 'Kubernetes 自身',
  workloads: (format, count) => `${format.number(count)} 个工作负载`,
  toLevel: (level) => `未达到 ${level}，原因：`,
  places: (format, count) => `${format.number(count)} 个工作负载`,
  andMore: (format, count) => `另有 ${format.number(count)} 个`,
  refusesToday: '标签的要求高于工作负载所能通过的：这些工作负载将无法再次创建。',
  kept: (modes) => `保持比计划更严格：${modes}。`,
  nothingToSet: '无需设置',
  labels: (format, count) => `${format.number(count)} 个标签`,
  setLabels: '应设置的标签',
  labelsFile: '作为文件',
  psaCommand: '使用 kubectl',
  psaDetail: (name) => `${name} 的 Pod 安全`,
  topLevel: '已通过最严格的级别。',
  psaAll: '一次全部设置，并逐一与 API 服务器自身的预测比较：breakwater psa apply --cluster',
  cantSee: (kinds) => `看不到其中运行的内容：${kinds}。`,
};
