import type { Language } from '../checks/index.ts';
import { counted } from '../inventory/index.ts';
import type { BreakCode } from '../network/index.ts';

interface IngressTexts {
  readonly ingress: string;
  readonly harden: string;
  readonly hardenExamples: string;
  readonly write: string;
  readonly outputFolder: string;
  readonly nothing: string;
  readonly forRoutes: (names: string) => string;
  readonly mayBreak: (what: string) => string;
  readonly breaks: Readonly<Record<BreakCode, string>>;
  readonly newObjects: (count: number) => string;
  readonly asPatch: (name: string, reason: string | undefined) => string;
  /** No patch either. */
  readonly byHand: (name: string, reason: string | undefined) => string;
  readonly written: (file: string) => string;
  readonly notWritten: string;
  readonly writeNeedsFiles: string;
  readonly exists: (file: string) => string;
  readonly limit: string;
}

export const ingressTexts: Readonly<Record<Language, IngressTexts>> = {
  en: {
    ingress: 'Ingresses and gateways: proposals, certificates, TLS',
    harden: 'Edits that make Ingresses and routes safer, for the controller in use, each with what it may break',
    hardenExamples: `
  breakwater ingress harden deploy/                   shows the edits
  breakwater ingress harden deploy/ --write -o new/   makes them in the files; new objects go to new/
  breakwater ingress harden --cluster -o patches/     a patch for each object

Exit code: 0 nothing to propose, 1 something proposed or written, 2 wrong usage or something could not be read or written.`,
    write: 'change the files that the objects stand in',
    outputFolder: 'folder for new objects and patches; files there are not overwritten',
    nothing: 'Nothing to propose.',
    forRoutes: (names) => `for ${names}`,
    mayBreak: (what) => `may break: ${what}`,
    breaks: {
      'plain-clients': 'clients that don’t follow redirects, or ask without TLS',
      'old-clients': 'clients that speak TLS 1.0 or 1.1 only',
      'shared-addresses': 'many users behind one address, and clients that ask often: they get 429 or 503',
      'all-clients': 'busy sites: the proxy counts all clients together, and they get 429',
      'large-bodies': 'requests of more than 8 MB, such as uploads',
      streams: 'requests that stream (gRPC, WebSockets, long uploads): bodies are kept whole first',
      'log-volume': 'nothing, but logs grow',
      'snippet-gone': 'whatever the snippets do; with the switch off Ingresses with snippets are refused',
      'proxy-in-front': 'addresses of clients, where a proxy or load balancer in front passes them in a header',
      'certificate-needed':
        'the host, until the Secret has its certificate ("breakwater ingress certificate" makes one)',
      'console-gone': 'access to the controller’s console without a password',
      'other-namespaces': 'objects that use those of another namespace, or Services that are names',
    },
    newObjects: (count) => `${counted(count, 'new object')}:`,
    asPatch: (name, reason) => `${name}: a patch${reason === undefined ? '' : `, for it ${reason}`}`,
    byHand: (name, reason) => `${name}${reason === undefined ? ': can’t be patched: change it by hand' : ` ${reason}`}`,
    written: (file) => `${file} written`,
    notWritten: 'Nothing was written: --write changes the files, -o DIR writes new objects and patches.',
    writeNeedsFiles: '--write changes files: with a cluster use -o DIR',
    exists: (file) => `${file}: already there, or can’t be written; nothing was overwritten`,
    limit: 'Limits are values to begin with: look at your traffic first.',
  },
  'zh-CN': {
    ingress: 'Ingress 与网关：加固建议、证书、TLS',
    harden: '针对所用控制器，给出让 Ingress 与路由更安全的修改，并说明可能影响什么',
    hardenExamples: `
  breakwater ingress harden deploy/                   显示修改
  breakwater ingress harden deploy/ --write -o new/   写入文件；新对象写到 new/
  breakwater ingress harden --cluster -o patches/     每个对象一个补丁

退出码：0 没有建议；1 有建议或已写入；2 用法有误，或有内容无法读取或写入。`,
    write: '修改对象所在的文件',
    outputFolder: '存放新对象和补丁的目录；不会覆盖其中的文件',
    nothing: '没有建议。',
    forRoutes: (names) => `用于 ${names}`,
    mayBreak: (what) => `可能影响：${what}`,
    breaks: {
      'plain-clients': '不跟随重定向或不使用 TLS 的客户端',
      'old-clients': '只支持 TLS 1.0 或 1.1 的客户端',
      'shared-addresses': '共用一个地址的众多用户，以及请求频繁的客户端：会收到 429 或 503',
      'all-clients': '访问量大的站点：代理对所有客户端合并计数，超出者收到 429',
      'large-bodies': '超过 8 MB 的请求，例如上传',
      streams: '流式请求（gRPC、WebSocket、长时间上传）：请求体会先被完整缓存',
      'log-volume': '无影响，但日志会增多',
      'snippet-gone': '这些片段原有的作用；关闭开关后，带片段的 Ingress 会被拒绝',
      'proxy-in-front': '若前面的代理或负载均衡器用请求头传递客户端地址，则会丢失该地址',
      'certificate-needed': '在 Secret 中有证书之前该主机不可用（可用“breakwater ingress certificate”生成）',
      'console-gone': '无需密码访问控制器控制台',
      'other-namespaces': '使用其他命名空间对象的对象，或 ExternalName 类 Service',
    },
    newObjects: (count) => `${count} 个新对象：`,
    asPatch: (name, reason) => `${name}：以补丁形式给出${reason === undefined ? '' : `，因为它${reason}`}`,
    byHand: (name, reason) => `${name}${reason === undefined ? '：无法打补丁，请手工修改' : ` ${reason}`}`,
    written: (file) => `已写入 ${file}`,
    notWritten: '未写入任何内容：--write 修改文件，-o DIR 写出新对象和补丁。',
    writeNeedsFiles: '--write 修改的是文件：对集群请使用 -o DIR',
    exists: (file) => `${file}：已存在或无法写入；没有覆盖任何文件`,
    limit: '各项限额只是起始值：请先了解自己的流量。',
  },
};
