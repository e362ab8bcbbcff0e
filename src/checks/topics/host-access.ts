import { containerCheck, podCheck, type Rule } from '../check.ts';
import { remove, set } from '../fix.ts';
import { ofPodAndContainers, onWindows } from './pod-rules.ts';

const baseline = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline';
const profiles = ['security', 'pss-baseline', 'pss-restricted'] as const;

/**
 * A HostProcess container is no container: it runs on the Windows node itself, with the node's network and file system.
 * Fields: securityContext.windowsOptions.hostProcess of the pod and of every container. Allowed: absent, false.
 * Source: Pod Security Standards, baseline, "HostProcess".
 */
export const podHostProcess = containerCheck({
  id: 'pod-host-process',
  severity: 'high',
  profiles,
  rules: ofPodAndContainers((securityContext) => ({
    expression: `!${securityContext}.?windowsOptions.?hostProcess.orValue(false)`,
    field: 'securityContext.windowsOptions.hostProcess',
    fix: remove('securityContext.windowsOptions.hostProcess'),
  })),
  source: baseline,
  standards: { pss: ['baseline/windowsHostProcess'], cis: ['5.2.11'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

/**
 * A pod in a namespace of its node sees what belongs to others: every process with its environment and files (PID), shared
 * memory (IPC), every interface and the services that listen on localhost only (network).
 * Fields: hostNetwork, hostPID, hostIPC; one finding each. Allowed: absent, false.
 * Leaving the host's network changes the addresses that others know, so that fix is not applied unasked.
 * Source: Pod Security Standards, baseline, "Host Namespaces".
 */
export const podHostNamespaces = podCheck({
  id: 'pod-host-namespaces',
  severity: 'high',
  profiles,
  rules: [
    {
      expression: '!podSpec.?hostNetwork.orValue(false)',
      field: 'hostNetwork',
      message: 'network',
      fix: { ...remove('hostNetwork'), risky: true },
    },
    { expression: '!podSpec.?hostPID.orValue(false)', field: 'hostPID', message: 'pid', fix: remove('hostPID') },
    { expression: '!podSpec.?hostIPC.orValue(false)', field: 'hostIPC', message: 'ipc', fix: remove('hostIPC') },
  ],
  source: baseline,
  standards: {
    pss: ['baseline/hostNamespaces'],
    cis: ['5.2.3', '5.2.4', '5.2.5'],
    nsa: ['pod'],
    attack: ['T1611'],
    owasp: ['K01'],
  },
});

/**
 * A host port opens the container on the node's own addresses, past every Service and most NetworkPolicies.
 * Fields: ports[*].hostPort of every container. Allowed: absent, 0.
 * Source: Pod Security Standards, baseline, "Host Ports".
 */
export const podHostPorts = containerCheck({
  id: 'pod-host-ports',
  severity: 'medium',
  profiles,
  each: 'ports',
  expression: 'item.?hostPort.orValue(0) == 0',
  field: 'hostPort',
  fix: { ...remove('hostPort'), risky: true },
  source: baseline,
  standards: { pss: ['baseline/hostPorts'], cis: ['5.2.13'], nsa: ['net'], attack: ['T1133'], owasp: ['K06'] },
});

/** Fields of a container that hold a probe or a lifecycle handler. */
const handlers = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

function handlerRule(handler: string, action: string): Rule {
  const field = `${handler}.${action}.host`;
  return {
    expression: `container.?${field.replaceAll('.', '.?')}.orValue('') == ''`,
    field,
    since: '1.34',
    fix: { ...remove(field), risky: true },
  };
}

/**
 * The kubelet sends probes and lifecycle requests from the node: with a host of its own choice a pod makes the node talk to
 * any address that the node can reach.
 * Fields: httpGet.host and tcpSocket.host of every probe and lifecycle handler. Allowed: absent, empty.
 * A program that listens on 127.0.0.1 only fails its probe without the host, so the fix is not applied unasked.
 * Source: Pod Security Standards, baseline, "Host Probes / Lifecycle Hooks" (from 1.34).
 */
export const podHostProbes = containerCheck({
  id: 'pod-host-probes',
  severity: 'medium',
  profiles,
  rules: handlers.flatMap((handler) => [handlerRule(handler, 'httpGet'), handlerRule(handler, 'tcpSocket')]),
  source: baseline,
  standards: { pss: ['baseline/hostProbesAndHostLifecycle'], nsa: ['net'], attack: ['T1046'], owasp: ['K01'] },
});

/**
 * Host aliases redirect names inside the pod without anybody who runs DNS knowing.
 * Fields: hostAliases. Allowed: absent, empty.
 * Source: hostAliases in the API reference of Pod; kubesec and Trivy ask the same.
 */
export const podHostAliases = podCheck({
  id: 'pod-host-aliases',
  severity: 'low',
  expression: 'podSpec.?hostAliases.orValue([]).size() == 0',
  field: 'hostAliases',
  fix: { ...remove('hostAliases'), risky: true },
  source: 'https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/',
  standards: { owasp: ['K01'] },
});

/**
 * In a user namespace root of the container is an ordinary user of the node, so most escapes end there.
 * Advice: asked in no profile but `all` and `nsa`. Fields: hostUsers. Allowed: false.
 * Not asked of pods for which the API refuses it: those in a namespace of the host, and Windows.
 * Source: Kubernetes documentation, "User Namespaces" (stable in 1.36).
 */
export const podHostUsers = podCheck({
  id: 'pod-host-users',
  severity: 'low',
  profiles: [],
  expression: `!podSpec.?hostUsers.orValue(true) || podSpec.?hostNetwork.orValue(false) || podSpec.?hostPID.orValue(false) || podSpec.?hostIPC.orValue(false) || ${onWindows}`,
  field: 'hostUsers',
  fix: { ...set('hostUsers', false), risky: true },
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
  standards: { nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

export const hostAccess = [
  podHostProcess,
  podHostNamespaces,
  podHostPorts,
  podHostProbes,
  podHostAliases,
  podHostUsers,
];
