/** A form that one issuer gives its credentials, so that the text alone tells what it is. */
interface IssuedForm {
  /** What it is, as its issuer calls it. */
  readonly kind: string;
  /** A part of every such text, as a regular expression: all of them are looked for at once before any pattern is tried. */
  readonly mark: string;
  /** What stands in for one (stand-ins.ts): `{A36}` is 36 letters and digits, `{U16}` of Base32, `{H64}` of hexadecimal. */
  readonly sample: string;
  /** Every repetition is bounded: the time taken grows with the text and nothing else. */
  readonly pattern: RegExp;
}

/** Sources: the issuers' own documentation of their token formats; GitHub's list of supported secret scanning patterns. */
const issuedForms: readonly IssuedForm[] = [
  {
    kind: 'private key',
    mark: 'PRIVATE KEY',
    sample: '-----BEGIN PRIVATE KEY-----\n{A40}\n-----END PRIVATE KEY-----',
    pattern:
      /-{3,5}BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-{3,5}(?:[ \t]?(?:\r?\n|\\r\\n|\\n)\s{0,40}[A-Za-z0-9+/]{4}| [A-Za-z0-9+/]{40})/,
  },
  {
    kind: 'age private key',
    mark: 'AGE-SECRET-KEY-1',
    sample: 'AGE-SECRET-KEY-1{U58}',
    pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/,
  },
  {
    kind: 'AWS access key id',
    mark: 'AKIA',
    sample: 'AKIA{U16}',
    pattern: /\bAKIA(?![A-Z0-9]{0,9}EXAMPLE)[A-Z2-7]{16}\b/,
  },
  {
    kind: 'AWS temporary access key id',
    mark: 'ASIA',
    sample: 'ASIA{U16}',
    pattern: /\bASIA(?![A-Z0-9]{0,9}EXAMPLE)[A-Z2-7]{16}\b/,
  },
  { kind: 'GitHub token', mark: 'gh[pousr]_', sample: 'ghp_{A36}', pattern: /\bgh[pousr]_[A-Za-z0-9]{36}/ },
  { kind: 'GitHub token', mark: 'github_pat_', sample: 'github_pat_{A22}', pattern: /\bgithub_pat_[A-Za-z0-9_]{22}/ },
  {
    kind: 'GitLab token',
    mark: 'gl[a-z]{2,5}-',
    sample: 'glpat-{A20}',
    pattern: /\bgl(?:pat|dt|rt|cbt|ptt|agent|soat|ft|imt)-[\w-]{20}/,
  },
  { kind: 'Slack token', mark: 'xox[abeoprs]-', sample: 'xoxb-{A12}', pattern: /\bxox[abeoprs]-[\w-]{10}/ },
  {
    kind: 'Slack webhook',
    mark: 'hooks[.]slack[.]com',
    sample: 'https://hooks.slack.com/services/T{U8}/B{U8}/{A18}',
    pattern: /hooks\.slack\.com\/services\/T\w{6,14}\/B\w{6,14}\/\w{18}/,
  },
  { kind: 'Google API key', mark: 'AIza', sample: 'AIza{A35}', pattern: /\bAIza[\w-]{35}(?![\w-])/ },
  { kind: 'Google OAuth client secret', mark: 'GOCSPX-', sample: 'GOCSPX-{A28}', pattern: /\bGOCSPX-[\w-]{28}/ },
  {
    kind: 'Azure storage account key',
    mark: 'AccountKey=',
    sample: 'AccountKey={A86}==',
    pattern: /AccountKey=[A-Za-z0-9+/]{86}==/,
  },
  {
    kind: 'Azure shared access key',
    mark: 'SharedAccessKey=',
    sample: 'SharedAccessKey={A43}=',
    pattern: /SharedAccessKey=[A-Za-z0-9+/]{43}=/,
  },
  {
    kind: 'Stripe key',
    mark: '[sr]k_(?:live|test)_',
    sample: 'sk_live_{A16}',
    pattern: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16}/,
  },
  { kind: 'SendGrid key', mark: 'SG[.][\\w-]{22}[.]', sample: 'SG.{A22}.{A43}', pattern: /\bSG\.[\w-]{22}\.[\w-]{43}/ },
  { kind: 'npm token', mark: 'npm_', sample: 'npm_{A36}', pattern: /\bnpm_[A-Za-z0-9]{36}/ },
  { kind: 'PyPI token', mark: 'pypi-', sample: 'pypi-AgE{A50}', pattern: /\bpypi-AgE[\w-]{50}/ },
  { kind: 'Docker Hub token', mark: 'dckr_pat_', sample: 'dckr_pat_{A20}', pattern: /\bdckr_pat_[\w-]{20}/ },
  { kind: 'Hugging Face token', mark: 'hf_', sample: 'hf_{A34}', pattern: /\bhf_[A-Za-z0-9]{34}\b/ },
  {
    kind: 'OpenAI key',
    mark: 'T3BlbkFJ',
    sample: 'sk-{A20}T3BlbkFJ{A20}',
    pattern: /\bsk-(?:proj-|svcacct-)?[\w-]{20,100}T3BlbkFJ[\w-]{20}/,
  },
  { kind: 'Anthropic key', mark: 'sk-ant-', sample: 'sk-ant-api03-{A80}', pattern: /\bsk-ant-[a-z0-9]{3,8}-[\w-]{80}/ },
  { kind: 'DigitalOcean token', mark: 'do[opr]_v1_', sample: 'dop_v1_{H64}', pattern: /\bdo[opr]_v1_[a-f0-9]{64}/ },
  { kind: 'HashiCorp Vault token', mark: 'hv[sbr][.]', sample: 'hvs.{A24}', pattern: /\bhv[sbr]\.[\w-]{24}/ },
  { kind: 'Databricks token', mark: 'dapi', sample: 'dapi{H32}', pattern: /\bdapi[a-f0-9]{32}/ },
  {
    kind: 'Shopify token',
    mark: 'shp(?:at|ca|pa|ss)_',
    sample: 'shpat_{H32}',
    pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/,
  },
  {
    kind: 'Grafana token',
    mark: 'gl(?:sa|c)_',
    sample: 'glsa_{A32}_{H8}',
    pattern: /\bgl(?:sa_[A-Za-z0-9]{32}_[a-f0-9]{8}|c_[A-Za-z0-9+/]{32})/,
  },
  {
    kind: 'JSON Web Token',
    mark: 'eyJ[\\w-]{10}',
    sample: 'eyJ{A12}.eyJ{A12}.{A20}',
    pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20}/,
  },
  {
    kind: 'client key of a kubeconfig',
    mark: 'client-key-data',
    sample: 'client-key-data: LS0tLS1CRUdJTi{A16}',
    pattern: /client-key-data"?:\s{0,5}"?LS0tLS1CRUdJTi/,
  },
];

