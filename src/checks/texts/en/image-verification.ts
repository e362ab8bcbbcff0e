import type { CheckTexts } from '../text.ts';

export const imageVerification: CheckTexts = {
  'img-signature': {
    title: 'Signature check that lets all images in',
    why: 'A policy that only reports, or that accepts any signer, lets every image in and still looks like protection. Signatures protect only where admission refuses images without a trusted one.',
    action: 'Enforce the policy, and name the signers it trusts',
    message: {
      audit: '{kind} {name} checks image signatures but admits images without one',
      anyone: '{kind} {name} accepts images that anyone has signed',
    },
  },
};
