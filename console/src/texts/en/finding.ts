import type { Format } from '../format.ts';

const counted = (format: Format, count: number) => format.counted(count, 'finding', 'findings');

export const finding = {
  title: 'Finding',
  failed: 'The finding could not be loaded.',
  all: 'All findings',
  evidence: 'Evidence',
  field: 'Field',
  objectGone: 'The object is gone from the cluster, so it can’t be shown.',
  objectAs: (kind: string, name: string) => `${kind} ${name} as YAML, with the line marked`,
  team: (team: string) => `Team ${team}`,
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  resolved: 'Resolved',
  accept: 'Accept…',
  withdraw: 'Withdraw acceptance',
  fullPage: 'Full page',
  copyLink: 'Copy link',
  acceptedBy: (by: string | null) => (by === null ? 'Accepted' : `Accepted by ${by}`),
  expires: (day: string) => `until ${day}`,
  noExpiry: 'until withdrawn',
  owner: (owner: string) => `owner: ${owner}`,
  from: (from: string) =>
    ({
      user: 'decided in Breakwater',
      settings: 'from the settings file',
      annotation: 'from an annotation of the object',
      object: 'from a SecurityException',
      baseline: 'from the baseline',
      'built-in': 'known to Breakwater',
    })[from] ?? from,
  fix: 'What to do',
  noFix: 'There is no ready-made change for this one: what is right depends on what the workload needs.',
  managedBy: (manager: string) =>
    `Managed by ${manager}: make this change there, or it will be undone at the next rollout.`,
  risky: 'This may stop workloads that need what is taken away. Try it outside of production first.',
  change: 'The change as a diff',
  command: 'The same with kubectl',
  objects: 'Objects to add',
  riskIs: (risk: number) => `Risk ${risk} of 100`,
  factors: 'What the risk is made of',
  bounded: 'The sum is kept between 0 and 100.',
  standards: 'Standards',
  history: 'History',
  by: (actor: string) => `by ${actor}`,
  siblings: 'Also on this object',
  allOfObject: (format: Format, count: number) =>
    count < 50 ? `Show all ${counted(format, count + 1)} of this object` : 'Show all findings of this object',
  acceptTitle: (format: Format, count: number) =>
    count === 1 ? 'Accept this finding' : `Accept ${counted(format, count)}`,
  acceptWhat:
    'An accepted finding no longer counts as open. The decision is kept with your name, and ends by itself on the day you choose.',
  reason: 'Reason',
  reasonExample: 'Why is this all right here, and what keeps it in check?',
  reasonShort: 'Say why, in three characters or more: whoever reads this next year will want to know.',
  until: 'Until',
  inDays: (_format: Format, days: number) => `${days} days`,
  noEnd: 'No end',
  lastDay: 'Last day',
  noEndWhat: 'It holds until someone withdraws it. A day on which to look again is better.',
  endWhat: (day: string) => `Holds through ${day}, then the finding is open again.`,
  acceptFailed: 'It was not accepted.',
  acceptNow: (format: Format, count: number) => (count === 1 ? 'Accept' : `Accept ${format.number(count)}`),
  accepted: (format: Format, count: number) => `${counted(format, count)} accepted`,
  withdrawTitle: (format: Format, count: number) =>
    count === 1 ? 'Withdraw this acceptance' : `Withdraw ${format.counted(count, 'acceptance', 'acceptances')}`,
  withdrawWhat:
    'What was accepted here is open again at once. What the settings file or an annotation accepts stays accepted: it is changed there.',
  withdrawFailed: 'It was not withdrawn.',
  withdrawn: (format: Format, count: number) => `${counted(format, count)} open again`,
};
