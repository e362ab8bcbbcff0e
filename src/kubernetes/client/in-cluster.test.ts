import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KubernetesClient } from './client.ts';
import { inClusterConnection } from './in-cluster.ts';
import { sendJson, startTestServer, status, testTimes } from './testing/test-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-pod-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

test("a pod's own credentials, also after they were exchanged", async () => {
  let valid = 'Bearer first';
  const server = await startTestServer((request, response) => {
    if (request.headers.authorization === valid) sendJson(response, { fine: true });
    else sendJson(response, status(401, 'Unauthorized', 'Unauthorized'), 401);
  });
  writeFileSync(join(folder, 'token'), 'first');
  writeFileSync(join(folder, 'ca.crt'), server.authority.certificate);
  writeFileSync(join(folder, 'namespace'), 'breakwater\n');
  const connection = await inClusterConnection({ env: { ...env, KUBERNETES_SERVICE_PORT: `${server.port}` } }, folder);
  expect(connection).toMatchObject({ name: 'in-cluster', server: server.url, namespace: 'breakwater', warnings: [] });
  const client = new KubernetesClient(connection, testTimes);
  try {
    expect(await client.get('/')).toEqual({ fine: true });
    valid = 'Bearer second';
    writeFileSync(join(folder, 'token'), 'second');
    expect(await client.get('/')).toEqual({ fine: true });
  } finally {
    await client.close();
    await server.close();
  }
});

test('addresses of IPv6 and proxies of the environment', async () => {
  for (const name of ['token', 'ca.crt', 'namespace']) writeFileSync(join(folder, name), 'x');
  const options = { env: { ...env, KUBERNETES_SERVICE_HOST: 'fd00::1', HTTPS_PROXY: 'proxy:3128' } };
  expect(await inClusterConnection(options, folder)).toMatchObject({
    server: 'https://[fd00::1]:443',
    proxy: 'http://proxy:3128/',
  });
});

test('elsewhere there is none', async () => {
  await expect(inClusterConnection({ env: {} }, folder)).rejects.toThrow('there is no kubeconfig');
  await expect(inClusterConnection({ env }, folder)).rejects.toThrow(
    /service account \(.*\) can't be used: it does not exist/,
  );
  writeFileSync(join(folder, 'token'), '');
  await expect(inClusterConnection({ env }, folder)).rejects.toThrow(/can't be used: it is empty/);
});
