import type { CheckTexts } from '../text.ts';

const message = {
  object: '{text}',
  report: '{about}: {text}',
  'left-out':
    'Results of the tool that are not shown, because its report lists no more, or too many, or can’t be read: {count}',
};

export const otherTools: CheckTexts = {
  'tool-policy-report': {
    title: 'Found by another tool: policy report',
    why: 'Another tool checks this cluster and says so in its report. Its rules are its own; here its findings stand beside the others, with the same risk and the same exceptions.',
    action: 'Follow what the tool’s rule asks for',
    message,
  },
  'tool-trivy': {
    title: 'Found by Trivy',
    why: 'The Trivy operator scans this cluster and keeps its results in reports of its own. Here they stand beside the other findings.',
    action: 'Follow what Trivy’s check asks for; for vulnerabilities, move to an image that has the fixed packages',
    message,
  },
  'tool-gatekeeper': {
    title: 'Found by Gatekeeper',
    why: 'Gatekeeper’s audit found objects that its constraint would refuse today.',
    action: 'Change the object as the constraint asks',
    message,
  },
};
