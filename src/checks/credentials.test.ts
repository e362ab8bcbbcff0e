import { describe, expect, it } from 'vitest';
import { credentialIn, credentialInCommand } from './credentials.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const join = (...parts: readonly string[]) => parts.join('');
const pem = join('-----BEGIN RSA PRIVATE', ' KEY-----\nMIIEowIBAAKCAQEAx1\n-----END RSA PRIVATE', ' KEY-----');
const jwt = join(
  'eyJhbGciOiJIUzI1NiJ9',
  '.eyJzdWIiOiJzaG9wIiwiZXhwIjo5fQ',
  '.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('credentialIn', () => {
  it.each([
    ['tls.key', pem, 'private key'],
    ['id', pem.replaceAll('\n', '\\n'), 'private key'],
    ['x', join('AKIA', 'Y3FDG2QWERTZUIOP'), 'AWS access key id'],
    ['x', join('ghp', '_016C7mLpQ2rT5vXz9aBcDeFgHiJkLmNoPqRs'), 'GitHub token'],
    ['x', join('xoxb', '-2345678901-abcdefghij'), 'Slack token'],
    ['x', join('AIza', 'SyD4f5G6h7J8k9L0a1S2d3F4g5H6j7K8l9Q'), 'Google API key'],
    ['x', jwt, 'JSON Web Token'],
    ['url', 'postgres://shop:s3cr3t-pw@db:5432/shop', 'password in a URL'],
    ['dsn', 'amqp://:Tr0ub4dor@mq', 'password in a URL'],
    ['dsn', 'shop:s3cr3t-pw@tcp(db:3306)/shop', 'password in a URL'],
    ['url', 'postgres://shop:s3cr3t@pw@db:5432/shop', 'password in a URL'],
    ['url', 'smtp://shop@corp.example:s3cr3t-pw@mail', 'password in a URL'],
    ['url', 'postgres://shop:s3cr3t/pw?x#y@db:5432/shop', 'password in a URL'],
    ['url', 'postgres%3A%2F%2Fshop%3As3cr3t-pw%40db', 'password in a URL'],
    ['header', `Authorization: Basic ${base64('shop:hunter22')}`, 'basic authentication header'],
    [
      '.dockerconfigjson',
      `{"auths":{"r.example.com":{"auth":"${base64('robot:p4ssphrase')}"}}}`,
      'container registry password',
    ],
    ['.npmrc', '//registry.example.com/:_authToken=0a1b2c3d4e5f6a7b', 'npm registry credential'],
    ['config', `users:\n- user:\n    client-key-data: ${base64('-----BEGIN RSA')}`, 'client key of a kubeconfig'],
    ['DB_PASSWORD', 'abc123', 'password'],
    ['my_password', 'hunter2', 'password'],
    ['POSTGRES_PASSWORD', 'postgres', 'password'],
    ['smtp-pass', 'S0mething!', 'password'],
    ['API_KEY', '9f86d081884c7d659a2feaa0c55ad015', 'key'],
    ['clientSecret', 'Zx81-Qw93-Lm27', 'secret'],
    ['session.token', 'k3J9sLm2Qp7VxT0bYw5Rz8Nc', 'token'],
    ['app.properties', 'db.user=shop\ndb.password=s3cr3t\n', 'password'],
    ['settings.json', '{"user": "shop", "password": "s3cr3t!"}', 'password'],
    ['init.sh', '#!/bin/sh\nexport PGPASSWORD=s3cr3t9\npsql', 'password'],
    ['dsn', 'server=db;user id=sa;password=Str0ng;', 'password'],
  ])('%s is found', (name, value, kind) => {
    expect(credentialIn(name, value)).toEqual({ kind });
  });

  it.each([
    ['DB_PASSWORD', `\${PASSWORD}`],
    ['DB_PASSWORD', '$(PASSWORD)'],
    ['DB_PASSWORD', '{{ .Values.password }}'],
    ['DB_PASSWORD', '<password>'],
    ['DB_PASSWORD', 'changeme'],
    ['DB_PASSWORD', 'change-me-please'],
    ['DB_PASSWORD', 'xxxxx'],
    ['DB_PASSWORD', '********'],
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', 'true'],
    ['DB_PASSWORD', 'required'],
    ['DB_PASSWORD', 'SHOP_DB_PASSWORD'],
    ['DB_PASSWORD', 'vault:secret/data/shop#password'],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['DB_PASSWORD', 'must be at least 12 characters long'],
    ['DB_PASSWORD', '$2y$10$KIXQ4r1JpGv0l2nJ0mT8Eu'],
    ['passwordFile', '/etc/shop/password.txt'],
    ['secretName', 'shop-tls-2'],
    ['secret', 'shop-database-credentials'],
    ['password_min_length', '12'],
    ['passwordPolicy', 'Strict-2024'],
    ['token_url', 'https://login.example.com/oauth2/token'],
    ['token', 'bearer'],
    ['api_key_header', 'X-Api-Key-2'],
    ['public_key', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'],
    ['cache_key', '9f86d081884c7d659a2feaa0c55ad015'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['url', 'https://example.com:8443/path@2'],
    ['url', `postgres://\${USER}:\${PASSWORD}@db/shop`],
    ['url', 'postgres://user:<password>@db/shop'],
    ['header', 'Authorization: Basic realm="shop"'],
    ['ca.crt', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    ['doc', 'The file starts with -----BEGIN PRIVATE KEY----- and ends with it'],
    [
      'validate-password.sh',
      `#!/bin/bash\npassword="$1"\nif [ -z "$password" ]; then echo "no password"; fi\nPASSWORD_LENGTH=\${#password}\n`,
    ],
    [
      'validator.py',
      'def check(password):\n    password = request.form.password\n    secret = load_secret(name)\n    token = tokens[0]\n    return len(password) >= 12\n',
    ],
    [
      'values.yaml',
      'auth:\n  existingSecret: shop-db\n  secretKeys:\n    adminPasswordKey: admin-password\n  password: ""\n',
    ],
    ['app.yaml', `token: \${TOKEN}\npassword: ENC[AES256_GCM,data:abc=]\n# password: s3cr3t9\n`],
  ])('%s = %s is none', (name, value) => {
    expect(credentialIn(name, value)).toBeUndefined();
  });

  it('stays quick on long texts', () => {
    const texts = [
      'a'.repeat(2_000_000),
      'password:'.repeat(200_000),
      '://:'.repeat(300_000),
      '-----BEGIN '.repeat(100_000),
    ];
    for (const text of texts) expect(credentialIn('x', text)).toBeUndefined();
  });
});

describe('credentialInCommand', () => {
  it.each([
    ['--password=hunter2', 'password'],
    ['mysql --user shop --password hunter2', 'password'],
    ['PGPASSWORD=s3cr3t psql -h db', 'password'],
    ['curl -sf -u admin:tr0ub4dor https://api/health', 'password'],
    ['wget --user=admin:tr0ub4dor https://api', 'password'],
    ['curl -H "Authorization: Bearer k3J9sLm2Qp7VxT0bYw5Rz8Nc" https://api', 'bearer token'],
  ])('%s is found', (text, kind) => {
    expect(credentialInCommand(text)).toEqual({ kind });
  });

  it.each([
    ['--password-file=/run/secrets/db'],
    ['--password=$(DB_PASSWORD)'],
    ['--token-ttl 24h'],
    ['--secret shop-tls'],
    ['echo "set a password please"'],
    ['--requirepass --maxmemory 1gb'],
    ['docker run -u 1000:1000 nginx'],
    ['nginx --user nginx:nginx'],
    ['curl -u admin:$(PASSWORD) https://api'],
    ['curl -u "$USER:$PASS" https://api'],
  ])('%s is none', (text) => {
    expect(credentialInCommand(text)).toBeUndefined();
  });
});
