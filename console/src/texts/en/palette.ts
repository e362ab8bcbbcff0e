import type { Format } from '../format.ts';

export const palette = {
  label: 'Find objects, checks and pages',
  placeholder: 'Find any object, check or page',
  results: 'What was found',
  groups: { recent: 'Recent', pages: 'Pages', objects: 'Objects', checks: 'Checks' },
  open: (format: Format, count: number) => `${format.number(count)} open`,
  nothing: 'Nothing fits. Words may be parts of a name, a kind, a namespace or a check.',
  failed: 'Objects and checks could not be searched.',
  found: (format: Format, count: number) => format.counted(count, 'entry', 'entries'),
  searching: 'Searching',
  hints: { choose: 'choose', open: 'open' },
};
