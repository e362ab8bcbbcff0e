import type { CheckTexts } from '../text.ts';

export const serviceAccounts: CheckTexts = {
  'sa-automount': {
    title: 'API token mounted needlessly',
    why: 'Whoever gets into the container finds a token for the API server. Nothing in the input grants its service account any right, so the pod does not seem to need it.',
    action: 'Set automountServiceAccountToken: false',
    message: 'The pod mounts a token of service account {account}, to which the input grants no rights',
  },
  'sa-default-used': {
    title: 'Default service account used',
    why: 'A right granted to one pod is a right of all: every pod of the namespace that names no service account shares the default one.',
    action: 'Create a service account for this workload, or set automountServiceAccountToken: false',
    message: '{kind} {name} runs as the default service account of its namespace',
  },
  'sa-default-bound': {
    title: 'Rights for the default service account',
    why: 'Every pod in the namespace that names no other service account has these rights, including pods that are installed later.',
    action: 'Create a service account for the workload, and bind the role to that one',
    message: '{kind} {name} grants {role} to the default service account of namespace {namespace}',
  },
  'sa-missing': {
    title: 'Service account missing or in the old field',
    why: 'Pods whose service account does not exist are never created. The field serviceAccount is the deprecated name of serviceAccountName.',
    action: 'Create the service account, or use serviceAccountName',
    message: {
      missing: 'Service account {account} is not in the input',
      deprecated: 'Service account {account} is named in the deprecated field serviceAccount',
    },
  },
  'sa-cloud-identity': {
    title: 'Pod without a cloud identity of its own',
    why: 'A pod without a working identity of its own falls back to that of its node, which every pod there shares and which often has far more rights.',
    action: 'Correct the annotation, and use the cloud’s workload identity instead of a proxy on the node',
    message: {
      malformed: 'Annotation {key} of service account {name} does not have the format that the cloud expects',
      unused: 'The pod lacks the label {key}: "true", so it does not get the identity of service account {account}',
      proxy: '{key} gets credentials from a proxy on the node, which other pods on the node can also use',
    },
  },
};
