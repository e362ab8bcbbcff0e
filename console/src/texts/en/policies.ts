import type { Format } from '../format.ts';

type Rung = 'Off' | 'Audit' | 'Warn' | 'Deny';

/** What happens on a rung to what fails. */
const done: Readonly<Record<Rung, string>> = {
  Off: 'pass unseen',
  Audit: 'be noted in the audit log',
  Warn: 'be let in with a warning',
  Deny: 'be refused',
};

/** The same of requests. */
const happens: Readonly<Record<Rung, string>> = {
  Off: 'pass unseen',
  Audit: 'are noted in the audit log',
  Warn: 'are let in with a warning',
  Deny: 'are refused',
};

export const policies = {
  title: 'Policies',
  tabsLabel: 'Parts of policies',
  tabs: { policies: 'Policies', requests: 'Refused requests', 'pod-security': 'Pod Security' },
  failed: 'The policies could not be loaded.',
  summary: (format: Format, counts: Readonly<Record<Rung, number>>) => {
    const total = counts.Off + counts.Audit + counts.Warn + counts.Deny;
    if (total === 0) return 'No policy is set.';
    const parts = [
      counts.Deny > 0 ? `${format.number(counts.Deny)} ${format.plural(counts.Deny, 'refuses', 'refuse')}` : '',
      counts.Warn > 0 ? `${format.number(counts.Warn)} ${format.plural(counts.Warn, 'warns', 'warn')}` : '',
      counts.Audit > 0
        ? `${format.number(counts.Audit)} ${format.plural(counts.Audit, 'only notes', 'only note')}`
        : '',
      counts.Off > 0 ? `${format.number(counts.Off)} ${format.plural(counts.Off, 'is off', 'are off')}` : '',
    ].filter((part) => part !== '');
    const refuses = counts.Deny === 0 ? ' Nothing is refused yet.' : '';
    return `Of ${format.counted(total, 'policy', 'policies')}, ${format.all(parts)}.${refuses}`;
  },
  make: 'New policy',
  rungs: { Off: 'Off', Audit: 'Audit', Warn: 'Warn', Deny: 'Deny' } as Readonly<Record<Rung, string>>,
  rungIs: {
    Off: 'nothing is asked',
    Audit: 'noted in the audit log',
    Warn: 'users are warned',
    Deny: 'refused',
  } as Readonly<Record<Rung, string>>,
  ladder: (name: string) => `Ladder of ${name}`,
  ladderTitle: 'Ladder',
  standsOn: (rung: string) => `stands on ${rung}`,
  inForce: 'in force',
  asked: 'asked for',
  columns: { name: 'Policy', ladder: 'Stands on', scope: 'Holds in', next: 'Next step' },
  checks: (format: Format, profile: string | null, checks: number) =>
    profile === null
      ? format.counted(checks, 'check', 'checks')
      : `${profile}, ${format.counted(checks, 'check', 'checks')}`,
  namespaces: (format: Format, count: number) => format.counted(count, 'namespace', 'namespaces'),
  allBut: (names: string) => `all but ${names}`,
  everywhere: 'all but Kubernetes’ own',
  where: (selector: string) => `with ${selector}`,
  top: 'On the top rung.',
  nextStep: (rung: string) => `${rung}:`,
  /** Said of what the next step would do. */
  would: (format: Format, rung: Rung, objects: number) =>
    objects === 0 ? nothingMet(rung) : `${format.counted(objects, 'object', 'objects')} would ${done[rung]}.`,
  atLeast: 'At least: not everything could be judged.',
  wouldRequests: (format: Format, days: number, asked: number, failed: number) =>
    asked === 0
      ? `It was asked of no request in the last ${format.number(days)} days.`
      : failed === 0
        ? `None of ${format.counted(asked, 'request', 'requests')} of the last ${format.number(days)} days failed it.`
        : `${format.number(failed)} of ${format.counted(asked, 'request', 'requests')} of the last ${format.number(days)} days failed it.`,
  noRequests: 'No requests are recorded.',
  unusable: 'This policy can’t be used:',
  mistakes: 'Not everything in this policy can be used:',
  none: 'No policies yet',
  noneWhat:
    'A policy begins by looking only: on “Audit” nothing is refused, and you see what it would refuse before you go on.',
  notSeen: 'Policies can’t be seen in this cluster: the server may not list them.',
  controlFailed: 'It could not be found out whether a controller runs.',
  controlled: {
    here: 'Put into force by this server.',
    elsewhere: 'Put into force by a controller that runs elsewhere.',
  },
  tookOver: 'Took over:',
  lastSeen: 'Last seen:',
  controlDoubts: {
    nobody:
      'No controller runs: what is in force stays, but changes of policies are not put into force, and exceptions don’t end. Start one with “breakwater server --control”.',
    silent:
      'The controller gives no sign of life: what is in force stays, but changes of policies are not put into force, and exceptions don’t end.',
    unknown: 'It is not known whether a controller runs.',
    recording: 'A recording doesn’t say whether a controller puts these policies into force.',
    'no-definitions':
      'The definitions of SecurityPolicy and SecurityException are not in the cluster: the controller leaves everything in force as it is. “breakwater policies crds” prints them.',
    failing: 'The controller can’t bring the cluster to what the policies say, and tries again.',
    waiting: 'The controller waits for something that it has to know.',
    'in-force': '',
    elsewhere: '',
    here: '',
  },
  left: 'Left alone by the controller',
  leftWhy: {
    'definition-gone':
      'The policy went together with the definition of its kind, so nobody is known to have decided against it. Make it again, or remove them by hand (docs/policies.md).',
    'no-controller': 'The policy is gone, and no controller runs that would remove them.',
    'not-ready': 'Not all of it is in force.',
  },
  leftObjects: (format: Format, objects: number) =>
    `${format.counted(objects, 'object', 'objects')} of it ${format.plural(objects, 'stays', 'stay')} in force.`,
  native: 'Other policies of the API server',
  nativeWhat:
    'ValidatingAdmissionPolicies that no policy above made: exported by hand, from Git, or of other programs. Breakwater leaves them alone.',
  nativeNone: 'There are none.',
  nativeHidden: 'They are not shown: you, or the server, may not see them.',
  nativeColumns: { name: 'Name', action: 'Does', bindings: 'Bindings', fail: 'If it can’t answer', by: 'Managed by' },
  failurePolicies: { Fail: 'refuse', Ignore: 'let in' } as Readonly<Record<string, string>>,
  writing: {
    recording:
      'This is a recording: nothing can be written to it. Take the file, and apply it to the cluster or commit it.',
    'not-installed':
      'The cluster does not have Breakwater’s kinds yet: “breakwater policies crds” prints them. The file can be committed already.',
    'not-permitted':
      'You may not have this written: an administrator can grant “update securitypolicies.breakwater.dev”.',
    'server-may-not':
      'Breakwater itself may not write this to the cluster: deploy/rbac/console.yaml has the rights that it needs. Or take the file.',
    unanswered: 'The API server did not say whether this may be written. Try again, or take the file.',
  } as Readonly<Record<string, string>>,

  all: 'All policies',
  gone: 'There is no such policy.',
  detailFailed: 'The policy could not be loaded.',
  stepTitle: (rung: string) => `What ${rung} would do`,
  stepNow: (rung: string) => `What ${rung} does`,
  take: (rung: string) => `Go to ${rung}…`,
  byItself: (format: Format, rung: string, days: number) =>
    `Goes up to ${rung} by itself, a step each time that nothing would have been refused for ${format.counted(days, 'day', 'days')}.`,
  cleanSince: 'Nothing would have been refused since',
  managedBy: (manager: string) =>
    `Managed by ${manager}: make the change there, or it will be undone at the next rollout.`,
  predictionFailed: 'The prediction could not be made.',
  predictionNone: (format: Format, asked: number) =>
    `All of ${format.counted(asked, 'object', 'objects')} in scope pass: no workload that runs now would be met.`,
  prediction: (format: Format, rung: Rung, refused: number, asked: number) =>
    `${format.number(refused)} of ${format.counted(asked, 'object', 'objects')} in scope would ${done[rung]}, ${format.plural(refused, 'were it written again as it is', 'were they written again as they are')}.`,
  excepted: (format: Format, count: number) =>
    `${format.counted(count, 'object', 'objects')} more ${format.plural(count, 'is', 'are')} let in by an exception.`,
  unanswered: (format: Format, count: number, closed: boolean) =>
    `${format.counted(count, 'object', 'objects')} could not be judged${closed ? '; on Deny they would be refused, since the policy fails closed' : ''}.`,
  unseen: (kinds: string) => `Can’t be seen, so not counted: ${kinds}.`,
  unplaced: (names: string) => `It is not known whether the policy holds in ${names}: nothing of them is counted.`,
  runs: 'What runs goes on running: a policy is asked when something is made or changed.',
  asOf: 'As of',
  search: 'Search name, namespace, team, check',
  anyNamespace: 'All namespaces',
  anyCheck: 'All checks',
  anyTeam: 'no team',
  withCount: (format: Format, name: string, count: number) => `${name} (${format.number(count)})`,
  noNamespace: 'no namespace',
  inNamespaces: 'Namespace',
  predictedColumns: { object: 'Object', owner: 'Whose', why: 'Why', fix: 'What to do' },
  ofWorkload: (kind: string, name: string) => `of ${kind} ${name}`,
  team: (name: string) => `team ${name}`,
  noOwner: 'not said',
  fix: 'See the fix',
  seeCheck: 'About this check',
  more: (format: Format, shown: number, total: number) => `${format.number(shown)} of ${format.number(total)} shown`,
  others: (format: Format, count: number) => `${format.number(count)} more`,
  showMore: 'Show more',
  sentence: (text: string) => `${text.replace(/[.]$/, '')}. `,
  nothingRecorded: 'No requests are recorded',
  noneFit: 'Nothing fits these words.',
  requests: 'Requests',
  requestsFailed: 'The requests could not be loaded.',
  requestsWhat: (format: Format, rung: Rung, since: string, asked: number, failed: number) =>
    asked === 0
      ? `No request that it is about has come since ${since}: what it would refuse is not known yet.`
      : failed === 0
        ? `None of ${format.counted(asked, 'request', 'requests')} since ${since} failed it.`
        : `${format.number(failed)} of ${format.counted(asked, 'request', 'requests')} since ${since} failed it: on ${rung} such requests ${happens[rung]}.`,
  requestCount: (format: Format, requests: number) => format.counted(requests, 'request', 'requests'),
  requestsThen:
    'Counted as they were judged when they came: exceptions and changes of the policy since then are not in it.',
  requestsSampled: (format: Format, samples: number) =>
    `Who asked, and for what, is kept of a sample: the latest ${format.number(samples)}.`,
  requestsUnrecorded:
    'On Deny the API server refuses by itself, before Breakwater’s webhook is asked: whom it refuses stands in the API server’s audit log, and is not counted here.',
  requestsLater:
    'Recent requests can’t be looked at for a policy that is not there yet. Once it is, on “Off” and “Audit” too, Breakwater’s webhook counts what it would refuse, and of whom.',
  latest: 'The latest',
  whatRuns: 'What runs now',
  requestErrors: (format: Format, count: number) => `${format.counted(count, 'request', 'requests')} had no answer.`,
  requestsUnknown:
    'No requests are recorded: Breakwater’s webhook has not been asked. “breakwater server --webhook-listen” sets it up (docs/webhook.md); it also looks at what policies on “Off” and “Audit” would refuse.',
  byUser: 'Made by',
  byCheck: 'Failed',
  status: 'Status',
  statusNone: 'No controller has said anything about this policy yet.',
  conditions: { True: 'yes', False: 'no', Unknown: 'not known' } as Readonly<Record<string, string>>,
  conditionNames: { Ready: 'Ready', Enforced: 'Enforced', RolloutReady: 'Rollout' } as Readonly<Record<string, string>>,
  settings: 'Set to',
  enforcement: 'Asked by',
  enforcements: { Native: 'the API server', Webhook: 'Breakwater’s webhook' } as Readonly<Record<string, string>>,
  enforcementWhat: {
    Native: 'It refuses even while Breakwater is down. Whom it refuses stands in its audit log only.',
    Webhook: 'Shows here whom it refuses, and why. It has to be set up, and to be up.',
  } as Readonly<Record<string, string>>,
  failurePolicy: 'If it can’t be asked',
  scope: 'Holds in',
  language: 'Tells users in',
  languages: { en: 'English', 'zh-CN': 'Chinese' } as Readonly<Record<string, string>>,
  rollout: 'Rollout',
  byHand: 'A person takes each step.',
  natives: 'Native objects',
  nativesNone: 'There are none: its controller has not made any, or the policy is off.',
  exceptions: 'Exceptions',
  exceptionsNone: 'No SecurityException is about its checks.',
  ended: 'ended',
  until: (day: string) => `until ${day}`,
  checksTitle: (format: Format, count: number) => format.counted(count, 'check', 'checks'),
  checksNot: (format: Format, count: number) => `${format.number(count)} not asked by the API server`,
  by: {
    native: 'the API server',
    webhook: 'the webhook',
    'no-admission': 'nobody: no admission policy sees these kinds',
    'other-version': 'nobody: this version of the standards asks nothing',
    'not-configured': 'nobody: it needs a parameter',
    'too-many-exceptions': 'nobody: more is excepted than a policy can carry',
  } as Readonly<Record<string, string>>,
  checkColumns: { check: 'Check', by: 'Asked by' },
  yaml: 'The object',

  changeTitle: (name: string, rung: string) => `Put ${name} on ${rung}?`,
  down: 'It asks for less than today: what it refuses or warns of now will be let in.',
  inCluster: 'In the cluster',
  inClusterWhat: 'Written at once, in your name in the audit trail.',
  asFile: 'As a file',
  asFileWhat: 'To commit where the policy comes from, or to apply by hand.',
  command: 'Or by a command',
  step: (rung: string) => `Go to ${rung}`,
  stepFailed: 'The step was not taken.',
  stepped: (name: string, rung: string) => `${name} is on ${rung}.`,

  newTitle: 'New policy',
  newWhat: 'It begins on Audit: nothing is refused. What it would refuse is shown before you make it.',
  name: 'Name',
  nameWhat: 'Lower-case letters, digits and dashes.',
  nameWrong: 'A name has lower-case letters, digits and dashes, and begins and ends with a letter or digit.',
  profile: 'Checks',
  profileNone: 'Only those named below',
  profiles: {
    'pss-baseline': 'Pod Security: baseline',
    'pss-restricted': 'Pod Security: restricted',
    security: 'Security',
    reliability: 'Reliability',
    cis: 'CIS benchmark',
    nsa: 'NSA/CISA guide',
    all: 'All',
  } as Readonly<Record<string, string>>,
  extra: 'Further checks, one a line',
  extraExample: 'pod-privileged\nimg-latest',
  nothing: 'Choose a profile, or name at least one check.',
  selector: 'Only namespaces with these labels',
  selectorExample: 'env in (prod, live),team!=sandbox',
  selectorWhat: 'As kubectl writes selectors; empty for all. Kubernetes’ own namespaces are always left out.',
  exclude: 'But not these namespaces, one a line',
  action: 'Begin on',
  fails: 'If it can’t be asked',
  failsWhat: {
    Fail: 'Refuse: nothing gets around the policy, but an outage of it stops deployments.',
    Ignore: 'Let in: deployments go on, but unchecked.',
  } as Readonly<Record<string, string>>,
  climbs: 'Goes up to Deny by itself',
  climbsWhat: (format: Format, days: number) =>
    `A step each time that nothing would have been refused for ${format.counted(days, 'day', 'days')}.`,
  preview: 'What it would do',
  next: 'Preview',
  back: 'Back',
  makeNow: 'Make it in the cluster',
  makeFailed: 'It was not made.',
  made: (name: string) => `The policy ${name} was made.`,
  draftFailed: 'This policy can’t be made so.',

  refusals: 'Requests that policies refused or would refuse',
  refusalsFailed: 'The requests could not be loaded.',
  refusalsNone: 'No request was refused',
  refusalsNoneWhat:
    'Either all that came was fine, or nothing is recorded: Breakwater’s webhook records what it is asked. The API server’s own policies write to its audit log.',
  refusalColumns: { at: 'When', verdict: 'Outcome', user: 'By', object: 'Object', why: 'Why', policy: 'Policy' },
  verdict: 'Outcome',
  anyVerdict: 'All outcomes',
  anyPolicy: 'All policies',
  verdicts: {
    denied: 'Refused',
    warned: 'Warned',
    'would-refuse': 'Would be refused',
    error: 'No answer',
  } as Readonly<Record<string, string>>,
  ms: (format: Format, value: number) => `${format.number(Math.round(value * 10) / 10)} ms`,

  psaFailed: 'The plan could not be loaded.',
  psaWhat: (version: string) =>
    `For each namespace the strictest level of Kubernetes’ Pod Security ${version} that all of today’s workloads pass.`,
  psaSummary: (format: Format, raise: number, refuses: number) =>
    `${
      raise === 0
        ? 'Every namespace has the labels that it could have.'
        : `${format.counted(raise, 'namespace', 'namespaces')} could have stricter labels today without refusing anything.`
    }${refuses === 0 ? '' : ` ${format.counted(refuses, 'namespace', 'namespaces')} would not let in again what runs there.`}`,
  psaColumns: {
    namespace: 'Namespace',
    now: 'Enforced now',
    passes: 'Passes',
    next: 'In the way of the next',
    set: 'To set',
  },
  psaGone: 'There is no such namespace any more, or it can’t be seen.',
  passesLevel: 'All of its workloads pass',
  psaNone: 'No namespaces can be seen.',
  levels: { privileged: 'privileged', baseline: 'baseline', restricted: 'restricted' } as Readonly<
    Record<string, string>
  >,
  level: (level: string, version: string | null) => (version === null ? level : `${level} ${version}`),
  noLevel: 'nothing',
  notKnown: 'not known',
  system: 'Kubernetes’ own',
  workloads: (format: Format, count: number) => format.counted(count, 'workload', 'workloads'),
  toLevel: (level: string) => `Kept from ${level} by`,
  places: (format: Format, count: number) => format.counted(count, 'workload', 'workloads'),
  andMore: (format: Format, count: number) => `and ${format.number(count)} more`,
  refusesToday: 'Its labels ask for more than its workloads pass: these would not be let in again.',
  kept: (modes: string) => `Stays stricter than the plan: ${modes}.`,
  nothingToSet: 'nothing',
  labels: (format: Format, count: number) => format.counted(count, 'label', 'labels'),
  setLabels: 'Labels to set',
  labelsFile: 'As a file',
  psaCommand: 'With kubectl',
  psaDetail: (name: string) => `Pod Security of ${name}`,
  topLevel: 'It passes the strictest level.',
  psaAll: 'All at once, each compared with the API server’s own prediction: breakwater psa apply --cluster',
  cantSee: (kinds: string) => `What runs here can’t be seen: ${kinds}.`,
};

function nothingMet(rung: Rung): string {
  return rung === 'Deny' ? 'Nothing that runs now would be refused.' : 'Nothing that runs now fails it.';
}
