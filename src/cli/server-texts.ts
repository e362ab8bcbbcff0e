import type { Language } from '../checks/index.ts';
import { counted, grouped } from '../inventory/index.ts';

interface ServerTexts {
  readonly server: string;
  readonly serverExamples: string;
  readonly context: string;
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly recording: string;
  readonly flows: string;
  readonly writeReports: string;
  readonly notAReportKind: (name: string, known: readonly string[]) => string;
  readonly writeEvents: string;
  readonly control: string;
  readonly controlling: string;
  readonly data: string;
  readonly database: string;
  readonly listen: string;
  readonly config: string;
  readonly profile: string;
  readonly publicUrl: string;
  readonly trustProxy: string;
  readonly oidcIssuer: string;
  readonly oidcClientId: string;
  readonly oidcClientSecretFile: string;
  readonly oidcUsernameClaim: string;
  readonly oidcGroupsClaim: string;
  readonly notAnAddress: (option: string, text: string) => string;
  readonly notAUrl: (option: string, text: string) => string;
  readonly plainUrl: string;
  readonly notAProxy: (block: string) => string;
  readonly oidcIncomplete: string;
  readonly recordingOutside: string;
  readonly oidcForRecording: string;
  readonly portTaken: (address: string) => string;
  readonly noPort: (address: string, reason: string) => string;
  readonly noDatabase: (reason: string) => string;
  readonly noConsole: string;
  readonly watching: (name: string, server: string) => string;
  readonly showing: (name: string, day: string) => string;
  readonly address: (url: string) => string;
  readonly link: (url: string) => string;
  readonly signIn: string;
  readonly ownCluster: string;
  readonly stop: string;
  readonly assessing: string;
  readonly assessed: (objects: number) => string;
  readonly stopping: string;
}

