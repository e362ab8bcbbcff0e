import { describe, expect, it } from 'vitest';
import { hostsIn, longestText } from './hosts.ts';

const said = (text: string, key?: string) =>
  hostsIn(text, key)
    .filter(({ certain }) => certain)
    .map(
      ({ host, port, scheme }) =>
        `${scheme === undefined ? '' : `${scheme}://`}${host}${port === undefined ? '' : `:${port}`}`,
    );

describe('hosts in a text', () => {
  it.each([
    ['http://cart.shop.svc:8080/items', ['http://cart.shop.svc:8080']],
    ['https://api.example.dev', ['https://api.example.dev']],
    ['postgres://user:pa%3Ass@db/orders?sslmode=require', ['postgres://db']],
    ['jdbc:postgresql://db.shop:5432/orders', ['postgresql://db.shop:5432']],
    ['postgresql+psycopg://db/orders', ['postgresql+psycopg://db']],
    ['user:secret@tcp(db:3306)/orders', ['db:3306']],
    ['broker-0.broker:9092,broker-1.broker:9092', ['broker-0.broker:9092', 'broker-1.broker:9092']],
    ['--backend=cart.shop.svc.cluster.local:80', ['cart.shop.svc.cluster.local:80']],
    ['10.1.2.3:9000', ['10.1.2.3:9000']],
    ['Server=tcp:sql,1433;password=x', ['sql:1433']],
    ['Host=db;Port=5432;Username=x', ['db:5432']],
    ['host=db port=5432 password=x', ['db:5432']],
    ['tcp://[fd00::1]:9000', ['tcp://fd00::1:9000']],
    ['[OUTPUT]\n    Host opensearch.logging\n', ['opensearch.logging']],
    ['database:\n  host: cart\n  port: 80\n', ['cart']],
    ['{"server": "cart",}', ['cart']],
  ])('%j', (text, hosts) => {
    expect(said(text)).toEqual(hosts);
  });

  it('are known by the name of what holds them', () => {
    expect(said('cart', 'CART_HOST')).toEqual(['cart']);
    expect(said('cart', 'databaseHost')).toEqual(['cart']);
    expect(said('a,b; c', 'CASSANDRA_SEEDS')).toEqual(['a', 'b', 'c']);
    expect(said('cart', 'MODE')).toEqual([]);
  });

  it.each([
    'http://localhost:8080',
    'http://127.0.0.1:9000',
    'http://www.w3.org/2000/svg',
    '# see https://example.dev/docs',
    '// https://example.dev/docs',
    '12:30',
    '1.2.3',
    'image:latest',
    'file:///etc/hosts',
    'unix:///run/a.sock',
    'http://cart:99999',
    'registry.example.dev/app:1.2',
  ])('%j names nobody that a client connects to', (text) => {
    expect(said(text)).toEqual([]);
  });

  it('come without credentials', () => {
    const text = JSON.stringify(hostsIn('amqp://user:hunter2@mq:5672/%2f mongodb://a:hunter2@m1:27017,m2:27017/x'));
    expect(text).not.toContain('hunter2');
    expect(text).toContain('m2');
  });

  it('of hostile texts are few, and found before the test ends', () => {
    for (const hostile of [
      'a://'.repeat(100_000),
      'a.'.repeat(200_000),
      'a:1'.repeat(150_000),
      '@'.repeat(longestText),
      `x://${'y'.repeat(longestText)}`,
      ' '.repeat(longestText),
    ])
      expect(hostsIn(hostile).length).toBeLessThanOrEqual(500);
  });
});
