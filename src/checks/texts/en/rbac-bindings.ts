import type { CheckTexts } from '../text.ts';

export const rbacBindings: CheckTexts = {
  'rbac-cluster-admin': {
    title: 'cluster-admin is handed out',
    why: 'cluster-admin may do everything: read all Secrets, change every workload, grant itself anything. One stolen token of its holder is the whole cluster.',
    action: 'Bind a role with the rights that are needed, or list the subject in the parameter subjects',
    message: {
      cluster: '{kind} {name} gives {holders} cluster-admin',
      namespace: '{kind} {name} gives {holders} every right in namespace {namespace}',
    },
  },
  'rbac-anonymous': {
    title: 'Rights without credentials',
    why: 'Whoever reaches the API server has the rights of system:anonymous and system:unauthenticated, without any credential.',
    action: 'Remove the subject from the binding',
    message: '{kind} {name} gives {role} to {subject}: to everybody who reaches the API server',
  },
  'rbac-authenticated-group': {
    title: 'Rights for everybody who is logged in',
    why: 'system:authenticated and system:serviceaccounts hold every service account of every pod and, on some managed services, every account of the provider.',
    action: 'Bind the role to the users or service accounts that need it',
    message: '{kind} {name} gives {role} to {subject}',
  },
  'rbac-system-masters': {
    title: 'system:masters is used',
    why: 'system:masters passes every authorisation check, RBAC cannot take that away, and a certificate in the group is valid until it expires.',
    action: 'Use a group of your own and bind it to cluster-admin, so that it can be withdrawn',
    message: {
      binding: '{kind} {name} binds the group system:masters, which may do everything whatever RBAC says',
      request: '{kind} {name} asks for a certificate in the group system:masters',
    },
  },
};
