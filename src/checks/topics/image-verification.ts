import type { InventoryObject } from '../../inventory/index.ts';
import { type FieldPath, isRecord, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type CheckContext, inventoryCheck, type Violation } from '../check.ts';

const validatingKind = 'policies.kyverno.io/ImageValidatingPolicy';
const sigstoreKind = 'policy.sigstore.dev/ClusterImagePolicy';

/**
 * A signature protects only where admission refuses what lacks it: a policy that merely reports, or that takes anyone's signature, lets every image in.
 * Asked of: policies of the input that verify image signatures. Kyverno ClusterPolicy and Policy with verifyImages (must enforce,
 * `required` not false, keyless identities not `*`), Kyverno ImageValidatingPolicy (validationActions with Deny), sigstore
 * ClusterImagePolicy (mode not warn, no authority that lets all pass, identities not everything).
 * Whether a cluster verifies at all can't be seen from files: without such a policy nothing is said.
 * Sources: kyverno.io/docs/policy-types, docs.sigstore.dev/policy-controller.
 */
export const imgSignature = inventoryCheck({
  id: 'img-signature',
  of: ['kyverno.io/ClusterPolicy', 'kyverno.io/Policy', validatingKind, sigstoreKind],
  scope: 'object',
  severity: 'high',
  source: 'https://docs.sigstore.dev/policy-controller/overview/',
  standards: { cis: ['5.5.1'], nsa: ['pod'], attack: ['T1525'], owasp: ['K04'] },
  *run({ inventory }: CheckContext) {
    for (const policy of inventory.ofKind('kyverno.io/ClusterPolicy', 'kyverno.io/Policy'))
      yield* kyvernoFaults(policy);
    for (const policy of inventory.ofKind(validatingKind)) yield* validatingFaults(policy);
    for (const policy of inventory.ofKind(sigstoreKind)) yield* sigstoreFaults(policy);
  },
});

function* kyvernoFaults(object: InventoryObject): Generator<Violation> {
  const spec = recordOf(object.object.spec);
  for (const [ruleIndex, rule] of listOf(spec.rules).entries()) {
    for (const [index, verify] of listOf(recordOf(rule).verifyImages).entries()) {
      const path: FieldPath = ['spec', 'rules', ruleIndex, 'verifyImages', index];
      const entry = recordOf(verify);
      const action = stringOf(entry.failureAction) ?? stringOf(spec.validationFailureAction) ?? 'Audit';
      const place: FieldPath =
        entry.failureAction === undefined ? ['spec', 'validationFailureAction'] : [...path, 'failureAction'];
      if (action.toLowerCase() !== 'enforce') yield { object, path: place, message: 'audit', severity: 'medium' };
      if (entry.required === false) yield { object, path: [...path, 'required'], message: 'audit', severity: 'medium' };
      for (const [group, attestors] of listOf(entry.attestors).entries())
        for (const [item, attestor] of listOf(recordOf(attestors).entries).entries())
          if (isAnyone(recordOf(recordOf(attestor).keyless)))
            yield { object, path: [...path, 'attestors', group, 'entries', item, 'keyless'], message: 'anyone' };
    }
  }
}

function* validatingFaults(object: InventoryObject): Generator<Violation> {
  const spec = recordOf(object.object.spec);
  const actions = listOf(spec.validationActions);
  if (actions.length > 0 && !actions.includes('Deny'))
    yield { object, path: ['spec', 'validationActions'], message: 'audit', severity: 'medium' };
}

function* sigstoreFaults(object: InventoryObject): Generator<Violation> {
  const spec = recordOf(object.object.spec);
  if (spec.mode === 'warn') yield { object, path: ['spec', 'mode'], message: 'audit', severity: 'medium' };
  for (const [index, item] of listOf(spec.authorities).entries()) {
    const path: FieldPath = ['spec', 'authorities', index];
    const authority = recordOf(item);
    if (recordOf(authority.static).action === 'pass') yield { object, path: [...path, 'static'], message: 'anyone' };
    for (const [number, identity] of listOf(recordOf(authority.keyless).identities).entries())
      if (isAnyone(recordOf(identity)))
        yield { object, path: [...path, 'keyless', 'identities', number], message: 'anyone' };
  }
}

/** Patterns that match every issuer and every signer. */
const everything = new Set(['*', '.*', '.+', '^.*$', '^.+$', '**']);

/** Whether a keyless identity leaves open who signs: anyone has an account at the public issuers. */
function isAnyone(identity: Readonly<Record<string, unknown>>): boolean {
  if (!isRecord(identity) || Object.keys(identity).length === 0) return false;
  const subjects = [identity.subject, identity.subjectRegExp].filter((value) => typeof value === 'string');
  return subjects.length > 0 && subjects.every((subject) => everything.has(subject));
}

export const imageVerification = [imgSignature];
