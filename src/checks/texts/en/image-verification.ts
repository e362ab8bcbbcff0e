import type { CheckTexts } from '../text.ts';

export const imageVerification: CheckTexts = {
  'img-signature': {
    title: 'Signature check that lets images in',
    why: 'A signature protects only where admission refuses what lacks it. A policy that merely reports, or that accepts any signer, lets every image in and looks like protection.',
    action: 'Enforce the policy and name who must have signed',
    message: {
      audit: '{kind} {name} checks image signatures but admits images without one',
      anyone: '{kind} {name} accepts images that anyone has signed',
    },
  },
};
