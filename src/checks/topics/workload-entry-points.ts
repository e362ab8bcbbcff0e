import { containerCheck, podCheck, type Rule } from '../check.ts';
import { remove } from '../fix.ts';
import { celList } from './pod-rules.ts';

/** Whether a word of a command line runs a program: alone, with a path before it, or inside a line for a shell. */
function runs(word: string, programs: string): string {
  return `${word}.matches(r'(^|[/;&|(\`[:space:]])(${programs})($|[;&|)\`[:space:]])')`;
}

const sshPort = "p.?containerPort.orValue(0) == 22 && p.?protocol.orValue('TCP') == 'TCP'";

/**
 * A shell server in a container is a way in that Kubernetes' own access control and audit log know nothing of.
 * Fields: ports[*] of every container (TCP 22); command and args that run sshd, where the port doesn't say it already.
 * Source: Kubescape (C-0042), kube-linter (ssh-port); ATT&CK for Containers, External Remote Services.
 */
export const podSshd = containerCheck({
  id: 'pod-sshd',
  severity: 'medium',
  rules: [
    { each: 'ports', expression: `!(${sshPort.replaceAll('p.?', 'item.?')})`, field: 'containerPort' },
    ...['command', 'args'].map(
      (list): Rule => ({
        each: list,
        expression: `!${runs('item', 'sshd')} || container.?ports.orValue([]).exists(p, ${sshPort})`,
        field: '',
        message: 'command',
      }),
    ),
  ],
  source: 'https://attack.mitre.org/techniques/T1133/',
  standards: { nsa: ['pod'], attack: ['T1133'], owasp: ['K06'] },
});

/**
 * A start command that uses sudo needs an image in which anybody who gets in can become root the same way.
 * Fields: command and args of every container. Allowed: anything that doesn't run sudo.
 * Source: Kubescape (C-0062).
 */
export const podSudoEntrypoint = containerCheck({
  id: 'pod-sudo-entrypoint',
  severity: 'medium',
  rules: ['command', 'args'].map((list): Rule => ({ each: list, expression: `!${runs('item', 'sudo')}`, field: '' })),
  source: 'https://attack.mitre.org/techniques/T1068/',
  standards: { nsa: ['pod'], attack: ['T1068'], owasp: ['K01'] },
});

const closeTerminal = {
  edits: ['tty', 'stdin', 'stdinOnce'].flatMap((field) => remove(field).edits),
  risky: true,
};

/**
 * A terminal or an open standard input makes a container something to attach to and type in, out of sight of the exec rules.
 * Fields: tty, stdin of init and regular containers; ephemeral ones are there to be typed in. Allowed: absent, false.
 * A shell as the main program ends without them, so the fix is not applied unasked.
 * Source: Gatekeeper library (disallow interactive).
 */
export const podInteractiveTty = containerCheck({
  id: 'pod-interactive-tty',
  severity: 'low',
  containerTypes: ['init', 'regular'],
  rules: [
    { expression: '!container.?tty.orValue(false)', field: 'tty', fix: closeTerminal },
    {
      expression: '!container.?stdin.orValue(false) || container.?tty.orValue(false)',
      field: 'stdin',
      message: 'stdin',
      fix: closeTerminal,
    },
  ],
  source: 'https://attack.mitre.org/techniques/T1609/',
  standards: { attack: ['T1609'], owasp: ['K01'] },
});

const tools = 'jcmd|jps|jstack|jmap|ps|pgrep|pidof|top|ls|netstat|ss|lsof';
const shells = '^(.*/)?(sh|bash|ash|dash|busybox)$';

function probeRule(probe: string): Rule {
  const command = `container.?${probe}.?exec.?command.orValue([])`;
  const direct = `${command}[0].matches(r'^(.*/)?(${tools})$')`;
  const inShell = `${command}[0].matches(r'${shells}') && ${command}.exists(word, ${runs('word', tools)})`;
  return { expression: `${command}.size() == 0 || !(${direct} || (${inShell}))`, field: `${probe}.exec.command` };
}

/**
 * A probe that looks for a process or a file says that the program is there, not that it works; jcmd and its like start another
 * Java machine every few seconds, and the tools serve whoever gets in as well.
 * Asked in `reliability`. Fields: exec.command of every probe of every container. Allowed: anything but the tools above, run by
 * themselves or by a shell.
 * Source: Kyverno policies ("disallow exec probes" with jcmd, ps, ls).
 */
