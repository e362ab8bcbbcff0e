import { accessOf, bindingKinds } from '../../access/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { formatPath, type PodTemplate, recordOf, stringOf } from '../../kubernetes/index.ts';
import { inventoryCheck, podCheck, type Violation } from '../check.ts';
import { completeAround } from './lost-documents.ts';

const source = 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/';

/** The account that a pod runs as; `serviceAccount` is the field's old name. */
function accountOf({ spec }: PodTemplate): string {
  return stringOf(spec.serviceAccountName) || stringOf(spec.serviceAccount) || 'default';
}

/** Every pod template of the inventory, with the ServiceAccount object that it names, where the input has it. */
function* accountsInUse(inventory: Inventory) {
  for (const object of inventory.workloads)
    for (const template of object.podTemplates) {
      const name = accountOf(template);
      const namespace = object.namespace ?? 'default';
      yield { object, template, name, namespace, account: inventory.find('/ServiceAccount', namespace, name) };
    }
}

/** Whether a pod only shows a static pod of its node: those have no account (plugin/pkg/admission/serviceaccount, "mirror pods"). */
function isMirror({ groupKind, object }: InventoryObject): boolean {
  return groupKind === '/Pod' && recordOf(object.metadata?.annotations)['kubernetes.io/config.mirror'] !== undefined;
}

/**
 * A mounted token lets whoever gets into the container talk to the API server as its account.
 * Fields: automountServiceAccountToken of the pod, which wins, and of its ServiceAccount. Allowed: false in the one that counts; also true
 * or absent where a binding of the input names the account, because such a pod is meant to use the API; mirrors of static pods.
 */
export const saAutomount = inventoryCheck({
  id: 'sa-automount',
  of: ['workloads'],
  reads: ['/ServiceAccount', ...bindingKinds],
  scope: 'namespace',
  absence: [{ of: ['/ServiceAccount', ...bindingKinds] }],
  severity: 'medium',
  source: `${source}#opt-out-of-api-credential-automounting`,
  standards: { cis: ['5.1.6'], nsa: ['pod'], attack: ['T1528'], owasp: ['K02'] },
  *run({ inventory }) {
    const access = accessOf(inventory);
    for (const { object, template, name, namespace, account } of accountsInUse(inventory)) {
      if (isMirror(object)) continue;
      const own = template.spec.automountServiceAccountToken;
      const mounted = own ?? account?.object.automountServiceAccountToken ?? true;
      if (mounted !== true || access.bindingsOfAccount(namespace, name).length > 0) continue;
      const path = [...template.path, 'automountServiceAccountToken'];
      yield {
        object,
        path,
        values: { account: name },
        fix: {
          edits: [{ op: 'set', path: formatPath(path), value: false }],
          // An account of its own may have rights that this input doesn't show; the default one has none.
          ...(name !== 'default' && { risky: true }),
        },
      };
    }
  },
});

/**
 * The default account is shared by every pod of a namespace that names none: a right given to one of them is given to all.
 * Fields: serviceAccountName (and its old name serviceAccount). Allowed: any other; the default one where its token isn't mounted;
 * mirrors of static pods, which have none.
 */
export const saDefaultUsed = podCheck({
  id: 'sa-default-used',
  severity: 'medium',
  profiles: [],
  source,
  standards: { cis: ['5.1.5'], nsa: ['auth'], attack: ['T1078.001'], owasp: ['K02'] },
  expression:
    "!(podSpec.?serviceAccountName.orValue(podSpec.?serviceAccount.orValue('')) in ['', 'default']) || " +
    "podSpec.?automountServiceAccountToken.orValue(true) == false || 'kubernetes.io/config.mirror' in podMetadata.?annotations.orValue({})",
  field: 'serviceAccountName',
});

/**
 * Rights of the default account are rights of every pod in its namespace that names no other.
 * Fields: subjects of RoleBindings and ClusterRoleBindings.
 */
export const saDefaultBound = inventoryCheck({
  id: 'sa-default-bound',
  of: bindingKinds,
  scope: 'object',
  severity: 'high',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions',
  standards: { cis: ['5.1.5'], nsa: ['auth'], attack: ['T1078.001'], owasp: ['K02'] },
  *run({ inventory }) {
    for (const { object, role, subjects } of accessOf(inventory).bindings)
      for (const { kind, name, namespace, path } of subjects)
        if (kind === 'ServiceAccount' && name === 'default')
          yield {
            object,
            path: [...path, 'name'],
            values: { role: `${role.kind} ${role.name}`, namespace: namespace ?? '' },
          };
  },
});

