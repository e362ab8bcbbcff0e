import type { Language } from '../checks/index.ts';

interface ProblemText {
  /** The same for every problem of its code. */
  readonly title: string;
  /** What to do about it. */
  readonly detail: string;
}

const en = {
  invalid: { title: 'The request is not valid', detail: 'See "errors" for the fields concerned.' },
  malformed: { title: 'The request can’t be read', detail: 'The body has to be valid JSON in UTF-8.' },
  'not-signed-in': { title: 'Not signed in', detail: 'Sign in, or send an API token as a bearer token.' },
  forbidden: { title: 'Not allowed', detail: 'Ask a cluster administrator for this permission.' },
  'foreign-host': {
    title: 'Not the name of this server',
    detail: 'Use its address, or start it with --public-url if it is reached by another name.',
  },
  'foreign-page': {
    title: 'Not from this console',
    detail:
      'A change made with a cookie has to come from a page of this server, with the session’s token in x-csrf-token. Load the page again.',
  },
  'not-found': {
    title: 'Not found',
    detail: 'There is no such thing, or it is in a namespace that you may not see.',
  },
  'no-such-address': { title: 'No such address', detail: '/api/v1/openapi.json lists all addresses.' },
  'method-not-allowed': {
    title: 'Method not allowed',
    detail: 'The header "allow" names those that this address takes.',
  },
  recording: {
    title: 'A recording can’t be changed',
    detail: 'What is shown was recorded. Take the file instead, and apply it to the cluster or commit it.',
  },
  'cluster-refused': { title: 'The cluster did not take it', detail: 'See "errors" for what the API server said.' },
  'not-written': {
    title: 'It can’t be written from here',
    detail: 'Breakwater or the cluster is not set up for it. Take the file instead, and apply it or commit it.',
  },
  conflict: { title: 'Conflict', detail: 'Something else changed it meanwhile. Load it again.' },
  'too-large': { title: 'The request is too large', detail: 'A body may have 1 MiB.' },
  'uri-too-long': { title: 'The address is too long', detail: 'An address may have 16 KiB.' },
  'media-type': { title: 'Unsupported media type', detail: 'Send the body as application/json.' },
  'too-many-requests': { title: 'Too many requests', detail: 'Try again after the time in the header "retry-after".' },
  'too-many-streams': {
    title: 'Too many live connections',
    detail: 'Close other windows of the console, or wait for them to be closed.',
  },
  timeout: { title: 'The request took too long', detail: 'It did not arrive in whole in time. Try again.' },
  internal: { title: 'A fault of the server', detail: 'The server’s log has more under the id in "instance".' },
  'not-ready': { title: 'Not ready yet', detail: 'The first assessment of the cluster is still running.' },
  'network-too-large': {
    title: 'The network is too large',
    detail:
      'There are more policies and pods than can be evaluated in bounded memory and time. The server’s log says more.',
  },
  unanswered: {
    title: 'Permissions can’t be checked now',
    detail: 'The cluster’s API server did not answer what you may do. Try again in a moment.',
  },
  'plain-http': {
    title: 'No sign-in over plain HTTP',
    detail:
      'A token would cross the network in clear. Use HTTPS (--public-url), or localhost through kubectl port-forward.',
  },
  'token-refused': {
    title: 'The token was not accepted',
    detail: 'The API server does not know this token, or it has expired.',
  },
  'nothing-granted': {
    title: 'Nothing is granted to you',
    detail:
      'You are known, but have no permission here. Ask a cluster administrator for a binding to breakwater-viewer.',
  },
} as const satisfies Record<string, ProblemText>;

const zh: Readonly<Record<keyof typeof en, ProblemText>> = {
  invalid: { title: '请求无效', detail: '有误的字段见 errors。' },
  malformed: { title: '无法读取请求', detail: '请求体必须是 UTF-8 编码的有效 JSON。' },
  'not-signed-in': { title: '未登录', detail: '请先登录，或以 bearer 令牌的形式发送 API 令牌。' },
  forbidden: { title: '没有权限', detail: '请向集群管理员申请此权限。' },
  'foreign-host': {
    title: '不是此服务器的名称',
    detail: '请使用它的地址；如通过其他名称访问，请用 --public-url 启动。',
  },
  'foreign-page': {
    title: '请求并非来自此控制台',
    detail: '使用 cookie 的修改必须由本服务器的页面发出，并在 x-csrf-token 中带上会话令牌。请重新加载页面。',
  },
  'not-found': { title: '未找到', detail: '该对象不存在，或位于你无权查看的命名空间。' },
  'no-such-address': { title: '没有这个地址', detail: '全部地址见 /api/v1/openapi.json。' },
  'method-not-allowed': { title: '不支持此请求方法', detail: '该地址支持的方法见 allow 头。' },
  recording: { title: '录制内容无法修改', detail: '这里显示的是录制下来的集群。请改用文件，应用到集群或提交到 Git。' },
  'cluster-refused': { title: '集群没有接受', detail: 'API 服务器的答复见 errors。' },
  'not-written': {
    title: '无法从这里写入',
    detail: 'Breakwater 或集群尚不具备条件。请改用文件，应用到集群或提交到 Git。',
  },
  conflict: { title: '发生冲突', detail: '内容已被他人修改，请重新加载。' },
  'too-large': { title: '请求过大', detail: '请求体不能超过 1 MiB。' },
  'uri-too-long': { title: '地址过长', detail: '地址不能超过 16 KiB。' },
  'media-type': { title: '不支持的媒体类型', detail: '请以 application/json 发送请求体。' },
  'too-many-requests': { title: '请求过于频繁', detail: '请在 retry-after 头所示的时间后重试。' },
  'too-many-streams': { title: '实时连接过多', detail: '请关闭控制台的其他窗口，或等待它们断开。' },
  timeout: { title: '请求超时', detail: '请求未能按时完整送达，请重试。' },
  internal: { title: '服务器内部错误', detail: '详情见服务器日志中 instance 所示的编号。' },
  'not-ready': { title: '尚未就绪', detail: '正在对集群进行首次评估。' },
  'network-too-large': {
    title: '网络规模过大',
    detail: '策略和 Pod 太多，无法在有限的内存和时间内计算。详情见服务器日志。',
  },
  unanswered: { title: '暂时无法核实权限', detail: '集群的 API 服务器没有答复你的权限，请稍后重试。' },
  'plain-http': {
    title: '不能通过明文 HTTP 登录',
    detail: '令牌会以明文经过网络。请使用 HTTPS（--public-url），或经 kubectl port-forward 访问 localhost。',
  },
  'token-refused': { title: '令牌未被接受', detail: 'API 服务器不认识此令牌，或它已过期。' },
  'nothing-granted': {
    title: '你没有任何权限',
    detail: '身份已确认，但尚未授予权限。请让集群管理员将你绑定到 breakwater-viewer。',
  },
};

export const problemTexts: Readonly<Record<Language, Readonly<Record<keyof typeof en, ProblemText>>>> = {
  en,
  'zh-CN': zh,
};
