import type { Format } from '../format.ts';

export const common = {
  severity: {
    names: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', info: 'Info' },
    /** Within a sentence: `3 critical, 61 high`. */
    words: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'info' },
    letters: { critical: 'C', high: 'H', medium: 'M', low: 'L', info: 'I' },
    none: 'None',
  },
  status: { open: 'Open', accepted: 'Accepted', resolved: 'Resolved' },
  parts: {
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Could not be copied: select the text and copy it by hand',
    close: 'Close',
    cancel: 'Cancel',
  },
  states: {
    retry: 'Try again',
    loading: 'Loading',
    broken: 'Something in the console itself went wrong. Trying again may help; if it does not, load the page again.',
    unreachable: 'The server can’t be reached. It may have stopped, or the network between here and there.',
    forbidden: 'You are not allowed to see this. An administrator of the cluster can grant it with RBAC.',
    notFound: 'There is no such thing, or not in the namespaces that you may see.',
    tooMany: 'Too many requests in a short time. Wait a moment, then try again.',
    failed: (status: number) => `The server answered with an error (${status}).`,
  },
  table: {
    selectRow: 'Select row',
    selectAll: 'Select all loaded rows',
    rows: (format: Format, total: number) => format.counted(total, 'row', 'rows'),
    pageFailed: 'Some rows could not be loaded. They are asked for again when you scroll.',
  },
  filters: {
    afterSubject: ',',
    containing: (words: string) => `containing “${words}”`,
    add: 'Add filter',
    clear: 'Clear all',
    remove: (phrase: string) => `Remove: ${phrase}`,
    find: 'Find a value',
    without: '(none)',
    nothing: 'No value fits.',
    loading: 'Loading',
    more: (format: Format, count: number) => `${format.number(count)} more: type to find them`,
  },
};
