import type { CheckTexts } from '../text.ts';

export const namespaces: CheckTexts = {
  'ns-default': {
    title: 'Workload in the default namespace',
    why: 'Whatever has no namespace of its own shares default, with its quotas, network policies and ServiceAccount: a flaw in one workload reaches all the others. Every application should live in a namespace of its own.',
    action: 'Move the workload to a namespace of its own',
    message: '{kind} {name} is declared in the default namespace',
  },
  'ns-kube-system': {
    title: 'User workload in kube-system',
    why: 'Whoever works in kube-system can read credentials of the cluster itself, and most policies exempt it: it is a good place to hide. Only parts of Kubernetes belong there.',
    action: 'Move the workload to a namespace of its own, or name it in the parameter allow',
    message: '{kind} {name} runs in kube-system, but is not a known part of Kubernetes',
  },
  'ns-psa-labels': {
    title: 'Namespace without an enforced Pod Security level',
    why: 'Without an enforced level the API server admits privileged pods from anyone who may create pods in the namespace, and a privileged pod owns its node. The label pod-security.kubernetes.io/enforce should be baseline or restricted, at a pinned version.',
    action: 'Set the label pod-security.kubernetes.io/enforce to baseline or restricted',
    message: {
      none: 'Namespace {name} enforces no Pod Security level',
      unknown: 'Namespace {name} names the unknown Pod Security level {value}; the API server then enforces restricted',
      version:
        'Namespace {name} does not pin the version of its Pod Security level: an upgrade of the cluster may change what it admits',
    },
  },
  'ns-psa-exempt': {
    title: 'Namespace exempt from Pod Security',
    why: 'Pods of an exempt namespace may take over their node, so everyone who may create pods in it is an administrator in effect. Only namespaces of the system should be exempt.',
    action: 'Set the level to baseline, or name the namespace in the parameter allow',
    message: {
      label: 'Namespace {namespace} admits privileged pods',
      configuration: 'The PodSecurity configuration exempts namespace {namespace}',
    },
  },
};