/**
 * A pod whose account doesn't exist is never created. Asked only where the input declares ServiceAccounts, so that it plausibly has
 * them all. Fields: serviceAccountName; the old serviceAccount alone is reported as such (written beside the new one it is what the API
 * server itself fills in).
 */
export const saMissing = inventoryCheck({
  id: 'sa-missing',
  of: ['workloads'],
  reads: ['/ServiceAccount'],
  scope: 'namespace',
  absence: [{ of: ['/ServiceAccount'], messages: ['missing'] }],
  severity: 'low',
  profiles: ['reliability'],
  source,
  standards: {},
  *run({ inventory }) {
    const declared = inventory.isWhole || inventory.ofKind('/ServiceAccount').length > 0;
    const isComplete = completeAround(inventory);
    for (const { object, template, name, account } of accountsInUse(inventory)) {
      const { spec, path } = template;
      const old = stringOf(spec.serviceAccountName) === undefined && stringOf(spec.serviceAccount) !== undefined;
      const field = [...path, old ? 'serviceAccount' : 'serviceAccountName'];
      if (declared && account === undefined && name !== 'default' && isComplete(object))
        yield { object, path: field, message: 'missing', values: { account: name } };
      else if (old)
        yield {
          object,
          path: field,
          message: 'deprecated',
          values: { account: name },
          fix: {
            edits: [
              { op: 'set', path: formatPath([...path, 'serviceAccountName']), value: name },
              { op: 'remove', path: formatPath(field) },
            ],
          },
        };
    }
  },
});

/** What each cloud's annotation on a ServiceAccount must look like, by the cloud's own documentation. */
const identities: Readonly<Record<string, RegExp>> = {
  'eks.amazonaws.com/role-arn': /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  'iam.gke.io/gcp-service-account': /^[a-z][a-z0-9-]*@[a-z0-9.:-]+\.iam\.gserviceaccount\.com$/,
  'azure.workload.identity/client-id': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'azure.workload.identity/tenant-id': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

/** Pods that say so get credentials by a proxy on the node, which any pod of the node can ask: kube2iam, kiam, aad-pod-identity. */
const nodeProxies = [
  { in: 'annotations', key: 'iam.amazonaws.com/role' },
  { in: 'labels', key: 'aadpodidbinding' },
] as const;

/**
 * A workload identity that is written wrongly, or that the pod doesn't ask for, leaves the pod with the identity of its node, which is
 * everybody's. Fields: the clouds' annotations on ServiceAccounts; the label azure.workload.identity/use of their pods; annotations of
 * the retired node proxies.
 */
export const saCloudIdentity = inventoryCheck({
  id: 'sa-cloud-identity',
  of: ['workloads', '/ServiceAccount'],
  scope: 'namespace',
  severity: 'medium',
  source: 'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
  standards: { nsa: ['net'], attack: ['T1552.005'], owasp: ['K08'] },
  *run({ inventory }) {
    for (const object of inventory.ofKind('/ServiceAccount')) yield* malformed(object);
    for (const { object, template, account } of accountsInUse(inventory)) {
      const { metadata, metadataPath } = template;
      for (const { in: field, key } of nodeProxies)
        if (recordOf(metadata[field])[key] !== undefined)
          yield { object, path: [...metadataPath, field, key], message: 'proxy', values: { key } };
      const key = 'azure.workload.identity/use';
      const clientId = account?.object.metadata?.annotations?.['azure.workload.identity/client-id'];
      if (clientId !== undefined && recordOf(metadata.labels)[key] !== 'true') {
        const path = [...metadataPath, 'labels', key];
        yield {
          object,
          path,
          message: 'unused',
          values: { account: account?.name ?? '', key },
          fix: { edits: [{ op: 'set', path: formatPath(path), value: 'true' }] },
        };
      }
    }
  },
});

function* malformed(object: InventoryObject): Generator<Violation> {
  for (const [key, value] of Object.entries(recordOf(object.object.metadata?.annotations))) {
    const shape = Object.hasOwn(identities, key) ? identities[key] : undefined;
    if (shape !== undefined && !(typeof value === 'string' && shape.test(value)))
      yield { object, path: ['metadata', 'annotations', key], message: 'malformed', values: { key } };
  }
}

export const serviceAccounts = [saAutomount, saDefaultUsed, saDefaultBound, saMissing, saCloudIdentity];
