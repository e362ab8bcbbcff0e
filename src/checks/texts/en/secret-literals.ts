import type { CheckTexts } from '../text.ts';

export const secretLiterals: CheckTexts = {
  'sec-env-literal': {
    title: 'Credential in an environment variable',
    why: 'Whoever can read the workload, the history of its repository or the output of kubectl describe has the credential.',
    action: 'Move the value into a Secret, refer to it, and change the credential',
    message: 'Container {container} has a credential written out in {variable} ({credential})',
  },
  'sec-configmap': {
    title: 'Credential in a ConfigMap',
    why: 'ConfigMaps are read by more people and programs than Secrets, and are not encrypted at rest.',
    action: 'Move the value into a Secret, and change the credential',
    message: 'ConfigMap {name} has a credential under {key} ({credential})',
  },
  'sec-args': {
    title: 'Credential in arguments or metadata',
    why: 'Arguments show in the process list of the node and in every description of the pod; annotations and labels are read by everyone who may list the object.',
    action: 'Pass the credential through a mounted Secret, and change it',
    message: {
      argument: 'Container {container} has a credential in its command line ({credential})',
      annotations: '{kind} {name} has a credential in the annotation {key} ({credential})',
      labels: '{kind} {name} has a credential in the label {key} ({credential})',
    },
  },
};
