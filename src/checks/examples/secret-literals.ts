import type { Examples } from './example.ts';

function withContainer(fields: string, metadata = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop${metadata} }
spec:
  containers: [{ name: app, image: registry.example.com/shop/web:1.4.2, ${fields} }]
`;
}

function configMap(data: string): string {
  return `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
${data.replace(/^/gm, '  ')}
`;
}

/** No key: two lines of letters between the marks of one. Put together, so that no scanner takes this file for a leak. */
const privateKey = [
  '-----BEGIN RSA PRIVATE',
  ' KEY-----\n  MIIEowIBAAKCAQEAexample\n  -----END RSA PRIVATE',
  ' KEY-----',
].join('');

export const secretLiterals: Examples = {
  'sec-env-literal': {
    pass: [
      {
        title: 'from a Secret',
        yaml: withContainer('env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]'),
      },
      {
        title: 'a file, a name, a length and a switch',
        yaml: withContainer(
          'env: [{ name: DB_PASSWORD_FILE, value: /run/secrets/db }, { name: TLS_SECRET, value: shop-tls }, { name: PASSWORD_MIN_LENGTH, value: "12" }, { name: PASSWORD, value: "true" }]',
        ),
      },
      {
        title: 'references and placeholders',
        yaml: withContainer(
          `env: [{ name: URL, value: "postgres://shop:$(DB_PASSWORD)@db/shop" }, { name: API_TOKEN, value: "\${API_TOKEN}" }, { name: DB_PASSWORD, value: changeme }]`,
        ),
      },
    ],
    fail: [
      { title: 'a password', yaml: withContainer('env: [{ name: DB_PASSWORD, value: tr0ub4dor }]') },
      {
        title: 'a URL with a password',
        yaml: withContainer('env: [{ name: DATABASE, value: "postgres://shop:tr0ub4dor@db/shop" }]'),
      },
    ],
  },
  'sec-configmap': {
    pass: [
      {
        title: 'settings about passwords',
        yaml: configMap(
          'password_min_length: "12"\npassword_policy: strict-2024\ntoken_url: https://login.example.com/token\nsecretName: shop-db',
        ),
      },
      {
        title: 'a script that checks passwords',
        yaml: configMap(
          `validate-password.sh: |\n  password="$1"\n  if [ "\${#password}" -lt 12 ]; then echo "the password is too short"; exit 1; fi\n  if [ "$password" = "$OLD_PASSWORD" ]; then exit 1; fi`,
        ),
      },
      {
        title: 'a certificate',
        yaml: configMap(
          'ca.crt: |\n  -----BEGIN CERTIFICATE-----\n  MIIBszCCAVmgAwIBAgIUexample\n  -----END CERTIFICATE-----',
        ),
      },
      {
        title: 'placeholders',
        yaml: configMap(
          `db.password: \${DB_PASSWORD}\nadmin.password: xxxxxxxx\nAWS_ACCESS_KEY_ID: AKIAIOSFODNN7EXAMPLE`,
        ),
      },
    ],
    fail: [
      { title: 'a private key', yaml: configMap(`settings: |\n  ${privateKey}`) },
      { title: 'a password', yaml: configMap('db.user: shop\ndb.password: tr0ub4dor') },
      {
        title: 'a password in a properties file',
        yaml: configMap('application.properties: |\n  db.user=shop\n  db.password=tr0ub4dor'),
      },
    ],
  },
  'sec-args': {
    pass: [
      {
        title: 'files and references',
        yaml: withContainer('args: [--password-file=/run/secrets/db, "--token=$(TOKEN)", --secret, shop-tls]'),
      },
      {
        title: 'annotations that name a Secret',
        yaml: withContainer('args: [serve]', ', annotations: { example.com/auth-secret: shop-basic-auth }'),
      },
    ],
    fail: [
      { title: 'a flag', yaml: withContainer('args: [serve, --db-password=tr0ub4dor]') },
      { title: 'a flag and its value', yaml: withContainer('args: [serve, --db-password, tr0ub4dor]') },
      {
        title: 'user and password for curl',
        yaml: withContainer('command: [curl, -u, "shop:tr0ub4dor", "https://db"]'),
      },
      { title: 'a shell command', yaml: withContainer('command: [sh, -c, "PGPASSWORD=tr0ub4dor psql -h db"]') },
      {
        title: 'an annotation',
        yaml: withContainer(
          'args: [serve]',
          ', annotations: { example.com/database: "postgres://shop:tr0ub4dor@db/shop" }',
        ),
      },
    ],
  },
};
