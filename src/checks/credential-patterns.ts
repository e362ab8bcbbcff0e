/** A form that one issuer gives its credentials, so that the text alone tells what it is. */
interface IssuedForm {
  /** What it is, as its issuer calls it. */
  readonly kind: string;
  /** A part of every such text, as a regular expression: all of them are looked for at once before any pattern is tried. */
  readonly mark: string;
  /** Every repetition is bounded: the time taken grows with the text and nothing else. */
  readonly pattern: RegExp;
}

/** Sources: the issuers' own documentation of their token formats; GitHub's list of supported secret scanning patterns. */
const issuedForms: readonly IssuedForm[] = [
  {
    kind: 'private key',
    mark: 'PRIVATE KEY',
    pattern:
      /-{3,5}BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-{3,5}(?:[ \t]?(?:\r?\n|\\r\\n|\\n)\s{0,40}[A-Za-z0-9+/]{4}| [A-Za-z0-9+/]{40})/,
  },
  { kind: 'age private key', mark: 'AGE-SECRET-KEY-1', pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/ },
  { kind: 'AWS access key id', mark: 'AKIA', pattern: /\bAKIA(?![A-Z0-9]{0,9}EXAMPLE)[A-Z2-7]{16}\b/ },
  { kind: 'AWS temporary access key id', mark: 'ASIA', pattern: /\bASIA(?![A-Z0-9]{0,9}EXAMPLE)[A-Z2-7]{16}\b/ },
  { kind: 'GitHub token', mark: 'gh[pousr]_', pattern: /\bgh[pousr]_[A-Za-z0-9]{36}/ },
  { kind: 'GitHub token', mark: 'github_pat_', pattern: /\bgithub_pat_[A-Za-z0-9_]{22}/ },
  { kind: 'GitLab token', mark: 'gl[a-z]{2,5}-', pattern: /\bgl(?:pat|dt|rt|cbt|ptt|agent|soat|ft|imt)-[\w-]{20}/ },
  { kind: 'Slack token', mark: 'xox[abeoprs]-', pattern: /\bxox[abeoprs]-[\w-]{10}/ },
  {
    kind: 'Slack webhook',
    mark: 'hooks[.]slack[.]com',
    pattern: /hooks\.slack\.com\/services\/T\w{6,14}\/B\w{6,14}\/\w{18}/,
  },
  { kind: 'Google API key', mark: 'AIza', pattern: /\bAIza[\w-]{35}(?![\w-])/ },
  { kind: 'Google OAuth client secret', mark: 'GOCSPX-', pattern: /\bGOCSPX-[\w-]{28}/ },
  { kind: 'Azure storage account key', mark: 'AccountKey=', pattern: /AccountKey=[A-Za-z0-9+/]{86}==/ },
  { kind: 'Azure shared access key', mark: 'SharedAccessKey=', pattern: /SharedAccessKey=[A-Za-z0-9+/]{43}=/ },
  { kind: 'Stripe key', mark: '[sr]k_(?:live|test)_', pattern: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16}/ },
  { kind: 'SendGrid key', mark: 'SG[.][\\w-]{22}[.]', pattern: /\bSG\.[\w-]{22}\.[\w-]{43}/ },
  { kind: 'npm token', mark: 'npm_', pattern: /\bnpm_[A-Za-z0-9]{36}/ },
  { kind: 'PyPI token', mark: 'pypi-', pattern: /\bpypi-AgE[\w-]{50}/ },
  { kind: 'Docker Hub token', mark: 'dckr_pat_', pattern: /\bdckr_pat_[\w-]{20}/ },
  { kind: 'Hugging Face token', mark: 'hf_', pattern: /\bhf_[A-Za-z0-9]{34}\b/ },
  { kind: 'OpenAI key', mark: 'T3BlbkFJ', pattern: /\bsk-(?:proj-|svcacct-)?[\w-]{20,100}T3BlbkFJ[\w-]{20}/ },
  { kind: 'Anthropic key', mark: 'sk-ant-', pattern: /\bsk-ant-[a-z0-9]{3,8}-[\w-]{80}/ },
  { kind: 'DigitalOcean token', mark: 'do[opr]_v1_', pattern: /\bdo[opr]_v1_[a-f0-9]{64}/ },
  { kind: 'HashiCorp Vault token', mark: 'hv[sbr][.]', pattern: /\bhv[sbr]\.[\w-]{24}/ },
  { kind: 'Databricks token', mark: 'dapi', pattern: /\bdapi[a-f0-9]{32}/ },
  { kind: 'Shopify token', mark: 'shp(?:at|ca|pa|ss)_', pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/ },
  { kind: 'Grafana token', mark: 'gl(?:sa|c)_', pattern: /\bgl(?:sa_[A-Za-z0-9]{32}_[a-f0-9]{8}|c_[A-Za-z0-9+/]{32})/ },
  {
    kind: 'JSON Web Token',
    mark: 'eyJ[\\w-]{10}',
    pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20}/,
  },
  { kind: 'client key of a kubeconfig', mark: 'client-key-data', pattern: /client-key-data"?:\s{0,5}"?LS0tLS1CRUdJTi/ },
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
