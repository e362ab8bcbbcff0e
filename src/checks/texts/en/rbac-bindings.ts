import type { CheckTexts } from '../text.ts';

export const rbacBindings: CheckTexts = {
  'rbac-cluster-admin': {
    title: 'cluster-admin granted',
    why: 'One stolen token gives away the whole cluster: cluster-admin can read every Secret, change every workload and grant itself anything.',
    action: 'Bind a role with only the rights that are needed, or list the subject in the parameter subjects',
    message: {
      cluster: '{kind} {name} grants cluster-admin to {holders}',
      namespace: '{kind} {name} grants every right in namespace {namespace} to {holders}',
    },
  },
  'rbac-anonymous': {
    title: 'Rights without credentials',
    why: 'Anyone who reaches the API server has the rights of system:anonymous and system:unauthenticated, without any credential.',
    action: 'Remove the subject from the binding',
    message: '{kind} {name} grants {role} to {subject}, that is, to anyone who reaches the API server',
  },
  'rbac-authenticated-group': {
    title: 'Rights for every authenticated account',
    why: 'Every pod gets these rights, because both system:authenticated and system:serviceaccounts include all service accounts; on some managed services, system:authenticated even includes every account of the provider.',
    action: 'Bind the role to the users or service accounts that need it',
    message: '{kind} {name} grants {role} to {subject}',
  },
  'rbac-system-masters': {
    title: 'Use of the group system:masters',
    why: 'Members of system:masters pass every authorization check: RBAC cannot take that away, and a certificate in the group stays valid until it expires.',
    action: 'Bind a group of your own to cluster-admin, so that the right can be withdrawn',
    message: {
      binding: '{kind} {name} binds the group system:masters, which can do everything no matter what RBAC says',
      request: '{kind} {name} requests a certificate in the group system:masters',
    },
  },
};
