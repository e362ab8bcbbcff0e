import type { CheckTexts } from '../text.ts';

export const secretReferences: CheckTexts = {
  'sec-dangling-ref': {
    title: 'Missing Secret or ConfigMap',
    why: 'The pod never starts: it needs a Secret or ConfigMap, or a key in one, that does not exist.',
    action: 'Correct the name or key, add the object, or mark the reference as optional',
    message: {
      object: '{kind} {name} refers to {target}, which is not in the input',
      key: '{kind} {name} refers to key {key}, which {target} does not have',
    },
  },
};
