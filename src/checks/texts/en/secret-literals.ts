import type { CheckTexts } from '../text.ts';

export const secretLiterals: CheckTexts = {
  'sec-env-literal': {
    title: 'Credential in an environment variable',
    why: 'Anyone who can read the workload, the history of its repository or the output of kubectl describe has the credential.',
    action: 'Move the value into a Secret, reference it, and replace the credential',
    message: 'Container {container} has a plain-text credential in {variable} ({credential})',
  },
  'sec-configmap': {
    title: 'Credential in a ConfigMap',
    why: 'More people and programs can read ConfigMaps than Secrets, and ConfigMaps are usually not encrypted at rest.',
    action: 'Move the value into a Secret, and replace the credential',
    message: 'ConfigMap {name} has a credential under {key} ({credential})',
  },
  'sec-args': {
    title: 'Credential in arguments or metadata',
    why: 'Arguments show up in the process list of the node and in every description of the pod; annotations and labels can be read by anyone who can list the object.',
    action: 'Pass the credential through a mounted Secret, and replace it',
    message: {
      argument: 'Container {container} has a credential in its command line ({credential})',
      annotations: '{kind} {name} has a credential in the annotation {key} ({credential})',
      labels: '{kind} {name} has a credential in the label {key} ({credential})',
    },
  },
};
