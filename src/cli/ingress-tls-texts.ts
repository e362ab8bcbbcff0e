import type { Language } from '../checks/index.ts';
import type { JudgedSecret, Offered } from '../network/tls/index.ts';

type Flaw = JudgedSecret['flaws'][number];

interface IngressTlsTexts {
  readonly certificate: string;
  readonly certificateExamples: string;
  readonly certManager: string;
  readonly issuer: string;
  readonly notAnIssuer: (text: string) => string;
  readonly issuerAlone: string;
  readonly days: string;
  readonly notDays: (text: string) => string;
  readonly outputFile: string;
  readonly nothingWanted: string;
  readonly alreadyThere: (names: readonly string[]) => string;
  readonly noHosts: (names: readonly string[]) => string;
  readonly unusable: (reason: string) => string;
  readonly made: (file: string) => string;
  readonly keyGone: string;
  readonly tls: string;
  readonly tlsExamples: string;
  readonly host: string;
  readonly connect: string;
  readonly ca: string;
  readonly readSecrets: string;
  readonly file: string;
  readonly hostOrSecrets: string;
  readonly secretsWhere: string;
  readonly notRecorded: string;
  readonly notAPlace: (text: string) => string;
  readonly tooMany: (most: number) => string;
  readonly connectOne: string;
  readonly notACa: (file: string) => string;
  readonly unreached: (place: string, code: string) => string;
  readonly at: (host: string, address: string) => string;
  readonly subject: (subject: string, issuer: string) => string;
  readonly lifetime: (until: string, days: number) => string;
  readonly key: (text: string, signature: string) => string;
  readonly names: (names: string) => string;
  readonly trusted: string;
  readonly untrusted: (code: string) => string;
  readonly chain: (length: number) => string;
  readonly offered: Readonly<Record<Offered, string>>;
  readonly protocol: (version: string) => string;
  readonly flaw: Readonly<Record<Flaw, string>>;
  readonly oldVersions: (versions: string) => string;
  readonly notFor: (hosts: string) => string;
  readonly fine: string;
  readonly usedBy: (names: string) => string;
  readonly noSecrets: string;
}

