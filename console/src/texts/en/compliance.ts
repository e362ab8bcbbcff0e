import type { Format } from '../format.ts';

export const compliance = {
  title: 'Compliance',
  failed: 'The frameworks could not be loaded.',
  frameworkFailed: 'The framework could not be loaded.',
  what: 'How the cluster stands against five frameworks. What can’t be checked from the cluster is counted apart and never as passed.',
  all: 'All frameworks',
  status: { pass: 'Pass', fail: 'Fail', 'not-checked': 'Not checked' },
  sentence: (format: Format, { pass, fail, notChecked }: { pass: number; fail: number; notChecked: number }) => {
    const total = pass + fail + notChecked;
    const rest = [
      `${format.number(pass)} ${format.plural(pass, 'passes', 'pass')}`,
      ...(notChecked === 0
        ? []
        : [`${format.number(notChecked)} ${format.plural(notChecked, 'was', 'were')} not checked`]),
    ];
    return `${format.number(fail)} of ${format.counted(total, 'control fails', 'controls fail')}; ${format.all(rest)}.`;
  },
  assessed: 'Assessed',
  source: 'The framework itself',
  statusLabel: 'Status',
  statusTab: (format: Format, name: string, count: number) => `${name} ${format.number(count)}`,
  everything: 'All',
  search: 'Search number or title',
  controls: 'Controls',
  control: 'Control',
  findings: 'Open findings',
  partly: 'as far as it can be checked',
  checkedOf: (format: Format, objects: number) => `Asked of ${format.counted(objects, 'object', 'objects')}.`,
  evidence: (format: Format, count: number) => `Show ${format.counted(count, 'open finding', 'open findings')}`,
  acceptedEvidence: (format: Format, count: number) => `${format.number(count)} accepted`,
  accepted: (format: Format, count: number) => `${format.number(count)} accepted`,
  checks: 'Checks that answer it',
  noChecks: 'No check answers it.',
  sectionTally: (format: Format, { pass, fail, notChecked }: { pass: number; fail: number; notChecked: number }) =>
    [
      ...(fail === 0 ? [] : [`${format.number(fail)} ${format.plural(fail, 'fails', 'fail')}`]),
      ...(pass === 0 ? [] : [`${format.number(pass)} ${format.plural(pass, 'passes', 'pass')}`]),
      ...(notChecked === 0 ? [] : [`${format.number(notChecked)} not checked`]),
    ].join(', '),
  notCheckedSince: (reason: string) => `Not checked: ${reason}`,
  noneFit: 'No control fits',
  noneFitWhat: 'No control with this status has these words in its number, title or section.',
  showAll: 'Show all controls',
  expandAll: 'Open all',
  collapseAll: 'Close all',
  export: 'Export',
  exportAs: { html: 'Page to print (HTML)', csv: 'Table (CSV)' },
  exportFailed: 'The file could not be made.',
  exported: 'The file is on its way.',
};
