import { expect, it } from 'vitest';
import { catalogue } from '../../checks/index.ts';
import { reviewedKinds, reviewRules } from './kinds.ts';
import { notReviewed } from './reviewed-checks.ts';

it('every check that could be asked is asked about a kind, or it is known why not', () => {
  const without = catalogue.filter(
    (check) => notReviewed(check, {}) === undefined && reviewedKinds(check).length === 0,
  );
  expect(without).toEqual([]);
});

it('names resources in a stable order, once each', () => {
  const kinds = [...new Set(catalogue.flatMap(reviewedKinds))];
  const rules = reviewRules(kinds);
  expect(reviewRules(kinds.toReversed())).toEqual(rules);
  const named = rules.flatMap(({ apiGroups, resources }) => resources.map((resource) => `${apiGroups}/${resource}`));
  expect(new Set(named).size).toBe(named.length);
  expect(named).toContain('/pods/ephemeralcontainers');
});

it('Secrets never come here, nor the objects by which webhooks are configured', () => {
  const named = JSON.stringify(
    reviewRules([
      ...catalogue.flatMap(reviewedKinds),
      '/Secret',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    ]),
  );
  expect(named).not.toMatch(/secrets|admissionregistration/);
});
