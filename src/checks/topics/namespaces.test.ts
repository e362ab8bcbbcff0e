import { expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { runChecks } from '../run.ts';
import { nsPsaExempt, nsPsaLabels } from './namespaces.ts';

const version = { major: 1, minor: 37 };

function fixesOf(labels: string, podSpec: string) {
  const { violations } = runChecks({
    checks: [nsPsaLabels, nsPsaExempt],
    inventory: inventoryFromText(`
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: ${labels} }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: ${podSpec}
`),
    parameters: {},
    kubernetesVersion: version,
    pssVersion: version,
  });
  return violations.map(({ check, fix }) => [check.id, fix !== undefined]);
}

const clean = '{ containers: [{ name: app, image: x }] }';
const privileged = '{ containers: [{ name: app, image: x, securityContext: { privileged: true } }] }';
const exempt = '{ pod-security.kubernetes.io/enforce: privileged }';

it.each([
  ['{}', clean, [['ns-psa-labels', true]]],
  ['{}', privileged, [['ns-psa-labels', false]]],
  [exempt, clean, [['ns-psa-exempt', true]]],
  [exempt, privileged, [['ns-psa-exempt', false]]],
])('with labels %s and pod %s baseline is offered where it shuts nobody out', (labels, podSpec, expected) => {
  expect(fixesOf(labels, podSpec)).toEqual(expected);
});
