import { printable } from './error.ts';

/** What is said of kubeconfigs and credentials, with `{placeholders}`. */
const texts = {
  unreadable: { en: "{file}: can't be read: {reason}", 'zh-CN': '{file}：无法读取：{reason}' },
  'not-yaml': { en: '{file}: not a kubeconfig: {reason}', 'zh-CN': '{file}：不是 kubeconfig：{reason}' },
  'wrong-field': {
    en: '{file}: {entry}: {field} must be of the type {expected}',
    'zh-CN': '{file}：{entry}：{field} 的类型必须是 {expected}',
  },
  'missing-field': { en: '{file}: {entry}: {field} is missing', 'zh-CN': '{file}：{entry}：缺少 {field}' },
  'no-kubeconfig': {
    en: 'there is no kubeconfig ($KUBECONFIG, ~/.kube/config), and this is no pod of a cluster',
    'zh-CN': '没有 kubeconfig（$KUBECONFIG、~/.kube/config），当前也不在集群的 Pod 中',
  },
  'no-context': {
    en: '{files}: no current context is set; name one of: {known}',
    'zh-CN': '{files}：没有设置当前上下文，请指定其中之一：{known}',
  },
  'unknown-context': {
    en: '{files}: there is no context "{context}"; there is: {known}',
    'zh-CN': '{files}：没有上下文 "{context}"，现有：{known}',
  },
  'context-moved': {
    en: 'the context "{context}" leads to another address, or to it another way, than at the start: start again to follow it',
    'zh-CN': '上下文 "{context}" 现在指向的地址或连接方式与启动时不同：要改用它，请重新启动',
  },
  'unknown-cluster': {
    en: '{file}: context "{context}" names the cluster "{cluster}", which is not there',
    'zh-CN': '{file}：上下文 "{context}" 引用的集群 "{cluster}" 不存在',
  },
  'unknown-user': {
    en: '{file}: context "{context}" names the user "{user}", who is not there',
    'zh-CN': '{file}：上下文 "{context}" 引用的用户 "{user}" 不存在',
  },
  'not-an-address': {
    en: '{file}: {entry}: {field} is not an address such as {example}',
    'zh-CN': '{file}：{entry}：{field} 不是有效的地址（例如 {example}）',
  },
  'proxy-variable': {
    en: '{variable} is not the address of a proxy such as http://192.0.2.1:3128',
    'zh-CN': '环境变量 {variable} 不是有效的代理地址（例如 http://192.0.2.1:3128）',
  },
  'not-base64': { en: '{file}: {entry}: {field} is not base64', 'zh-CN': '{file}：{entry}：{field} 不是 base64' },
  'not-pem': {
    en: '{file}: {entry}: {field} holds no usable certificate or key (PEM)',
    'zh-CN': '{file}：{entry}：{field} 中没有可用的证书或私钥（PEM）',
  },
  'insecure-with-ca': {
    en: '{file}: {entry}: insecure-skip-tls-verify and a certificate authority exclude each other',
    'zh-CN': '{file}：{entry}：insecure-skip-tls-verify 与证书颁发机构不能同时设置',
  },
  'certificate-without-key': {
    en: '{file}: {entry}: a client certificate needs its key, and a key its certificate',
    'zh-CN': '{file}：{entry}：客户端证书和私钥必须成对出现',
  },
  'certificate-and-exec': {
    en: '{file}: {entry}: exec excludes {field}',
    'zh-CN': '{file}：{entry}：exec 与 {field} 不能同时设置',
  },
  password: {
    en: '{file}: {entry}: username and password: Kubernetes took this way out in 1.19; use a token, a certificate or an exec plugin',
    'zh-CN': '{file}：{entry}：Kubernetes 1.19 起不再支持用户名和密码，请改用令牌、证书或 exec 插件',
  },
  'auth-provider': {
    en: '{file}: {entry}: auth-provider "{provider}": kubectl took these out in 1.26; use the exec plugin of your provider',
    'zh-CN': '{file}：{entry}：auth-provider "{provider}" 已在 kubectl 1.26 中移除，请改用服务商提供的 exec 插件',
  },
  'not-in-cluster': {
    en: "the pod's service account ({folder}) can't be used: {reason}",
    'zh-CN': '无法使用该 Pod 的服务账号（{folder}）：{reason}',
  },
  'exec-version': {
    en: '{file}: {entry}: exec.apiVersion "{version}" is not supported; there is client.authentication.k8s.io/v1 and v1beta1',
    'zh-CN': '{file}：{entry}：不支持 exec.apiVersion "{version}"，可用的是 client.authentication.k8s.io/v1 和 v1beta1',
  },
  'exec-missing': {
    en: '{file}: {entry}: the program "{command}" was not found. {hint}',
    'zh-CN': '{file}：{entry}：找不到程序 "{command}"。{hint}',
  },
  'exec-interactive': {
    en: '{file}: {entry}: the program "{command}" wants a terminal (interactiveMode: Always), and there is none',
    'zh-CN': '{file}：{entry}：程序 "{command}" 需要终端（interactiveMode: Always），而当前没有终端',
  },
  'exec-failed': {
    en: '{file}: {entry}: the program "{command}" gave no credentials: {reason}',
    'zh-CN': '{file}：{entry}：程序 "{command}" 没有给出凭据：{reason}',
  },
  'exec-answer': {
    en: '{file}: {entry}: what the program "{command}" wrote is no ExecCredential of {version}: {field}',
    'zh-CN': '{file}：{entry}：程序 "{command}" 的输出不是 {version} 的 ExecCredential：{field}',
  },
  /** Warnings: the connection can be used. */
  'insecure-tls': {
    en: '{file}: {entry}: insecure-skip-tls-verify is set: who answers is not verified, and credentials may go to a stranger',
    'zh-CN': '{file}：{entry}：设置了 insecure-skip-tls-verify：不验证服务器身份，凭据可能落入他人之手',
  },
  'plain-http': {
    en: '{file}: {entry}: {server} is not encrypted',
    'zh-CN': '{file}：{entry}：与 {server} 的连接没有加密',
  },
  'missing-file': { en: '{file}: named by KUBECONFIG, but not there', 'zh-CN': '{file}：KUBECONFIG 指定的文件不存在' },
} as const;

