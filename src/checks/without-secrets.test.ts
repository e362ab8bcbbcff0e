import { describe, expect, it } from 'vitest';
import { InventoryObject, inventoryFromText } from '../inventory/index.ts';
import { valueAt } from '../kubernetes/index.ts';
import { credentialIn } from './credentials.ts';
import { isStandIn, standInFor } from './stand-ins.ts';
import { withoutSecrets } from './without-secrets.ts';

const kinds = [
  'private key',
  'age private key',
  'AWS access key id',
  'AWS temporary access key id',
  'GitHub token',
  'GitLab token',
  'Slack token',
  'Slack webhook',
  'Google API key',
  'Google OAuth client secret',
  'Azure storage account key',
  'Azure shared access key',
  'Stripe key',
  'SendGrid key',
  'npm token',
  'PyPI token',
  'Docker Hub token',
  'Hugging Face token',
  'OpenAI key',
  'Anthropic key',
  'DigitalOcean token',
  'HashiCorp Vault token',
  'Databricks token',
  'Shopify token',
  'Grafana token',
  'JSON Web Token',
  'client key of a kubeconfig',
  'password in a URL',
  'basic authentication header',
  'bearer token',
  'container registry password',
  'npm registry credential',
  'password',
  'token',
  'secret',
  'key',
];

describe('stand-ins', () => {
  it.each(kinds)('are judged as what they stand for: %s', (kind) => {
    const standIn = standInFor(kind, (text) => credentialIn('x', text)?.kind === kind);
    expect(standIn).not.toBe('');
    expect(isStandIn(standIn)).toBe(true);
  });
});

function bare(yaml: string) {
  const [object] = inventoryFromText(yaml).objects;
  if (!(object instanceof InventoryObject)) throw new Error('no object');
  return { object, masked: withoutSecrets(object) };
}

describe('an object without its secrets', () => {
  it('is itself where it has none', () => {
    const { object, masked } = bare('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { level: debug }');
    expect(masked).toBe(object.object);
  });

  it('has none of a Secret’s data', () => {
    const { masked } = bare(
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { a: aHVudGVyMg== }\nstringData: { b: hunter2 }',
    );
    expect(masked).toEqual({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: {}, stringData: {} });
  });

  it.each([
    ['binary data', 'binaryData', Buffer.from('db.password=s3cr3t9x\nuser=a\n').toString('base64')],
    ['a file', 'data', 'url: postgres://shop:s3cr3t-pw@db/shop\nother: 1\n'],
  ])('has another text in the place of %s, of which the same is said', (_, field, value) => {
    const { masked } = bare(
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, [field]: { x: value } }),
    );
    const text = String(valueAt(masked, [field, 'x']));
    expect(text).not.toContain('s3cr3t');
    const read = (of: string) => (field === 'data' ? of : Buffer.from(of, 'base64').toString());
    expect(credentialIn('x', read(text))).toEqual(credentialIn('x', read(value)));
  });

  it('has one in fields of any kind, by their names', () => {
    const { masked } = bare(
      'apiVersion: a.example/v1\nkind: Thing\nmetadata: { name: a }\nspec: { login: { password: hunter22x } }',
    );
    expect(valueAt(masked, ['spec', 'login', 'password'])).toSatisfy(
      (text: string) => text !== 'hunter22x' && isStandIn(text),
    );
  });

  it('has none in the commands and headers of probes and hooks', () => {
    const probe = {
      exec: { command: ['mysqladmin', '-uroot', '--password=hunter22x', 'ping'] },
      httpGet: { port: 80, httpHeaders: [{ name: 'X-Api-Key', value: 'q8Zr2LmV7tXw4NcB9dKp' }] },
    };
    const postStart = { exec: { command: ['redis-cli', '--password', 'hunter33x'] } };
    const container = { name: 'a', image: 'a', startupProbe: probe, lifecycle: { postStart } };
    const { masked } = bare(
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [container] } }),
    );
    expect(JSON.stringify(masked)).not.toMatch(/hunter|q8Zr/);
    expect(JSON.stringify(masked)).toContain('"ping"');
  });
});
