import type { Language } from '../checks/index.ts';

interface WebhookTexts {
  readonly listen: string;
  readonly service: string;
  readonly url: string;
  readonly certificates: string;
  readonly help: string;
  readonly incomplete: string;
  readonly forRecording: string;
  readonly notAService: (text: string) => string;
  readonly notAUrl: (text: string) => string;
  readonly started: (listen: string) => string;
}

/** What `breakwater server` says of its admission webhook. */
export const webhookTexts: Readonly<Record<Language, WebhookTexts>> = {
  en: {
    listen: 'address and port of the admission webhook, such as 0.0.0.0:8443 (default: no webhook)',
    service: 'Service by which API servers reach the webhook: NAMESPACE/NAME or NAMESPACE/NAME:PORT',
    url: 'https address by which API servers reach the webhook, instead of a Service',
    certificates:
      'certificates of the webhook: own (kept in a Secret, renewed by themselves), cert-manager, or a folder with tls.crt, tls.key and ca.crt (default: own)',
    help: `
The admission webhook (--webhook-listen) asks what ValidatingAdmissionPolicies can't: checks of many objects, exceptions to the
minute, policies with enforcement: Webhook. When nobody answers, a policy with failurePolicy: Fail lets nothing in that it may forbid,
but then such objects can't be created or changed at all; with failurePolicy: Ignore work goes on, unchecked. Namespaces of the
cluster itself, nodes and system users are never asked about. See docs/webhook.md.
`,
    incomplete: '--webhook-listen and either --webhook-service or --webhook-url belong together',
    forRecording: 'no admission webhook with a recording: there is no API server to ask it',
    notAService: (text) => `--webhook-service ${text}: not a Service such as breakwater-system/breakwater:443`,
    notAUrl: (text) => `--webhook-url ${text}: not an https address such as https://10.0.0.5:8443`,
    started: (listen) => `Webhook:   ${listen}`,
  },
  'zh-CN': {
    listen: '准入 webhook 监听的地址和端口，例如 0.0.0.0:8443（默认：不启用）',
    service: 'API 服务器访问 webhook 所用的 Service：NAMESPACE/NAME 或 NAMESPACE/NAME:PORT',
    url: 'API 服务器访问 webhook 的 https 地址，用来代替 Service',
    certificates:
      'webhook 的证书：own（存放在 Secret 中，自动续期）、cert-manager，或包含 tls.crt、tls.key 和 ca.crt 的目录（默认：own）',
    help: `
准入 webhook（--webhook-listen）负责 ValidatingAdmissionPolicy 做不到的事：涉及多个对象的检查、精确到时刻的例外、以及 enforcement: Webhook
的策略。当没有任何副本应答时：failurePolicy: Fail 的策略不会放行它可能禁止的对象，但此时这类对象完全无法创建或修改；failurePolicy: Ignore
则照常放行，不做检查。集群自身的命名空间、节点和系统用户从不受影响。参见 docs/webhook.md。
`,
    incomplete: '--webhook-listen 必须与 --webhook-service 或 --webhook-url 之一同时给出',
    forRecording: '展示录制时没有准入 webhook：没有 API 服务器会来询问',
    notAService: (text) => `--webhook-service ${text}：应为 breakwater-system/breakwater:443 这样的 Service`,
    notAUrl: (text) => `--webhook-url ${text}：应为 https://10.0.0.5:8443 这样的 https 地址`,
    started: (listen) => `Webhook：  ${listen}`,
  },
};