export const ingressTlsTexts: Readonly<Record<Language, IngressTlsTexts>> = {
  en: {
    certificate:
      'Makes certificates for the hosts of Ingresses and Gateways: Secrets of an own authority, for tests, or cert-manager objects',
    certificateExamples: `
  breakwater ingress certificate deploy/ -o tls.yaml           Secrets; the file is for you alone (mode 0600)
  breakwater ingress certificate deploy/ -o - | kubectl apply -f -
  breakwater ingress certificate --cluster --cert-manager --issuer ClusterIssuer/letsencrypt -o certificates.yaml

Exit code: 0 made, 2 wrong usage, nothing to make, or something could not be read or written.`,
    certManager: "cert-manager's objects in place of Secrets",
    issuer: 'Issuer/NAME or ClusterIssuer/NAME that is there already (default: a self-signed one in each namespace)',
    notAnIssuer: (text) => `${text}: not Issuer/NAME or ClusterIssuer/NAME`,
    issuerAlone: '--issuer goes with --cert-manager',
    days: 'days that Secrets’ certificates live',
    notDays: (text) => `${text}: not a number of days from 1 to 825`,
    outputFile: 'file that is not there yet; - for standard output. Secrets hold private keys',
    nothingWanted: 'No Ingress and no Gateway of the input asks for a certificate that is not there.',
    alreadyThere: (names) => `left alone, for it is there: ${names.join(', ')}`,
    noHosts: (names) => `no certificate made for ${names.join(', ')}: no host is named`,
    unusable: (reason) => `no certificate can be made: ${reason}`,
    made: (file) => `${file} written`,
    keyGone: 'The authority’s key was thrown away. Whoever is to trust these certificates needs ca.crt.',
    tls: 'Looks at certificates: by connecting to the hosts that you name, or in Secrets where you allow it',
    tlsExamples: `
  breakwater ingress tls shop.example.com
  breakwater ingress tls shop.example.com --connect 203.0.113.10:8443 --ca ca.crt
  breakwater ingress tls --read-secrets --cluster
  breakwater ingress tls --read-secrets -f deploy/ -o json

Nothing is connected to but what is named; nothing is sent but handshakes. Of Secrets only tls.crt is kept.
Exit code: 0 fine, 1 something is wrong with a certificate, 2 wrong usage, not reached, or something could not be read.`,
    host: 'HOST or HOST:PORT (default: 443)',
    connect: 'address, or ADDRESS:PORT, to connect to in place of the host',
    ca: 'file with authorities to trust beside the usual ones',
    readSecrets: 'look into Secrets of type kubernetes.io/tls; their keys are not looked at',
    file: 'file or folder with Secrets (repeatable)',
    hostOrSecrets: 'name hosts to connect to, or --read-secrets, one of them',
    secretsWhere: '--read-secrets wants --cluster or -f',
    notRecorded: 'a recording holds no contents of Secrets',
    notAPlace: (text) => `${text}: not HOST or HOST:PORT`,
    tooMany: (most) => `more than ${most} hosts at once`,
    connectOne: '--connect is for one host',
    notACa: (file) => `${file}: no certificate in it`,
    unreached: (place, code) => `${place}: no TLS connection (${code})`,
    at: (host, address) => (address === '' ? host : `${host} at ${address}`),
    subject: (subject, issuer) => `${subject}, issued by ${issuer}`,
    lifetime: (until, days) => `until ${until} (${days} days)`,
    key: (text, signature) => `key ${text}, signed with ${signature}`,
    names: (names) => `for ${names}`,
    trusted: 'the chain ends at a trusted authority',
    untrusted: (code) => `not trusted: ${code}`,
    chain: (length) => `${length} certificates in the chain`,
    offered: { yes: 'spoken', no: 'refused', unknown: 'unknown' },
    protocol: (version) => version.replace('v', ' ').replace(/TLS 1$/, 'TLS 1.0'),
    flaw: {
      ended: 'it has ended',
      'ends-soon': 'it ends within three weeks',
      'not-begun': 'it has not begun',
      'other-name': 'it is for other names',
      'self-signed': 'it is signed by itself',
      'chain-broken': 'a certificate of the chain was not signed by the next',
      'weak-key': 'its key is weak',
      'weak-signature': 'its signature is weak',
      'authority-as-leaf': 'it is an authority’s, with which others can be signed',
      'very-long': 'it lives longer than browsers accept',
      missing: 'the Secret is not there',
      unreadable: 'no certificate can be read in it',
    },
    oldVersions: (versions) => `old versions are spoken: ${versions}`,
    notFor: (hosts) => `asked for ${hosts}, and not for them`,
    fine: 'nothing is wrong with it',
    usedBy: (names) => `used by ${names}`,
    noSecrets: 'No Secret with a certificate was found.',
  },
  'zh-CN': {
    certificate: '为 Ingress 与 Gateway 的主机生成证书：由自建 CA 签发的 Secret（测试用），或 cert-manager 对象',
    certificateExamples: `
  breakwater ingress certificate deploy/ -o tls.yaml           Secret；文件仅自己可读（0600）
  breakwater ingress certificate deploy/ -o - | kubectl apply -f -
  breakwater ingress certificate --cluster --cert-manager --issuer ClusterIssuer/letsencrypt -o certificates.yaml

退出码：0 已生成；2 用法有误、无可生成，或有内容无法读取或写入。`,
    certManager: '生成 cert-manager 对象，而不是 Secret',
    issuer: '已有的 Issuer/名称 或 ClusterIssuer/名称（默认：每个命名空间一个自签名的）',
    notAnIssuer: (text) => `${text}：不是 Issuer/名称 或 ClusterIssuer/名称`,
    issuerAlone: '--issuer 与 --cert-manager 一起使用',
    days: 'Secret 中证书的有效天数',
    notDays: (text) => `${text}：不是 1 到 825 之间的天数`,
    outputFile: '尚不存在的文件；- 表示标准输出。Secret 含有私钥',
    nothingWanted: '输入中没有任何 Ingress 或 Gateway 缺少证书。',
    alreadyThere: (names) => `已存在，未改动：${names.join('、')}`,
    noHosts: (names) => `没有为 ${names.join('、')} 生成证书：未指明主机`,
    unusable: (reason) => `无法生成证书：${reason}`,
    made: (file) => `已写入 ${file}`,
    keyGone: 'CA 的私钥已丢弃。需要信任这些证书的一方请使用 ca.crt。',
    tls: '查看证书：连接你指定的主机，或在允许时查看 Secret',
    tlsExamples: `
  breakwater ingress tls shop.example.com
  breakwater ingress tls shop.example.com --connect 203.0.113.10:8443 --ca ca.crt
  breakwater ingress tls --read-secrets --cluster
  breakwater ingress tls --read-secrets -f deploy/ -o json

只连接指定的地址，只进行握手。Secret 中只保留 tls.crt。
退出码：0 正常；1 证书有问题；2 用法有误、无法连接，或有内容无法读取。`,
    host: '主机 或 主机:端口（默认 443）',
    connect: '代替主机去连接的地址，或 地址:端口',
    ca: '除常用 CA 外额外信任的 CA 文件',
    readSecrets: '查看 kubernetes.io/tls 类型的 Secret；不查看其私钥',
    file: '含有 Secret 的文件或目录（可重复）',
    hostOrSecrets: '请指定要连接的主机，或使用 --read-secrets，二者选一',
    secretsWhere: '--read-secrets 需要 --cluster 或 -f',
    notRecorded: '录制文件不含 Secret 的内容',
    notAPlace: (text) => `${text}：不是 主机 或 主机:端口`,
    tooMany: (most) => `一次最多 ${most} 个主机`,
    connectOne: '--connect 只用于一个主机',
    notACa: (file) => `${file}：其中没有证书`,
    unreached: (place, code) => `${place}：无法建立 TLS 连接（${code}）`,
    at: (host, address) => (address === '' ? host : `${host}（连接 ${address}）`),
    subject: (subject, issuer) => `${subject}，由 ${issuer} 签发`,
    lifetime: (until, days) => `有效期至 ${until}（${days} 天）`,
    key: (text, signature) => `密钥 ${text}，签名算法 ${signature}`,
    names: (names) => `用于 ${names}`,
    trusted: '证书链止于受信任的 CA',
    untrusted: (code) => `不受信任：${code}`,
    chain: (length) => `链中有 ${length} 个证书`,
    offered: { yes: '接受', no: '拒绝', unknown: '未知' },
    protocol: (version) => version.replace('v', ' ').replace(/TLS 1$/, 'TLS 1.0'),
    flaw: {
      ended: '已过期',
      'ends-soon': '三周内到期',
      'not-begun': '尚未生效',
      'other-name': '名称不符',
      'self-signed': '由自身签发',
      'chain-broken': '链中有证书不是由下一个签发的',
      'weak-key': '密钥过弱',
      'weak-signature': '签名算法过弱',
      'authority-as-leaf': '它是 CA 证书，可以签发其他证书',
      'very-long': '有效期超过浏览器接受的长度',
      missing: 'Secret 不存在',
      unreadable: '其中没有可读取的证书',
    },
    oldVersions: (versions) => `接受旧版本：${versions}`,
    notFor: (hosts) => `需要用于 ${hosts}，但不适用`,
    fine: '没有发现问题',
    usedBy: (names) => `使用者：${names}`,
    noSecrets: '没有找到含证书的 Secret。',
  },
};