export const podExecProbeCommands = containerCheck({
  id: 'pod-exec-probe-commands',
  severity: 'low',
  profiles: ['reliability'],
  rules: ['livenessProbe', 'readinessProbe', 'startupProbe'].map(probeRule),
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  standards: { attack: ['T1609'], owasp: ['K01'] },
});

const gitProgram = ['GITSYNC_GIT', 'GIT_SYNC_GIT'];
const gitHooks = ['GITSYNC_EXECHOOK_COMMAND', 'GIT_SYNC_EXECHOOK_COMMAND', 'GIT_SYNC_HOOK_COMMAND'];

/**
 * git-sync runs the program that these settings name: who may change them runs code as git-sync does, often with write access
 * to what is served and with the pod's token.
 * Fields: env and args of every container. Allowed: no GITSYNC_GIT and no --git (the image's own git is used); hook commands
 * written in the manifest, not taken from a ConfigMap or elsewhere.
 * Source: Akamai, "git-sync command injection" (DEF CON 32, 2024); Checkov (CKV_K8S_159).
 */
export const podGitSyncInjection = containerCheck({
  id: 'pod-git-sync-injection',
  severity: 'medium',
  rules: [
    { each: 'env', expression: `!(item.?name.orValue('') in ${celList(gitProgram)})`, field: '', fix: remove('') },
    {
      each: 'args',
      expression: "!item.matches('^--?git(=|$)') || !container.?image.orValue('').contains('git-sync')",
      field: '',
      message: 'argument',
    },
    {
      each: 'env',
      expression: `!(item.?name.orValue('') in ${celList(gitHooks)}) || !has(item.valueFrom)`,
      field: 'valueFrom',
      message: 'hook',
    },
  ],
  source: 'https://www.akamai.com/blog/security-research/2024-august-kubernetes-gitsync-command-injection-defcon',
  standards: { attack: ['T1609'], owasp: ['K01'] },
});

const controlPlaneLabels = celList(['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']);
const expected = "object.?metadata.?namespace.orValue('') in params.namespaces";
const terms = 'podSpec.?affinity.?nodeAffinity.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms';

/**
 * A pod beside the API server and etcd is one escape away from every secret of the cluster.
 * Fields: tolerations of the control plane's taint (or of every taint), nodeSelector and required node affinity that choose its
 * nodes. Expected, and not reported: the namespaces of the parameter, and DaemonSets that only tolerate the taint, because agents
 * run on every node. A `nodeName` can't be judged: names say nothing about roles.
 * Source: Kubernetes documentation, "Well-Known Labels, Annotations and Taints"; Kyverno (restrict control plane scheduling).
 */
export const podControlPlaneScheduling = podCheck({
  id: 'pod-control-plane-scheduling',
  severity: 'medium',
  parameters: {
    namespaces: { default: ['kube-system'], description: 'Namespaces whose pods may run on control-plane nodes' },
  },
  rules: [
    {
      each: 'tolerations',
      expression: `${expected} || object.kind == 'DaemonSet' || !(item.?effect.orValue('') in ['', 'NoSchedule']) || !(item.?key.orValue('') in ${controlPlaneLabels} || (item.?key.orValue('') == '' && item.?operator.orValue('Equal') == 'Exists'))`,
      field: '',
      fix: { ...remove(''), risky: true },
    },
    {
      expression: `${expected} || !podSpec.?nodeSelector.orValue({}).exists(label, label in ${controlPlaneLabels})`,
      field: 'nodeSelector',
      message: 'selects',
    },
    {
      expression: `${expected} || !${terms}.orValue([]).exists(t, t.?matchExpressions.orValue([]).exists(e, e.?key.orValue('') in ${controlPlaneLabels} && e.?operator.orValue('') in ['Exists', 'In']))`,
      field: 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution',
      message: 'selects',
    },
  ],
  source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint',
  standards: { nsa: ['net'], attack: ['T1610'], owasp: ['K01'] },
});

export const workloadEntryPoints = [
  podSshd,
  podSudoEntrypoint,
  podInteractiveTty,
  podExecProbeCommands,
  podGitSyncInjection,
  podControlPlaneScheduling,
];
