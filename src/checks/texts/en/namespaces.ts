import type { CheckTexts } from '../text.ts';

export const namespaces: CheckTexts = {
  'ns-default': {
    title: 'Workload in the default namespace',
    why: 'A flaw in one workload reaches all the others: everything in default shares its quotas, network policies and service account. Every application should have a namespace of its own.',
    action: 'Move the workload to a namespace of its own',
    message: '{kind} {name} is declared in the default namespace',
  },
  'ns-kube-system': {
    title: 'User workload in kube-system',
    why: 'Whoever can act in kube-system can read credentials of the cluster itself, and most policies exempt it, so it is a good place to hide. Only parts of Kubernetes belong there.',
    action: 'Move the workload to a namespace of its own, or list it in the parameter allow',
    message: '{kind} {name} runs in kube-system but is not a known part of Kubernetes',
  },
  'ns-psa-labels': {
    title: 'No Pod Security level enforced',
    why: 'Without an enforced level, the API server admits privileged pods from anyone who can create pods in the namespace, and a privileged pod controls its node. The label pod-security.kubernetes.io/enforce should be baseline or restricted, at a pinned version.',
    action: 'Set the label pod-security.kubernetes.io/enforce to baseline or restricted',
    message: {
      none: 'Namespace {name} enforces no Pod Security level',
      unknown:
        'Namespace {name} has the unknown Pod Security level {value}, for which the API server enforces restricted',
      version:
        'Namespace {name} does not pin the version of its Pod Security level: a cluster upgrade may change what it admits',
    },
  },
  'ns-psa-exempt': {
    title: 'Namespace exempt from Pod Security',
    why: 'Pods in an exempt namespace can take over their node, so everyone who can create pods there is in effect an administrator. Only system namespaces should be exempt.',
    action: 'Set the level to baseline, or list the namespace in the parameter allow',
    message: {
      label: 'Namespace {namespace} admits privileged pods',
      configuration: 'The PodSecurity configuration exempts namespace {namespace}',
    },
  },
};
