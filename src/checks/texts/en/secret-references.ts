import type { CheckTexts } from '../text.ts';

export const secretReferences: CheckTexts = {
  'sec-dangling-ref': {
    title: 'Reference to a Secret or ConfigMap that does not exist',
    why: 'A pod whose Secret or ConfigMap, or a key of it, does not exist never starts.',
    action: 'Correct the name or key, add the object, or mark the reference optional',
    message: {
      object: '{kind} {name} refers to {target}, which is not in the input',
      key: '{kind} {name} refers to the key {key}, which {target} does not have',
    },
  },
};
