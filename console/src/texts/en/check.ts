import type { Format } from '../format.ts';

export const check = {
  title: 'Check',
  failed: 'The check could not be loaded.',
  findingsFailed: 'Its findings could not be loaded.',
  all: 'Findings by check',
  asked: 'Asked of this cluster',
  notAsked: (reason: string | null) => (reason === null ? 'Not asked.' : `Not asked: ${reason}.`),
  notAskedWhat: 'Whether the cluster would pass is not known.',
  why: 'Why it matters',
  action: 'What to do',
  source: 'Where the rule comes from',
  standards: 'Standards',
  noStandards: 'It belongs to none of the frameworks.',
  evidence: 'Findings of this control',
  findings: (format: Format, count: number) => `Open findings (${format.number(count)})`,
  none: 'No open findings: everything it was asked of passes, or is accepted.',
  noneUnasked: 'None, since it is not asked.',
  allFindings: (format: Format, count: number) => `Show all ${format.counted(count, 'finding', 'findings')}`,
  accepted: (format: Format, count: number) => `${format.number(count)} accepted`,
  except: 'Make an exception…',
};
