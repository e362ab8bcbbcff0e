import { describe, expect, it } from 'vitest';
import { type Diagnostic, Inventory, inventoryFromText, say } from '../../inventory/index.ts';
import { refDanglingNetwork } from './network-references.ts';

const said = say('nothing');
const text = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

/** Where the Service stands, what could not be read, and whether its selector may be called dangling. */
const cases: readonly (readonly [file: string, lost: Diagnostic | undefined, reported: boolean])[] = [
  ['app/service.yaml', undefined, true],
  ['app/service.yaml', { code: 'syntax', file: 'app/deployment.yaml', said }, false],
  ['app/service.yaml', { code: 'template', file: 'app/templates/deployment.yaml', said }, false],
  ['app/base/service.yaml', { code: 'syntax', file: 'app/deployment.yaml', said }, false],
  ['app/service.yaml', { code: 'syntax', file: 'application/deployment.yaml', said }, true],
  ['app/service.yaml', { code: 'not-kubernetes', file: 'app/values.yaml', said }, true],
  ['service.yaml', { code: 'unreadable', file: 'app/deployment.yaml', said }, false],
  ['-', { code: 'syntax', file: '-', said }, false],
];

describe('a reference beside documents that could not be read', () => {
  it.each(cases)('%s with %j: %s', (file, lost, reported) => {
    const inventory = new Inventory(inventoryFromText(text, file).objects, lost === undefined ? [] : [lost]);
    const context = {
      inventory,
      parameters: {},
      kubernetesVersion: { major: 1, minor: 37 },
      asked: new Set<string>(),
      failsBaseline: () => false,
    };
    const found = [...refDanglingNetwork.run(context)].map(({ message }) => message);
    expect(found).toEqual(reported ? ['service'] : []);
  });

  it('is not reported for a broken document of the same text', () => {
    const inventory = inventoryFromText(`${text}---\nkind: Deployment\n  broken: [`);
    expect(inventory.diagnostics.length).toBeGreaterThan(0);
    const context = {
      inventory,
      parameters: {},
      kubernetesVersion: { major: 1, minor: 37 },
      asked: new Set<string>(),
      failsBaseline: () => false,
    };
    expect([...refDanglingNetwork.run(context)]).toEqual([]);
  });
});
