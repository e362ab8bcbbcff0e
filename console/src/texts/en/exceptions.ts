import type { Format } from '../format.ts';

export const exceptions = {
  title: 'Exceptions',
  what: 'Decisions to live with something: why, who answers for it, and until when.',
  failed: 'The exceptions could not be loaded.',
  search: 'Search check, resource, reason, owner',
  statusLabel: 'Status',
  everything: 'All',
  status: { active: 'Active', expired: 'Expired', unmatched: 'Unmatched' },
  statusIs: {
    active: 'It covers findings now.',
    expired: 'Its last day is over: what it covered is open again.',
    unmatched: 'It covers nothing at present: what it was for may be mended, renamed or gone.',
  },
  statusTab: (format: Format, name: string, count: number | undefined) =>
    count === undefined ? name : `${name} ${format.number(count)}`,
  columns: {
    status: 'Status',
    check: 'Check',
    where: 'Where',
    reason: 'Reason',
    owner: 'Owner',
    until: 'Until',
    from: 'Made',
    findings: 'Findings',
  },
  everywhere: 'Every resource',
  oneFinding: 'One finding',
  onObject: 'On the object itself',
  moreGlobs: (format: Format, count: number) => `+${format.number(count)}`,
  noEnd: 'no end',
  from: { user: 'here', settings: 'settings file', annotation: 'annotation', object: 'object' },
  fromIs: {
    user: 'Made in Breakwater.',
    settings: 'From the settings file: it is changed and ended there.',
    annotation: 'From an annotation of the object: it is changed and ended there.',
    object: 'From a SecurityException of the cluster: policies keep to it, too.',
  },
  detail: 'Exception',
  gone: 'This exception is not there any more.',
  resources: 'Resources',
  container: 'Container',
  madeBy: (by: string) => `Made by ${by}`,
  covers: (format: Format, count: number) =>
    count === 0 ? 'Covers no finding now.' : `Covers ${format.counted(count, 'finding', 'findings')} now.`,
  showAccepted: 'Show accepted findings of this check',
  showFinding: 'Show the finding',
  end: 'End exception…',
  endTitle: 'End this exception?',
  endWhat: (format: Format, count: number) =>
    count === 0
      ? 'It covers nothing now. It is removed.'
      : `${format.counted(count, 'finding', 'findings')} will be open again.`,
  removeWhat: (format: Format, name: string, checks: readonly string[]) =>
    `The SecurityException ${name} is deleted in the cluster. ${
      checks.length > 1 ? `With it goes all that it excepts from: ${format.all(checks)}. ` : ''
    }What it covers is open again, and policies that refuse it do so from then on.`,
  writing: {
    recording: 'This is a recording: nothing can be written to it.',
    'not-installed':
      'The cluster does not have Breakwater’s kinds yet: “breakwater policies crds” prints them. The file can be committed already.',
    'not-permitted':
      'You may not have this written: an administrator can grant “create securityexceptions.breakwater.dev”.',
    'server-may-not':
      'Breakwater itself may not write this to the cluster: deploy/rbac/console.yaml has the rights that it needs.',
    unanswered: 'The API server did not say whether this may be written. Try again, or take the file.',
  } as Readonly<Record<string, string>>,
  endNow: 'End it',
  endFailed: 'It was not ended.',
  ended: 'The exception has ended.',
  objectName: 'SecurityException',
  wayLabel: 'Keep it',
  ways: { user: 'In Breakwater', object: 'In the cluster', file: 'As a file' },
  wayIs: {
    user: 'Breakwater keeps it. What it finds is accepted; policies go on refusing.',
    object:
      'Written as a SecurityException: policies let it in, too, and everybody with access to the cluster sees it.',
    file: 'A SecurityException to commit, or an entry of the settings file.',
  },
  showFile: 'Show the file',
  asObject: 'SecurityException',
  asSettings: 'The same in .breakwater.yaml',
  draftFailed: 'It can’t be written so.',
  written: (name: string) => `The SecurityException ${name} was written.`,
  writeNow: 'Write exception',
  make: 'New exception',
  makeTitle: 'New exception',
  makeWhat:
    'Findings of this check on these resources no longer count as open, those of tomorrow included. Keep it narrow.',
  check: 'Check',
  checkExample: 'pod-privileged',
  checkWhat: 'By its id; typing offers those that fit.',
  checkUnknown: 'There is no such check.',
  globs: 'Resources, one a line',
  globsExample: 'Deployment/shop/web\nDaemonSet/kube-system/*',
  globsWhat: 'Kind/namespace/name, or Kind/name for what is in no namespace; * stands for any text.',
  globsEverywhere: 'Without any line it holds for every resource of the cluster.',
  globWrong: (glob: string) => `“${glob}” is not Kind/namespace/name or Kind/name.`,
  containerWhat: 'Only this container of the pods; empty for all.',
  reason: 'Reason',
  owner: 'Owner',
  ownerWhat: 'Who answers for it; a person or a team.',
  makeNow: 'Make exception',
  makeFailed: 'It was not made.',
  made: (format: Format, count: number) =>
    `The exception was made. ${count === 0 ? 'What it covers shows in a moment.' : `It covers ${format.counted(count, 'finding', 'findings')}.`}`,
  noneFit: 'No exception fits',
  noneFitWhat: 'None with this status has these words.',
  showAll: 'Show all exceptions',
  none: 'No exceptions',
  noneWhat: 'Nothing is excepted. Accept a single finding on its page, or make an exception for a check on resources.',
};
