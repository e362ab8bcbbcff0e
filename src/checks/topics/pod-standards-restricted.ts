import { containerCheck, podCheck, type Rule } from '../check.ts';
import { ask, type Fix, remove, set } from '../fix.ts';
import { anyContainer, exemptSince, inUserNamespace, ofPodAndContainers, onWindows } from './pod-rules.ts';

const source = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted';
const profiles = ['security', 'pss-restricted'] as const;

// Upstream, some restricted checks take the place of a baseline check (capabilities, seccomp, hostPath, procMount). Here both are
// asked and `coveredBy` keeps one finding: the verdict is the same, because each of them refuses whatever baseline refuses. (The
// exempt Windows pods are no exception: the API server refuses them where they set capabilities or a seccomp profile.)

/** Volume types that the restricted level refuses; hostPath is one of them. */
const refusedVolumes = [
  ...['hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'gitRepo', 'nfs', 'iscsi', 'glusterfs', 'rbd'],
  ...['flexVolume', 'cinder', 'cephfs', 'flocker', 'fc', 'azureFile', 'vsphereVolume', 'quobyte', 'azureDisk'],
  ...['portworxVolume', 'photonPersistentDisk', 'scaleIO', 'storageos'],
];

/**
 * A volume that names its storage itself goes past the claim, the quota and the driver's own checks; a flexVolume runs a program
 * of the node as root.
 * Fields: volumes[*]. Allowed: configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret,
 * and a volume that names no source, which the API server makes an emptyDir.
 * Source: Pod Security Standards, restricted, "Volume Types".
 */
export const podVolumeTypes = podCheck({
  id: 'pod-volume-types',
  severity: 'medium',
  profiles,
  coveredBy: ['pod-hostpath', 'pod-hostpath-sensitive', 'pod-runtime-socket'],
  rules: refusedVolumes.map(
    (type): Rule => ({
      each: 'volumes',
      expression: `!has(item.${type})`,
      field: type,
      ...(type === 'flexVolume' && { message: 'flexVolume' }),
    }),
  ),
  source,
  standards: { pss: ['restricted/restrictedVolumes'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

const escalation = 'securityContext.allowPrivilegeEscalation';
const noEscalation = '!container.?securityContext.?allowPrivilegeEscalation.orValue(true)';
const privileged = 'container.?securityContext.?privileged.orValue(false)';
const withSysAdmin = "'CAP_SYS_ADMIN' in container.?securityContext.?capabilities.?add.orValue([])";

function escalationRule(applies: string, fix: Fix): readonly Rule[] {
  const rule: Rule = { expression: `!(${applies}) || ${noEscalation}`, field: escalation, since: '1.8', fix };
  return exemptSince('1.25', onWindows, rule);
}

/**
 * With privilege escalation a process can become more than it was started as, by any set-user-id program in the image.
 * Fields: securityContext.allowPrivilegeEscalation of every container. Allowed: false. From 1.25 Windows is exempt.
 * The API server refuses false together with privileged or CAP_SYS_ADMIN, so the fix takes these away, too.
 * Source: Pod Security Standards, restricted, "Privilege Escalation" (from 1.8).
 */
export const podAllowPrivilegeEscalation = containerCheck({
  id: 'pod-allow-privilege-escalation',
  severity: 'high',
  profiles,
  rules: [
    ...escalationRule(`!${privileged} && !(${withSysAdmin})`, set(escalation, false)),
    ...escalationRule(`${privileged} && !(${withSysAdmin})`, {
      edits: [...set(escalation, false).edits, ...remove('securityContext.privileged').edits],
    }),
    ...escalationRule(withSysAdmin, {
      edits: [
        ...set(escalation, false).edits,
        ...remove('securityContext.privileged').edits,
        { op: 'removeValue', path: 'securityContext.capabilities.add', value: 'CAP_SYS_ADMIN' },
      ],
      risky: true,
    }),
  ],
  source,
  standards: {
    pss: ['restricted/allowPrivilegeEscalation'],
    cis: ['5.2.6'],
    nsa: ['pod'],
    attack: ['T1068'],
    owasp: ['K01'],
  },
});

/**
 * A question that a pod's default or a container's own value answers. Where nobody answers, one finding at the pod, whose default
 * is then the fix; where some containers answer and the pod doesn't, a finding at each of the others.
 */
function answeredByDefault(field: string, answered: (securityContext: string) => string): readonly Rule[] {
  const pod = answered('podSpec.?securityContext');
  const any = anyContainer(answered('c.?securityContext'));
  return [
    { scope: 'pod', expression: `${pod} || ${any}`, field, message: 'nobody' },
    { expression: `${answered('container.?securityContext')} || ${pod} || !${any}`, field, message: 'unset' },
  ];
}

const nonRoot = 'securityContext.runAsNonRoot';
const setNonRoot = { ...set(nonRoot, true), risky: true };

/**
 * Root in a container is root to the kernel: every escape starts a step ahead, and files of the node belong to it.
 * Fields: securityContext.runAsNonRoot of the pod (the default) and of every container. Allowed: true at the container, or true
 * at the pod and nothing else at the container; false nowhere. From 1.35 anything in a user namespace.
 * Images that start as root stop starting, so the fix is not applied unasked.
 * Source: Pod Security Standards, restricted, "Running as Non-root".
 */
export const podRunAsNonRoot = containerCheck({
  id: 'pod-run-as-non-root',
  severity: 'high',
  profiles,
  rules: [
    ...ofPodAndContainers((securityContext) => ({
      expression: `${securityContext}.?runAsNonRoot.orValue(true)`,
      field: nonRoot,
    })),
    ...answeredByDefault(nonRoot, (securityContext) => `${securityContext}.?runAsNonRoot.hasValue()`),
  ].flatMap((rule) => exemptSince('1.35', inUserNamespace, { ...rule, fix: setNonRoot })),
  source,
  standards: { pss: ['restricted/runAsNonRoot'], cis: ['5.2.7'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

/**
 * User id 0 is root, whatever the image says.
 * Fields: securityContext.runAsUser of the pod and of every container. Allowed: absent, anything but 0; from 1.35 anything in a
 * user namespace.
 * Source: Pod Security Standards, restricted, "Running as Non-root user" (from 1.23).
 */
export const podRunAsUserZero = containerCheck({
  id: 'pod-run-as-user-zero',
  severity: 'high',
  profiles,
  rules: ofPodAndContainers((securityContext) => ({
    expression: `${securityContext}.?runAsUser.orValue(1) != 0`,
    field: 'securityContext.runAsUser',
    since: '1.23',
    fix: { ...set('securityContext.runAsUser', ask('runAsUser')), risky: true },
  })).flatMap((rule) => exemptSince('1.35', inUserNamespace, rule)),
  source,
  standards: { pss: ['restricted/runAsUser'], cis: ['5.2.7'], nsa: ['pod'], attack: ['T1611'], owasp: ['K01'] },
});

const seccomp = 'securityContext.seccompProfile';
const setRuntimeDefault = set(seccomp, { type: 'RuntimeDefault' });

/**
 * A pod that asks for no seccomp profile gets none, unless its node happens to be configured otherwise.
 * Fields: securityContext.seccompProfile.type of the pod (the default) and of every container. Allowed: RuntimeDefault, Localhost
 * at the container, or at the pod and nothing at the container. From 1.25 Windows is exempt.
 * Source: Pod Security Standards, restricted, "Seccomp" (from 1.19).
 */
export const podSeccompRequired = containerCheck({
  id: 'pod-seccomp-required',
  severity: 'medium',
  profiles,
  coveredBy: ['pod-seccomp-unconfined'],
  rules: [
    ...ofPodAndContainers((securityContext) => ({
      expression: `!${securityContext}.?seccompProfile.hasValue() || ${securityContext}.?seccompProfile.?type.orValue('') in ['RuntimeDefault', 'Localhost']`,
      field: `${seccomp}.type`,
    })),
    ...answeredByDefault(seccomp, (securityContext) => `${securityContext}.?seccompProfile.hasValue()`),
  ].flatMap((rule) => exemptSince('1.25', onWindows, { ...rule, since: '1.19', fix: setRuntimeDefault })),
  source,
  standards: {
    pss: ['restricted/seccompProfile_restricted'],
    cis: ['5.7.2'],
    nsa: ['pod'],
    attack: ['T1611'],
    owasp: ['K01'],
  },
});

const dropped = 'securityContext.capabilities.drop';

/**
 * A program that needs no part of root's power should have none: what isn't there can't be abused.
 * Fields: securityContext.capabilities of every container. Allowed: drop that names ALL (exactly so: in lower case it is another
 * word to the admission controller); add that names nothing but NET_BIND_SERVICE. From 1.25 Windows is exempt.
 * Images that start as root and step down by themselves need some of what is dropped, so the fix is not applied unasked.
 * Source: Pod Security Standards, restricted, "Capabilities" (from 1.22).
 */
export const podCapsRestricted = containerCheck({
  id: 'pod-caps-restricted',
  severity: 'medium',
  profiles,
  coveredBy: ['pod-caps-baseline', 'pod-cap-dangerous'],
  rules: [
    ...exemptSince('1.25', onWindows, {
      expression: "'ALL' in container.?securityContext.?capabilities.?drop.orValue([])",
      field: dropped,
      since: '1.22',
      fix: { ...set(dropped, ['ALL']), risky: true },
    }),
    ...exemptSince('1.25', onWindows, {
      each: 'securityContext.capabilities.add',
      expression: "item == 'NET_BIND_SERVICE'",
      field: '',
      since: '1.22',
      message: 'add',
      fix: { ...remove(''), risky: true },
    }),
  ],
  source,
  standards: {
    pss: ['restricted/capabilities_restricted'],
    cis: ['5.2.10'],
    nsa: ['pod'],
    attack: ['T1611'],
    owasp: ['K01'],
  },
});

export const podStandardsRestricted = [
  podVolumeTypes,
  podAllowPrivilegeEscalation,
  podRunAsNonRoot,
  podRunAsUserZero,
  podSeccompRequired,
  podCapsRestricted,
];
