import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { secretLines } from './secret-places.ts';

/** The lines of the first object that hold secrets. */
function linesOf(yaml: string): number[] {
  const [object] = inventoryFromText(yaml).objects;
  return object === undefined ? [] : [...secretLines(object)].sort((a, b) => a - b);
}

describe('secretLines', () => {
  it('are all of the data of a Secret', () => {
    const yaml = `apiVersion: v1
kind: Secret
metadata:
  name: db
stringData:
  user: shop
  password: |
    first

    second
type: Opaque
`;
    expect(linesOf(yaml)).toEqual([5, 6, 7, 8, 9, 10]);
  });

  it('are what Trivy found in an image', () => {
    const yaml = `apiVersion: aquasecurity.github.io/v1alpha1
kind: ExposedSecretReport
metadata:
  name: web
report:
  secrets:
    - ruleID: aws-access-key-id
      match: AWS_KEY=...
  summary: {}
`;
    expect(linesOf(yaml)).toEqual([6, 7, 8]);
  });

  it('are the literal values of a workload', () => {
    const yaml = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      image: registry.example.com/web:1.2.3
      args:
      - serve
      - --db-password=tr0ub4dor
      env:
        - name: DB_PASSWORD
          value: tr0ub4dor
        - name: PORT
          value: "8080"
`;
    expect(linesOf(yaml)).toEqual([10, 13]);
  });

  it.each([
    ['items in the column of their key', 'args:\n    - |\n      --db-password=tr0ub4dor\n', 8],
    ['a flow mapping', 'args: [serve,\n      --db-password=tr0ub4dor]\n', 7],
  ])('hold at least the secrets where a document is too long to be parsed for places: %s', (_, args, line) => {
    const comment = `# ${'x'.repeat(3 * 1024 * 1024)}\n`;
    const yaml = `kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - name: app\n    ${args}${comment}`;
    expect(linesOf(yaml)).toContain(line);
  });

  it('are none where there are no secrets', () => {
    expect(linesOf('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { port: "8080" }\n')).toEqual([]);
  });
});
