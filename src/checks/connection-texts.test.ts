import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { type FieldPath, valueAt } from '../kubernetes/index.ts';
import { judgeAt } from './credential-places.ts';
import { withoutSecrets } from './without-secrets.ts';

const place: FieldPath = ['spec', 'containers', 0, 'env', 0, 'value'];

function recorded(value: string, name = 'BACKEND', hosts: 'kept' | 'dropped' = 'kept') {
  const env = [{ name, value }];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a', env }] },
  };
  const [object] = inventoryFromText(JSON.stringify(pod)).objects;
  if (object === undefined) throw new Error('no object');
  const masked = withoutSecrets(object, hosts);
  return {
    text: String(valueAt(masked, place)),
    before: judgeAt(object.object, place)(value),
    after: judgeAt(masked, place)(String(valueAt(masked, place))),
  };
}

const secret = 'S3cr3t-pw9';

describe('a text with a password and hosts', () => {
  it.each([
    [`postgres://shop:${secret}@db.shop:5432/shop?sslmode=require`, /^postgres:\/\/name:\w+@db\.shop:5432$/],
    [`postgresql+psycopg://shop:${secret}@db/shop`, /^postgresql\+psycopg:\/\/name:\w+@db$/],
    [`amqp://:${secret}@mq`, /^amqp:\/\/name:\w+@mq$/],
    [`redis://default:${secret}@[fd00::7]:6379/0`, /^redis:\/\/name:\w+@\[fd00::7\]:6379$/],
    [`mongodb://shop:${secret}@a.db:27017,b.db:27017/x?replicaSet=r`, /^mongodb:\/\/name:\w+@a\.db:27017,b\.db:27017$/],
    [`https://shop:p%40${secret}%2F@api.example/v1`, /^https:\/\/name:\w+@api\.example$/],
    [`postgres://shop%40corp:${secret}@db/x`, /^postgres:\/\/name:\w+@db$/],
    [`--dsn=postgres://shop:${secret}@db:5432/x`, /^--dsn=postgres:\/\/name:\w+@db:5432$/],
    [`https://api.example/v1?token=q8Zr2LmV7tXw4NcB9dKp&x=1`, /^https:\/\/api\.example$/],
    [
      `jdbc:postgresql://db:5432/shop?user=shop&password=${secret}`,
      /^jdbc:postgresql:\/\/db:5432\/\?user=name&password=\w+$/,
    ],
    [
      `jdbc:sqlserver://db:1433;databaseName=x;user=sa;password=${secret}`,
      /^jdbc:sqlserver:\/\/db:1433\/\?user=name&password=\w+$/,
    ],
    [`shop:${secret}@tcp(db.shop:3306)/shop?parseTime=true`, /^name:\w+@tcp\(db\.shop:3306\)\/$/],
    [`Server=tcp:db.shop,1433;Database=x;User Id=sa;Password=${secret};`, /^Server=tcp:db\.shop,1433;password=\w+$/],
    [`Host=db;Port=5432;Username=shop;Password=${secret}`, /^Host=db;Port=5432;password=\w+$/],
    [`host=db port=5432 user=shop password=${secret} dbname=x`, /^host=db port=5432 password=\w+$/],
    [
      `Endpoint=sb://bus.example/;SharedAccessKeyName=a;SharedAccessKey=${'Qm4x'.repeat(10)}Qm4=`,
      /^Endpoint=sb:\/\/bus\.example\/;SharedAccessKey=/,
    ],
    [`https://ghp_${'Ab1x'.repeat(9)}@git.example/a`, /^https:\/\/name:ghp_\w+@git\.example$/],
    // Too plain for the checks to call them credentials.
    ['postgres://shop:shop@db:5432/shop', /^postgres:\/\/name:\w+@db:5432$/],
    ['redis://:ab@cache:6379', /^redis:\/\/cache:6379$/],
    ['Server=db;Password=abc', /^Server=db$/],
    ['shop:pw@tcp(db:3306)/x', /^tcp\(db:3306\)\/$/],
    ['jdbc:mysql://db:3306/x?user=a&password=abc', /^jdbc:mysql:\/\/db:3306$/],
    ['https://3f9a1b7c5d2e4f60@git.example/x', /^https:\/\/git\.example$/],
  ])('%s: keeps scheme, hosts and ports', (value, kept) => {
    const { text, before, after } = recorded(value);
    expect(text).toMatch(kept);
    expect(after).toEqual(before);
    expect(text).not.toMatch(/S3cr3t|q8Zr|Ab1x|shop:shop/);
    // Written into a recording once more it stays what it is.
    expect(recorded(text).text).toBe(text);
    expect(recorded(value, 'BACKEND', 'dropped').text).not.toMatch(/db|cache|example|mq|fd00/);
  });

  it.each([
    ['several @', `postgres://shop:S3cr3t@pw9@db/x`],
    ['several @, with one in the name', `smtp://shop@corp.example:${secret}@mail:587`],
    ['a slash in the password', `postgres://shop:S3cr3t/pw9@db/x`],
    ['a question mark', `postgres://shop:S3cr3t?pw9@db/x`],
    ['a hash', `postgres://shop:S3cr3t#pw9@db/x`],
    ['a semicolon', `postgres://shop:S3cr3t;pw9@db/x`],
    ['an @ in the path, too', `postgres://shop:${secret}@db/x@S3cr3t`],
    ['an escape in the host', `postgres://shop:${secret}@d%62/x`],
    ['no port', `postgres://shop:${secret}@db:S3cr3t/x`],
    ['a port too large', `postgres://shop:${secret}@db:99999/x`],
    ['capitals in the host', `postgres://shop:${secret}@S3CR3T/x`],
    ['a token in the place of the host', `postgres://shop:${secret}@${'s3cr3t'.repeat(6)}/x`],
    ['an issuer’s token there', `https://shop:${secret}@x.glpat-${'s3cr3tabcd'.repeat(2)}/x`],
    ['quotes', `Server=db;Password="S3cr3t;Server=s3cr3t2"`],
    ['two servers', `Server=db;Password=S3cr3t9;Server=s3cr3t-host`],
    ['what is no pair', `Server=db;Password=S3cr3t9;s3cr3t-rest`],
    ['quotes around spaces', `host=db password='S3cr3t pw' user=a`],
    ['a list of URLs', `https://a:${secret}@a:2379,https://b:${secret}@b:2379`],
    ['JSON', `{"url":"postgres://shop:${secret}@db/x"}`],
    ['an encoded URL', `postgres%3A%2F%2Fshop%3A${secret}%40db%2Fx`],
    ['lines', `postgres://shop:${secret}@db/x\npassword=${secret}`],
    ['Oracle', `jdbc:oracle:thin:shop/${secret}@db:1521:x`],
    ['redis by commas', `cache:6379,password=S3c,ssl=true`],
    ['a socket', `shop:${secret}@unix(/var/run/S3cr3t.sock)/x`],
    ['a word in front', `use postgres://shop:${secret}@db/x`],
    ['an address that is none', `postgres://shop:${secret}@[S3cr3t]/x`],
    ['more than is read', `postgres://shop:${secret}@db/${'x'.repeat(3000)}`],
  ])('%s: keeps nothing', (_, value) => {
    const { text, before, after } = recorded(value);
    expect(text).not.toMatch(/s3c|pw9|db\b/i);
    expect(after?.kind).toBe(before?.kind);
  });

  it.each([
    'postgres://shop:$(PASSWORD)@db/x',
    `postgres://shop:$\{PASSWORD}@db/x`,
    'host=db password={{ .password }}',
    'http://api.shop:8080/a?mail=a@b.example',
    'https://api.example/v1?page=2',
    'ssh://git@git.example:22/a',
    'kafka-0:9092,kafka-1:9092',
    'git@git.example:shop/web.git',
    'registry.example/web@sha256:0123456789abcdef',
    'Server=db;Database=x;Integrated Security=true',
    '--host=db',
    'a=b c=d',
  ])('%s has none, and stays', (value) => {
    expect(recorded(value).text).toBe(value);
  });

  it('is all password where its name says so', () => {
    const value = `Server=S3cr3t9;Password=x7`;
    expect(recorded(value, 'DB_PASSWORD').text).not.toMatch(/S3cr3t|Server/i);
  });

  it('never lets through a part of a password, whatever is in it', () => {
    const templates: readonly ((password: string) => string)[] = [
      (password) => `postgres://shop:${password}@db:5432/x`,
      (password) => `jdbc:mysql://db:3306/x?user=a&password=${password}`,
      (password) => `shop:${password}@tcp(db:3306)/x`,
      (password) => `Server=db;User Id=sa;Password=${password};Encrypt=true`,
      (password) => `Password=${password};Server=db`,
      (password) => `host=db password=${password} user=a`,
      (password) => `--url=amqp://a:${password}@db`,
    ];
    const sign = fc.constantFrom(...'@:/?#;=&,%+!*~|^[]()"\'\\'.split(''));
    const piece = fc.stringMatching(/^[A-Z][0-9][A-Z][0-9][A-Z][0-9]$/);
    fc.assert(
      fc.property(fc.constantFrom(...templates), piece, sign, piece, (template, first, between, last) => {
        const { text } = recorded(template(`${first}${between}${last}`));
        expect(text).not.toContain(first);
        expect(text).not.toContain(last);
      }),
      { numRuns: 2000 },
    );
  });
});
