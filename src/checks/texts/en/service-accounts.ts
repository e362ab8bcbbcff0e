import type { CheckTexts } from '../text.ts';

export const serviceAccounts: CheckTexts = {
  'sa-automount': {
    title: 'API token mounted without need',
    why: 'Whoever gets into the container finds a token for the API server. Nothing in this input gives its account any right, so the pod does not seem to need it.',
    action: 'Set automountServiceAccountToken: false',
    message: 'The pod mounts a token of service account {account}, which no binding of this input names',
  },
  'sa-default-used': {
    title: 'Default service account',
    why: 'Every pod of the namespace that names no account shares the default one: a right given to one of them is a right of all.',
    action: 'Create a service account for this workload, or set automountServiceAccountToken: false',
    message: '{kind} {name} runs as the default service account of its namespace',
  },
  'sa-default-bound': {
    title: 'Rights for the default service account',
    why: 'Rights of the default account are rights of every pod in its namespace that names no other account, those of later installations included.',
    action: 'Create a service account for the workload and bind that one',
    message: '{name} gives {role} to the default service account of namespace {namespace}',
  },
  'sa-missing': {
    title: 'Service account does not exist or is named by the old field',
    why: 'Pods whose service account does not exist are never created. serviceAccount is the deprecated name of serviceAccountName.',
    action: 'Create the service account, or name it in serviceAccountName',
    message: {
      missing: 'Service account {account} is not in this input',
      deprecated: 'Service account {account} is named by the deprecated field serviceAccount',
    },
  },
  'sa-cloud-identity': {
    title: 'Cloud identity is not the pod’s own',
    why: 'A pod without a working identity of its own falls back to that of its node, which every pod there shares and which often may do much more.',
    action: 'Correct the annotation, and use the cloud’s workload identity instead of a proxy on the node',
    message: {
      malformed: 'Annotation {key} of service account {name} does not have the form that the cloud expects',
      unused: 'The pod lacks the label {key}: "true", so the identity of service account {account} is not given to it',
      proxy: '{key} takes credentials from a proxy on the node, which other pods of the node can ask, too',
    },
  },
};
