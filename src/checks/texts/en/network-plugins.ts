import type { CheckTexts } from '../text.ts';

export const networkPlugins: CheckTexts = {
  'cni-supports-netpol': {
    title: 'Network plugin without NetworkPolicy',
    why: 'A network program that only forwards packets, or whose enforcement is off: the API server accepts NetworkPolicies, but nothing enforces them.',
    action: 'Switch its enforcement on, or use a network plugin that enforces NetworkPolicy',
    message: {
      container: 'Container {container} of {kind} {name} is {plugin}, and nothing in the input enforces NetworkPolicy',
      node: 'The network of {kind} {name} is that of {plugin}, and nothing in the input enforces NetworkPolicy',
    },
  },
  'net-policy-ignored': {
    title: 'Policy that nothing enforces',
    why: 'The API server stores policies of every kind that it knows; only a network program that knows the kind, too, enforces it. What this one says holds for nobody.',
    action: 'Switch enforcement on, write the policy as a kind that the network program enforces, or remove it',
    message: '{kind} {name} is not enforced: the network program is {plugin}',
  },
};