const anyMark = new RegExp(issuedForms.map(({ mark }) => mark).join('|'));

/** What an issuer's form in the text says it is. */
export function issuedCredential(text: string): string | undefined {
  return anyMark.test(text) ? issuedForms.find(({ pattern }) => pattern.test(text))?.kind : undefined;
}

/** The words of a name: `dbPassword`, `DB_PASSWORD`, `spring.db-password` → [..., 'db', 'password']. Digits at the end are dropped. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(-100)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

const passwordWord = /(?:password|passwd|passphrase|passwort|pwd)$|^(?:pass|pw)$/;
const secretWord = /(?:token|secret|credentials?|apikey|secretkey|accesskey|privatekey|authkey)$/;
/** What makes a `key` one that opens something. */
const keyWords = new Set([
  'api',
  'secret',
  'access',
  'private',
  'auth',
  'encryption',
  'signing',
  'master',
  'account',
  'storage',
  'shared',
  'service',
]);

/** Whether a name ends in a word for a password, or for another credential. `password_min_length` and `tokenUrl` do not. */
export function credentialName(name: string): 'password' | 'secret' | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (passwordWord.test(last)) return 'password';
  if (secretWord.test(last)) return 'secret';
  return last === 'key' && keyWords.has(words.at(-2) ?? '') ? 'secret' : undefined;
}

export function allSamples(): readonly string[] {
  return issuedForms.map(({ sample }) => sample);
}

/** The samples of an issuer's forms. */
export function samplesOf(kind: string): readonly string[] {
  return issuedForms.filter((form) => form.kind === kind).map(({ sample }) => sample);
}
