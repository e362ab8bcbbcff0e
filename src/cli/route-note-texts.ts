import type { Language } from '../checks/index.ts';
import type { NoteCode, NoteSeverity } from '../network/index.ts';

type Values = Readonly<Record<string, string>>;

interface RouteNoteTexts {
  readonly heading: string;
  readonly severity: Readonly<Record<NoteSeverity, string>>;
  readonly note: Readonly<Record<NoteCode, (values: Values) => string>>;
  readonly decided: Readonly<Record<string, string>>;
  /** What a proposal is about. */
  readonly about: Readonly<Record<NoteCode, string>>;
}

/** Notes on Ingresses and routes; what a note names of its own is said in its text, the rest beside it. */
export const routeNoteTexts: Readonly<Record<Language, RouteNoteTexts>> = {
  en: {
    heading: 'On Ingresses and routes:',
    severity: { high: 'high', medium: 'medium', low: 'low', info: 'info' },
    note: {
      retired: ({ product, source }) => `${product} gets no fixes any more (${source})`,
      'tls-missing': () => 'no TLS',
      'host-not-in-tls': ({ host }) => `no certificate is asked for ${host}`,
      'redirect-off': () => 'answers without TLS, too, and does not redirect',
      'old-tls': ({ version }) => `speaks TLS ${version}`,
      'no-access-control': () => 'nothing in front asks who it is or where from; the workload must',
      'no-rate-limit': () => 'no limit of requests',
      'no-body-limit': () => 'no limit of a request’s size',
      'access-log-off': () => 'no access log',
      'foreign-annotations': ({ product, annotations }) => `${product} does not read ${annotations}: they do nothing`,
      unserved: ({ class: name }) =>
        name === ''
          ? 'no class, and none is the default: nobody may serve it'
          : `no IngressClass ${name}: nobody may serve it`,
      shadowed: ({ host, path, other, how }) =>
        `${host}${path} is also ${other}’s; ${routeNoteTexts.en.decided[how ?? '']}`,
      'shared-host': ({ host, others }) => `other namespaces answer for parts of ${host}, too: ${others}`,
      snippet: () => 'configuration of the controller in the hands of whoever may write such an object',
      code: () => 'runs code in the gateway',
      'cors-any-origin': () => 'any site may ask in the name of a signed-in user',
      'backend-unverified': () => 'TLS to the workload without checking its certificate',
      'forwarded-headers': () => 'believes whoever says in a header where a request comes from',
      'cross-namespace': () => 'objects of one namespace may use those of another',
      'admin-open': () => 'the controller’s own console or API is open on the pod network',
      'external-names': () => 'follows Services that are names of somewhere else',
    },
    about: {
      retired: 'Another controller',
      'tls-missing': 'TLS',
      'host-not-in-tls': 'A certificate for every host',
      'redirect-off': 'Redirect to TLS',
      'old-tls': 'TLS 1.2 and newer only',
      'no-access-control': 'Access control',
      'no-rate-limit': 'A limit of requests',
      'no-body-limit': 'A limit of a request’s size',
      'access-log-off': 'An access log',
      'foreign-annotations': 'Annotations that are read',
      unserved: 'A class',
      shadowed: 'One owner of a path',
      'shared-host': 'One owner of a host',
      snippet: 'No snippets of configuration',
      code: 'No code in the gateway',
      'cors-any-origin': 'Only known sites ask for users',
      'backend-unverified': 'Certificates of workloads are checked',
      'forwarded-headers': 'Headers about a client’s address are not believed',
      'cross-namespace': 'Objects stay in their namespace',
      'admin-open': 'The controller’s console is closed',
      'external-names': 'Services that are names are not followed',
    },
    decided: {
      older: 'the older one has it',
      order: 'that one comes first in its group',
      invalid: 'neither works',
      unknown: 'which of them has it is not known',
    },
  },
  'zh-CN': {
    heading: 'Ingress 与路由方面：',
    severity: { high: '高', medium: '中', low: '低', info: '提示' },
    note: {
      retired: ({ product, source }) => `${product} 已停止修复（${source}）`,
      'tls-missing': () => '没有 TLS',
      'host-not-in-tls': ({ host }) => `没有为 ${host} 指定证书`,
      'redirect-off': () => '同时以明文应答，且不重定向',
      'old-tls': ({ version }) => `接受 TLS ${version}`,
      'no-access-control': () => '入口既不认证也不限制来源，只能由工作负载自己检查',
      'no-rate-limit': () => '不限制请求频率',
      'no-body-limit': () => '不限制请求体大小',
      'access-log-off': () => '没有访问日志',
      'foreign-annotations': ({ product, annotations }) => `${product} 不读取 ${annotations}：这些注解不起作用`,
      unserved: ({ class: name }) =>
        name === '' ? '没有写类，也没有默认类：可能无人处理' : `不存在 IngressClass ${name}：可能无人处理`,
      shadowed: ({ host, path, other, how }) =>
        `${host}${path} 同时属于 ${other}；${routeNoteTexts['zh-CN'].decided[how ?? '']}`,
      'shared-host': ({ host, others }) => `其他命名空间也在处理 ${host} 的一部分：${others}`,
      snippet: () => '能写这类对象的人就能改写控制器的配置',
      code: () => '在网关中运行代码',
      'cors-any-origin': () => '任何网站都能以已登录用户的身份发请求',
      'backend-unverified': () => '到工作负载的 TLS 不校验证书',
      'forwarded-headers': () => '轻信请求头中自称的来源地址',
      'cross-namespace': () => '一个命名空间的对象可以使用另一个命名空间的对象',
      'admin-open': () => '控制器自身的控制台或 API 在 Pod 网络中无认证开放',
      'external-names': () => '会访问指向别处的 ExternalName 类 Service',
    },
    about: {
      retired: '换用其他控制器',
      'tls-missing': '启用 TLS',
      'host-not-in-tls': '每个主机都有证书',
      'redirect-off': '重定向到 TLS',
      'old-tls': '只接受 TLS 1.2 及以上',
      'no-access-control': '访问控制',
      'no-rate-limit': '限制请求频率',
      'no-body-limit': '限制请求体大小',
      'access-log-off': '启用访问日志',
      'foreign-annotations': '改用会被读取的注解',
      unserved: '指定类',
      shadowed: '路径只归一个对象',
      'shared-host': '主机只归一个命名空间',
      snippet: '不使用配置片段',
      code: '网关中不运行代码',
      'cors-any-origin': '只允许已知网站代表用户请求',
      'backend-unverified': '校验工作负载的证书',
      'forwarded-headers': '不轻信请求头中的来源地址',
      'cross-namespace': '对象不跨命名空间使用',
      'admin-open': '关闭控制器的控制台',
      'external-names': '不访问 ExternalName 类 Service',
    },
    decided: {
      older: '较早创建的生效',
      order: '对方在组内排序在前',
      invalid: '两者都不生效',
      unknown: '不知道哪一个生效',
    },
  },
};
