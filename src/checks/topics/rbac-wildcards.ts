import { accessOf, bindingKinds, type PolicyRule, roleKinds } from '../../access/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import type { FieldPath } from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import type { Severity } from '../severity.ts';
import { rbacEscalation } from './rbac-escalation.ts';
import { type Holding, holdingsOf, severityFor, some, worse, worstOf } from './rbac-grant.ts';
import { rbacWorkloads } from './rbac-workloads.ts';

/*
 * `*` in a rule grants what exists today and whatever is installed tomorrow. Each of these reports the rule once and names the
 * dangerous rights that it implies, as severe as the worst of them; the checks of those rights are then silent on that rule
 * (`coveredBy`), so that one rule isn't told ten times.
 */
const source = 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege';
const grantChecks = [...rbacWorkloads, ...rbacEscalation];

/** What a rule implies, by the ids of the checks that would say it, and how bad that is; at least `severity`. */
function implied(severity: Severity, rule: PolicyRule, holding: Holding) {
  const found = grantChecks.flatMap((check) => {
    const worst = worstOf(check.severity, check.grants, rule, holding.namespaces);
    return worst === undefined ? [] : [{ id: check.id, severity: worst.severity }];
  });
  return {
    ids: found.map(({ id }) => id),
    severity: found.reduce((worst, { severity: one }) => worse(worst, one), severity),
  };
}

/** Written out, these are `*` but for the verbs that few resources have. */
const everyVerb = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

const isAll = ({ verbs, apiGroups, resources, resourceNames }: PolicyRule) =>
  apiGroups.includes('*') &&
  resources.includes('*') &&
  resourceNames.length === 0 &&
  (verbs.includes('*') || everyVerb.every((verb) => verbs.includes(verb)));

/** Every rule for which `ask` gives a severity and a message. */
function* rulesWhere(
  inventory: Inventory,
  ask: (
    rule: PolicyRule,
    holding: Holding,
  ) => { severity: Severity; message?: string; values?: Record<string, string> } | undefined,
): Generator<Violation> {
  for (const holding of holdingsOf(accessOf(inventory)))
    for (const { rule, path } of holding.role.rules) {
      const answer = ask(rule, holding);
      if (answer !== undefined) yield violation(holding, path, answer);
    }
}

function violation(
  holding: Holding,
  path: FieldPath,
  { severity, message, values }: { severity: Severity; message?: string; values?: Record<string, string> },
): Violation {
  return {
    object: holding.role.object,
    path,
    severity: severityFor(severity, holding),
    message: message === undefined ? holding.how : `${message}-${holding.how}`,
    values: { ...holding.values, ...values },
  };
}

/**
 * All verbs (as `*` or one by one) on all resources of all groups: cluster-admin by another name. Also `*` in nonResourceURLs, unless the same role has
 * the former (cluster-admin itself is written as both): with verb `*` it reaches every endpoint of the API server itself.
 */
export const rbacWildcardAll = inventoryCheck({
  id: 'rbac-wildcard-all',
  of: roleKinds,
  reads: bindingKinds,
  scope: 'access',
  severity: 'critical',
  source,
  standards: { cis: ['5.1.3'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  *run({ inventory }) {
    yield* rulesWhere(inventory, (rule, holding) => {
      if (isAll(rule)) return { severity: 'critical' };
      if (!rule.nonResourceURLs.includes('*') || holding.namespaces !== undefined) return undefined;
      if (holding.role.rules.some(({ rule: other }) => isAll(other))) return undefined;
      return { severity: rule.verbs.includes('*') ? 'high' : 'medium', message: 'urls' };
    });
  },
});

/**
 * All resources of a group with their subresources (`*` includes pods/exec and nodes/proxy). In a group of somebody's own CRDs it implies
 * none of the known dangers and is less severe.
 */
export const rbacWildcardResource = inventoryCheck({
  id: 'rbac-wildcard-resource',
  of: roleKinds,
  reads: bindingKinds,
  scope: 'access',
  severity: 'high',
  source,
  standards: { cis: ['5.1.3'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  coveredBy: ['rbac-wildcard-all'],
  *run({ inventory }) {
    yield* rulesWhere(inventory, (rule, holding) => {
      if (!rule.resources.includes('*') || rule.apiGroups.length === 0 || rule.verbs.length === 0) return undefined;
      const { ids, severity } = implied('medium', rule, holding);
      const values = { groups: groupNames(rule), verbs: some(rule.verbs), implied: ids.join(', ') };
      return ids.length > 0 ? { severity, message: 'implies', values } : { severity: 'medium', values };
    });
  },
});

/**
 * All verbs: also escalate, bind, impersonate, approve and deletecollection where they exist, and those of later versions.
 * Rules that the check of all resources reports already are left to it.
 */
export const rbacWildcardVerb = inventoryCheck({
  id: 'rbac-wildcard-verb',
  of: roleKinds,
  reads: bindingKinds,
  scope: 'access',
  severity: 'high',
  source,
  standards: { cis: ['5.1.3'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  coveredBy: ['rbac-wildcard-all', 'rbac-wildcard-resource'],
  *run({ inventory }) {
    yield* rulesWhere(inventory, (rule, holding) => {
      if (!rule.verbs.includes('*') || rule.resources.length === 0) return undefined;
      const severity = implied('medium', rule, holding).ids.length > 0 ? 'high' : 'medium';
      return { severity, values: { resources: some(rule.resources), groups: groupNames(rule) } };
    });
  },
});

function groupNames({ apiGroups }: PolicyRule): string {
  return some(apiGroups.map((group) => (group === '' ? 'core' : group)));
}

export const rbacWildcards = [rbacWildcardAll, rbacWildcardResource, rbacWildcardVerb];
