import { expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { Authorizer, mostNamespaces } from './authorizer.ts';
import { boundFirst } from './bound-namespaces.ts';
import { WrittenReviews } from './testing/reviews.ts';

const binding = (namespace: string, subject: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: viewers, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: breakwater-viewer }
subjects: [${subject}]
---
`;
const inventory = inventoryFromText(
  binding('n7', '{ kind: User, name: ada }') +
    binding('n9', '{ kind: User, name: bob }') +
    binding('n8', '{ kind: Group, name: dev }') +
    binding('n6', '{ kind: ServiceAccount, name: robot }') +
    binding('gone', '{ kind: User, name: ada }'),
);
const user = (name: string, ...groups: string[]) => ({ name, uid: undefined, groups, extra: {} });

it('begins with namespaces in which the user, or a group of theirs, is named', () => {
  const all = ['n5', 'n6', 'n7', 'n8', 'n9'];
  expect(boundFirst(all, inventory, user('ada', 'dev'))).toEqual(['n7', 'n8', 'n5', 'n6', 'n9']);
  expect(boundFirst(all, inventory, user('system:serviceaccount:n6:robot'))).toEqual(['n6', 'n5', 'n7', 'n8', 'n9']);
  expect(boundFirst(all, inventory, user('eve'))).toEqual(all);
});

it('of too many namespaces a user sees those that they are named in, and each user costs a bounded number of questions', async () => {
  const many = Array.from({ length: mostNamespaces + 500 }, (_, index) => `m${index}`);
  const rights = { ada: ['list findings in n7', 'list workloads in n7', 'list findings in n9'] };
  const reviews = new WrittenReviews({ rights });
  const authorizer = new Authorizer(reviews, (identity) => boundFirst([...many, 'n7', 'n9'], inventory, identity));
  expect((await authorizer.grantOf(user('ada'))).namespaces).toEqual(['n7']);
  expect(reviews.asked.length).toBeLessThan(mostNamespaces + 50);
});