export type ConnectionCode = keyof typeof texts;
export type ConnectionLanguage = 'en' | 'zh-CN';

/** Something to be said of a connection, in either language. */
export interface ConnectionNotice {
  readonly code: ConnectionCode;
  readonly values: Readonly<Record<string, string>>;
}

/** A kubeconfig, the credentials it names or a pod's own can't be used. The message is English; `connectionText` has others. */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
  readonly notice: ConnectionNotice;

  constructor(code: ConnectionCode, values: Readonly<Record<string, string>> = {}, cause?: unknown) {
    const notice = { code, values };
    super(connectionText(notice, 'en'), cause === undefined ? undefined : { cause });
    this.notice = notice;
  }
}

/** Reasons as the system, a library or we ourselves word them; what is in none of these stays as it is. `$1` is the first group. */
const reasons: readonly { readonly pattern: RegExp; readonly en: string; readonly 'zh-CN': string }[] = [
  { pattern: /^ENOENT$/, en: 'it does not exist', 'zh-CN': '不存在' },
  { pattern: /^EACCES$|^EPERM$/, en: 'permission denied', 'zh-CN': '没有权限' },
  { pattern: /^EISDIR$/, en: 'it is a folder', 'zh-CN': '是目录' },
  { pattern: /^EMPTY$/, en: 'it is empty', 'zh-CN': '内容为空' },
  { pattern: /^EFBIG$/, en: 'it has more than 1 MiB', 'zh-CN': '超过 1 MiB' },
  { pattern: /^duplicated mapping key/, en: 'a key stands twice', 'zh-CN': '有重复的键' },
  { pattern: /^it took longer than (\d+) seconds$/, en: 'it took longer than $1 seconds', 'zh-CN': '运行超过 $1 秒' },
  { pattern: /^it wrote more than 1 MiB$/, en: 'it wrote more than 1 MiB', 'zh-CN': '输出超过 1 MiB' },
  { pattern: /^it ended with (.+)$/, en: 'it ended with $1', 'zh-CN': '以 $1 结束' },
];

/** The code of an error where it has one, else what it says. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** Names in it come from kubeconfigs: each is bounded and on one line. */
export function connectionText({ code, values }: ConnectionNotice, language: ConnectionLanguage): string {
  const said = (name: string) => {
    const value = printable(values[name] ?? '');
    const known = name === 'reason' ? reasons.find(({ pattern }) => pattern.test(value)) : undefined;
    return known === undefined ? value : value.replace(known.pattern, known[language]);
  };
  return texts[code][language].replace(/\{(\w+)\}/g, (_, name: string) => said(name)).trim();
}
