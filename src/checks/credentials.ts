import { credentialName, issuedCredential } from './credential-patterns.ts';

/** A literal credential found in a text. Never holds the credential itself. */
export interface Credential {
  /** What it is: `GitHub token`, `password`. */
  readonly kind: string;
}

/** Longest text looked at, in characters: what etcd takes as one object. */
const longestText = 1_048_576;
/** Longest line looked at for assignments; longer ones are data, which issuers' patterns still see. */
const longestLine = 2000;

/**
 * Whether a named value is a credential written out: by its issuer's form, as part of a URL or header, or because its name says so
 * and its form agrees. A name alone is never enough: references, placeholders, paths, names of secrets and switches are none.
 */
export function credentialIn(name: string, value: string): Credential | undefined {
  const text = value.slice(0, longestText);
  const found = embeddedCredential(text);
  if (found !== undefined) return found;
  if (text.includes('\n')) return assignedCredential(text);
  const named = credentialName(name);
  if (named === 'password' && isPassword(text)) return { kind: 'password' };
  if (named === 'secret' && isSecret(text)) return { kind: wordFor(name) };
  return assignedCredential(text);
}

/** `--name=value`, `--name value` */
const flag = /(?:^|[\s"'])--?([A-Za-z][\w.-]{1,80})(?:=|\s{1,3})["']?([^\s"';|&-][^\s"';|&]{3,300})/g;
/** `NAME=value` before a command */
const variable = /(?:^|[\s"';&])([A-Za-z_]\w{1,80})=["']?([^\s"';|&]{4,300})/g;

/** Whether a command line, or a part of one, gives a credential away: `--password=…`, `PGPASSWORD=… psql`, a URL with a password. */
export function credentialInCommand(text: string): Credential | undefined {
  const bounded = text.slice(0, longestText);
  const found = embeddedCredential(bounded);
  if (found !== undefined) return found;
  for (const form of [flag, variable])
    for (const [, name = '', value = ''] of bounded.matchAll(form))
      if (isNamedCredential(name, value)) return { kind: wordFor(name) };
  for (const [, value = ''] of bounded.matchAll(userFlag)) if (hasUserAndPassword(value)) return { kind: 'password' };
  return undefined;
}

/** `-u name:password`, as curl and wget take it. */
const userFlag = /(?:^|\s)(?:-u|--user|--proxy-user|--basic-auth)(?:=|\s{1,3})["']?([^\s"';|&]{5,300})/g;
const userFlagName = /^-{1,2}(?:u|user|proxy-user|basic-auth)$/;

/** `name:password`; not `1000:1000` and `nginx:nginx`, by which containers say user and group, nor words in lower case alone. */
function hasUserAndPassword(text: string): boolean {
  const [, user = '', password = ''] = /^([^\s:/@$]{1,100}):([^\s]{4,200})$/.exec(text) ?? [];
  return user !== '' && user !== password && !/^(?:[a-z]+|\d+)$/.test(password) && isPassword(password);
}

/** Whether the value of a flag, given as an argument of its own, is a credential: `--password`, `hunter2`. */
export function isNamedCredential(name: string, value: string): boolean {
  if (userFlagName.test(name)) return hasUserAndPassword(value);
  const named = credentialName(name);
  return (named === 'password' && isPassword(value)) || (named === 'secret' && isSecret(value));
}

/** How people call it, from the end of the name. */
function wordFor(name: string): string {
  if (credentialName(name) === 'password') return 'password';
  return /key$/i.test(name) ? 'key' : /token$/i.test(name) ? 'token' : 'secret';
}

/** Credentials that show themselves anywhere in a text. */
function embeddedCredential(text: string): Credential | undefined {
  const issued = issuedCredential(text);
  if (issued !== undefined) return { kind: issued };
  if (hasPasswordInUrl(text)) return { kind: 'password in a URL' };
  if (/\bbasic\s/i.test(text)) {
    const [, encoded = ''] = /\bbasic\s{1,3}([A-Za-z0-9+/]{8,500}={0,2})/i.exec(text) ?? [];
    if (isUserAndPassword(encoded)) return { kind: 'basic authentication header' };
  }
  if (/\bbearer\s/i.test(text)) {
    const [, token = ''] = /\bbearer\s{1,3}([\w.~+/-]{16,2000}=*)/i.exec(text) ?? [];
    if (isSecret(token)) return { kind: 'bearer token' };
  }
  if (text.includes('"auth"')) {
    const [, encoded = ''] = /"auth"\s{0,5}:\s{0,5}"([A-Za-z0-9+/]{8,500}={0,2})"/.exec(text) ?? [];
    if (isUserAndPassword(encoded)) return { kind: 'container registry password' };
  }
  if (text.includes(':_')) {
    const [, token = ''] = /:_(?:authToken|auth|password)\s{0,3}=\s{0,3}["']?([^\s"']{8,500})/.exec(text) ?? [];
    if (token !== '' && !isPlaceholder(token)) return { kind: 'npm registry credential' };
  }
  return undefined;
}

/** `scheme://user:password@`, also percent-encoded, and `user:password@tcp(host)` of Go's MySQL driver. */
function hasPasswordInUrl(text: string): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    if (!/[a-z]/i.test(text[at - 1] ?? '')) continue;
    const [, user, password] = userInfoAt(text.slice(at + 3, at + 400)) ?? [];
    if (isPasswordOf(user, password)) return true;
  }
  for (const [, encoded = ''] of text.matchAll(/[a-z]%3a%2f%2f([^\s"'<>]{1,400})/gi)) {
    const [, user, password] =
      userInfoAt(encoded.replace(/%(3a|40|2f|3f|23)/gi, (one) => decodeURIComponent(one))) ?? [];
    if (isPasswordOf(user, password)) return true;
  }
  const [, user, password] =
    /(?:^|[\s"'=])([^\s:/@"'()<>]{1,100}):([^\s"'<>]{3,200})@(?:tcp[46]?|unix)\(/.exec(text) ?? [];
  return isPasswordOf(user, password);
}

/**
 * What stands before the last `@` of an authority. Signs in a password that should have been encoded (`/`, `?`, `#`) end the authority for
 * a parser, not for whoever wrote it: where what would then be the port is none, it is a part of the password.
 */
function userInfoAt(text: string): RegExpExecArray | null {
  const proper = /^([^\s/?#:"'<>]{0,100}):([^\s/?#"'<>]{3,200})@/.exec(text);
  if (
    proper !== null ||
    /^[^\s/?#:"'<>]*(?:$|[\s/?#"'<>])|^[^\s/?#"'<>]*:\d{0,5}(?:$|[\s/?#"'<>,])|^[^\s/?#"'<>]*@/.test(text)
  )
    return proper;
  return /^([^\s/?#:@"'<>]{0,100}):([^\s"'<>]{3,200})@[a-z0-9[]/i.exec(text);
}

function isPasswordOf(user: string | undefined, password: string | undefined): boolean {
  if (user === undefined || password === undefined) return false;
  const isExample = /^user(?:name)?$/i.test(user) && /^pass(?:word)?$/i.test(password);
  return !isExample && !isPlaceholder(password);
}

/** Base64 of `user:password`. */
function isUserAndPassword(encoded: string): boolean {
  if (encoded.length < 8) return false;
  const [, password = ''] =
    /^[\x21-\x39\x3b-\x7e]{1,200}:([\x20-\x7e]{3,300})$/.exec(Buffer.from(encoded, 'base64').toString('latin1')) ?? [];
  return password !== '' && !isPlaceholder(password);
}

const credentialWord = /pass(?:word|wd|phrase|wort)?\b|pwd|secret|token|credential|_key|-key|key"?\s{0,3}[:=]/i;

/** Credentials that a configuration file assigns in one of its lines. Stricter than for a value of its own: scripts, too, have lines like these. */
function assignedCredential(text: string): Credential | undefined {
  if (!credentialWord.test(text)) return undefined;
  for (const line of text.split('\n')) {
    if (line.length > longestLine || /^\s*(?:#|\/\/|;|\*|--)/.test(line) || !credentialWord.test(line)) continue;
    for (const [, name = '', quote = '', value = ''] of line.matchAll(
      /(?:^|[\s,{;?&"'])([A-Za-z][\w.-]{1,80})["']?\s{0,5}[:=]\s{0,5}(["']?)([^\s"',;&}]{4,300})/g,
    )) {
      const named = credentialName(name);
      if (named === undefined || isExpression(value)) continue;
      if (named === 'secret' ? isSecret(value) : isAssignedPassword(value, quote !== ''))
        return { kind: wordFor(name) };
    }
  }
  return undefined;
}

/** Code, not data: a call, an index, a field of something. */
function isExpression(value: string): boolean {
  return /[()[\]{}<>|\\]/.test(value) || /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+;?$/.test(value);
}

/** A password in a line: with a digit or a sign in it. */
function isAssignedPassword(value: string, quoted: boolean): boolean {
  if (!isPassword(value)) return false;
  return value.length >= 6 && /[A-Za-z]/.test(value) && /[^A-Za-z_.]/.test(value) && (quoted || !/^\W/.test(value));
}

/** Words that settings near passwords take: switches, methods, sources. */
const settingWords =
  /^(?:true|false|yes|no|on|off|none|null|nil|undefined|required|optional|enabled?|disabled?|prompt|ask|always|never|auto|basic|digest|plain|md5|sha\d*|scram.*|bcrypt|argon2.*|pbkdf2|ldap|oauth2?|oidc|saml|file|env|environment|keyring|vault|secret|string|text|hidden|password_hash)$/i;

function isPassword(value: string): boolean {
  if (value.length < 4 || value.length > 200 || /\s/.test(value)) return false;
  if (/^\d{1,5}$/.test(value) || settingWords.test(value)) return false;
  return !isPlaceholder(value);
}

/** Keys and tokens are random: names of secrets, headers and the like are not. */
function isSecret(value: string): boolean {
  if (value.length < 8 || value.length > 4000 || /\s/.test(value) || isPlaceholder(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length;
  const digits = value.replace(/\D/g, '').length;
  // A name in lower case with hyphens: `db-credentials-v2`.
  if (/^[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)+$/.test(value) && digits * 4 < value.length) return false;
  if (value.length >= 16)
    return digits > 0
      ? bitsPerCharacter(value) >= 3 && /[a-zA-Z]/.test(value)
      : classes >= 2 && bitsPerCharacter(value) >= 3.9;
  return classes >= 3 && digits > 0 && bitsPerCharacter(value) >= 2.5;
}

/** Shannon's entropy. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const placeholderForms: readonly RegExp[] = [
  /^\s*$/,
  // Filled in by something else: ${X}, $(X), $X, {{ x }}, <x>, %X%, @@x@@, __X__, #{x}#
  /\$[{(]|^\$\w+$|\{\{|<%|^<[^<>]*>$|^\[[^[\]]*\]$|^%\w+%$|^@@?\w+@@?$|^__\w+__$|#\{/,
  // Masked: xxxx, ****, ...
  /^(.)\1*$|x{4}|\*{3}|\.{3}|^-+$/i,
  /change[-_. ]?(?:me|it|this)|replace[-_. ]?(?:me|this|with)|place[-_ ]?holder|^(?:your|my|some|the|insert|enter|put|add)[-_ ]|example|dummy|sample|todo|fixme|redacted|goes[-_]?here|^tbd$|not[-_ ]?set/i,
  // Kept elsewhere: a reference of a secret manager, encrypted by SOPS
  /^(?:vault|bao|op|awssm|awsssm|gcpsm|gcpsecretmanager|azkv|azurekeyvault|keyvault|arn|env|file|secret|secrets|ssm|doppler|conjur|k8s|kms|bws|ref\+\w{1,20}):|^ENC\[|^projects\/[^/]{1,100}\/secrets\//i,
  // Names: a variable's, a path, a file
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/,
  /^(?:~|\.{1,2})?(?:\/[\w.@-]+)+\/?$/,
  /\.(?:pem|crt|cer|key|pub|txt|json|ya?ml|toml|conf|cfg|ini|env|properties|p12|pfx|jks|sh|py|js)$/i,
  /^[a-z][a-z0-9+.-]{1,20}:\/\//i,
  // A hash can't be used to sign in
  /^\$(?:2[abxy]|argon2|apr1|[156y]|pbkdf2|scrypt)|^\{[A-Z0-9-]{3,20}\}|^(?:pbkdf2|scrypt|sha256|sha512)[:_$]/,
  // Public halves
  /^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2)|BEGIN (?:PUBLIC KEY|CERTIFICATE)/,
];

/** Whether a text only stands for a secret, or is public. */
export function isPlaceholder(value: string): boolean {
  const text = value.slice(0, longestLine);
  return placeholderForms.some((form) => form.test(text));
}
