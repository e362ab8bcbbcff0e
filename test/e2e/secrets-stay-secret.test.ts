import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const secret = 'tr0ub4dor';
const manifests = `apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
data:
  encoded: ${Buffer.from(secret).toString('base64')}
stringData:
  password: ${secret}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
data:
  app.properties: |
    db.user=shop
    db.password=${secret}
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations:
    example.com/database: postgres://shop:${secret}@db/shop
spec:
  containers:
    - name: app
      image: registry.example.com/shop/web
      args: [serve, --db-password, ${secret}]
      env:
        - name: DB_PASSWORD
          value: ${secret}
`;

describe('a scan of manifests with secrets in them', () => {
  it.each(['table', 'json', 'sarif', 'junit', 'markdown', 'html'])(
    'says where they are, never what, in %s',
    (format) => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        [main, 'scan', '-', '--profile', 'all', '-o', format],
        {
          input: manifests,
          encoding: 'utf8',
        },
      );
      expect(status).toBe(1);
      for (const check of ['sec-env-literal', 'sec-configmap', 'sec-args', 'sec-manifest-plain'])
        expect(stdout).toContain(check);
      expect(stdout + stderr).not.toContain(secret);
      expect(stdout + stderr).not.toContain(Buffer.from(secret).toString('base64'));
    },
  );
});