/** What `breakwater server` says of itself. */
export const serverTexts: Readonly<Record<Language, ServerTexts>> = {
  en: {
    server: 'Watch a cluster and show its findings in a web console',
    serverExamples: `
  breakwater server                             the cluster of the current context, on 127.0.0.1:8080
  breakwater server --recording shop.recording  what "breakwater record" wrote
  breakwater server -n shop -n payments         these namespaces only
  breakwater server --listen 0.0.0.0:8080 --public-url https://breakwater.example.com \\
    --oidc-issuer https://login.example.com --oidc-client-id breakwater --oidc-client-secret-file secret.txt
  BREAKWATER_DATABASE_URL=postgres://… breakwater server

The log goes to standard error, as JSON lines: warnings and errors on a terminal, each request elsewhere.`,
    context: 'context of the kubeconfig (default: the current one)',
    kubeconfig: 'kubeconfig file (default: $KUBECONFIG, ~/.kube/config, or the pod that it runs in)',
    namespace: 'watch only this namespace (repeatable)',
    recording: 'show this recording instead of a cluster that runs',
    flows: 'file of recorded flows for the network page (Hubble, Tetragon, Falco, conntrack; repeatable)',
    writeReports:
      'write findings into the cluster as reports of these kinds (openreports, policyreport), where it has their definitions',
    notAReportKind: (name, known) => `${name} is no kind of report: ${known.join(', ')}`,
    writeEvents: 'write Events on the objects for which something new is found',
    control:
      'bring the cluster to what its SecurityPolicies say, with admission policies of Kubernetes; without this nothing in it is changed but on request',
    controlling: 'SecurityPolicies of the cluster are enforced, by one replica at a time',
    data: 'folder of the database (default: $XDG_DATA_HOME/breakwater)',
    database:
      'PostgreSQL database, postgres://…, instead of a file; better in $BREAKWATER_DATABASE_URL, which no list of processes shows',
    listen: 'address and port to listen on',
    config: 'settings file (default: .breakwater.yaml, if there is one)',
    profile: 'which checks to run (default: that of the settings file, or all)',
    publicUrl: 'where browsers reach the server, if not at the address that it listens on',
    trustProxy:
      'addresses of the proxies in front of the server, such as 10.42.0.0/16: what they say in X-Forwarded-For is where a request comes from',
    oidcIssuer: 'OpenID provider to sign in with',
    oidcClientId: 'client id at the provider',
    oidcClientSecretFile: 'file with the client secret',
    oidcUsernameClaim: 'claim that names a user, such as email (verified ones only) or sub; RBAC sees oidc:NAME',
    oidcGroupsClaim: 'claim with the groups; RBAC sees oidc:GROUP',
    notAnAddress: (option, text) =>
      `${option} ${text}: not an address with a port, such as 127.0.0.1:8080 or [::1]:8080`,
    notAUrl: (option, text) => `${option} ${text}: not an address such as https://breakwater.example.com`,
    plainUrl: '--public-url has to be https, unless it is of this machine: sessions would cross the network in clear',
    notAProxy: (block) =>
      `--trust-proxy ${block}: not addresses of proxies, such as 10.42.0.7 or 10.42.0.0/16, and never everybody's`,
    oidcIncomplete: '--oidc-issuer, --oidc-client-id and --public-url belong together: name all three or none',
    recordingOutside:
      'a recording is shown on loopback addresses only: without an API server nobody can say who may see it. Leave out --listen, or watch a cluster',
    oidcForRecording: 'no OpenID sign-in with a recording: without an API server nobody can say what a user may do',
    portTaken: (address) => `${address} is in use by another program: name another port with --listen`,
    noPort: (address, reason) => `can't listen on ${address}: ${reason}`,
    noDatabase: (reason) => `the database can't be opened: ${reason}`,
    noConsole: 'The console is not built (npm run build): only the API is served.',
    watching: (name, server) => `Watching the cluster ${name} (${server}).`,
    showing: (name, day) => `Showing a recording of the cluster ${name}, made on ${day}.`,
    address: (url) => `Console:   ${url}`,
    link: (url) => `Sign in:   ${url}\n           (works once, within ten minutes, on this machine)`,
    signIn: 'Sign in with a Kubernetes token or, where configured, at the OpenID provider.',
    ownCluster: 'Your own cluster: "breakwater server" watches the current context, --context NAME another one.',
    stop: 'Stop it with Ctrl+C.',
    assessing: 'Assessing …',
    assessed: (objects) => `Assessed ${counted(objects, 'object')}.`,
    stopping: 'Stopping …',
  },
  'zh-CN': {
    server: '持续监视集群，并在网页控制台中展示发现的问题',
    serverExamples: `
  breakwater server                             当前上下文的集群，监听 127.0.0.1:8080
  breakwater server --recording shop.recording  "breakwater record" 写出的文件
  breakwater server -n shop -n payments         只看这些命名空间
  breakwater server --listen 0.0.0.0:8080 --public-url https://breakwater.example.com \\
    --oidc-issuer https://login.example.com --oidc-client-id breakwater --oidc-client-secret-file secret.txt
  BREAKWATER_DATABASE_URL=postgres://… breakwater server

日志以 JSON 行写到标准错误：终端上只有警告和错误，其他情况下包括每个请求。`,
    context: 'kubeconfig 中的上下文（默认：当前上下文）',
    kubeconfig: 'kubeconfig 文件（默认：$KUBECONFIG、~/.kube/config 或所在的 Pod）',
    namespace: '只监视此命名空间（可重复）',
    recording: '展示这份录制，而不是运行中的集群',
    flows: '网络页面使用的流量记录文件（Hubble、Tetragon、Falco、conntrack；可重复）',
    writeReports: '把问题以这些类型的报告（openreports、policyreport）写入集群，前提是集群中有相应的定义',
    notAReportKind: (name, known) => `${name} 不是报告类型：${known.join('、')}`,
    writeEvents: '发现新问题时，在相关对象上写入 Event',
    control: '按集群中的 SecurityPolicy 维护 Kubernetes 的准入策略；不加此选项时，除非有人要求，否则不会改动集群',
    controlling: '正在执行集群中的 SecurityPolicy，同一时间只由一个副本负责',
    data: '数据库所在目录（默认：$XDG_DATA_HOME/breakwater）',
    database: '用 PostgreSQL 数据库 postgres://… 代替文件；建议写在 $BREAKWATER_DATABASE_URL 中，避免出现在进程列表里',
    listen: '监听的地址和端口',
    config: '设置文件（默认：.breakwater.yaml，如果存在）',
    profile: '使用哪一组检查（默认取自设置文件，否则为 all）',
    publicUrl: '浏览器访问服务器的地址，如果不同于监听地址',
    trustProxy: '服务器前面的代理的地址，例如 10.42.0.0/16：以它们在 X-Forwarded-For 中写的地址作为请求的来源',
    oidcIssuer: '用于登录的 OpenID 提供方',
    oidcClientId: '在提供方登记的客户端 id',
    oidcClientSecretFile: '存放客户端密钥的文件',
    oidcUsernameClaim: '用作用户名的声明，如 email（须已验证）或 sub；RBAC 中为 oidc:用户名',
    oidcGroupsClaim: '存放用户组的声明；RBAC 中为 oidc:组名',
    notAnAddress: (option, text) => `${option} ${text}：应为地址加端口，例如 127.0.0.1:8080 或 [::1]:8080`,
    notAUrl: (option, text) => `${option} ${text}：应为 https://breakwater.example.com 这样的地址`,
    plainUrl: '--public-url 必须是 https（本机地址除外）：否则会话会以明文经过网络',
    notAProxy: (block) =>
      `--trust-proxy ${block}：不是代理的地址，例如 10.42.0.7 或 10.42.0.0/16，也不能是所有人的地址`,
    oidcIncomplete: '--oidc-issuer、--oidc-client-id 和 --public-url 必须同时给出',
    recordingOutside: '录制只能在本机地址上展示：没有 API 服务器，无法判断谁可以查看。请去掉 --listen，或改为监视集群',
    oidcForRecording: '展示录制时不能使用 OpenID 登录：没有 API 服务器，无法判断用户的权限',
    portTaken: (address) => `${address} 已被其他程序占用：请用 --listen 指定其他端口`,
    noPort: (address, reason) => `无法监听 ${address}：${reason}`,
    noDatabase: (reason) => `无法打开数据库：${reason}`,
    noConsole: '控制台尚未构建（npm run build）：只提供 API。',
    watching: (name, server) => `正在监视集群 ${name}（${server}）。`,
    showing: (name, day) => `正在展示集群 ${name} 的录制，录制于 ${day}。`,
    address: (url) => `控制台：   ${url}`,
    link: (url) => `登录链接： ${url}\n           （十分钟内在本机有效，只能使用一次）`,
    signIn: '请用 Kubernetes 令牌登录；如已配置，也可通过 OpenID 提供方登录。',
    ownCluster: '查看自己的集群："breakwater server" 监视当前上下文，--context NAME 指定其他上下文。',
    stop: '按 Ctrl+C 停止。',
    assessing: '正在评估 …',
    assessed: (objects) => `已评估 ${grouped(objects)} 个对象。`,
    stopping: '正在停止 …',
  },
};
