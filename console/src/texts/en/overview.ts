import type { Overview, Trend } from '../../../../src/server/contract/index.ts';
import { totalOf } from '../counts.ts';
import type { Format } from '../format.ts';

export const overview = {
  title: 'Overview',
  failed: 'The overview could not be loaded.',
  /** The number of today and its change: what is critical or high matters. */
  headline(format: Format, { open, yesterday, coverage }: Overview): string {
    if (coverage.assessedAt === null) return 'The cluster has not been assessed yet';
    const now = open.critical + open.high;
    const before = yesterday === null ? null : yesterday.open.critical + yesterday.open.high;
    const parts = [
      ...(open.critical > 0 ? [`${format.number(open.critical)} critical`] : []),
      ...(open.high > 0 ? [`${format.number(open.high)} high`] : []),
    ].join(', ');
    const difference = before === null ? 0 : now - before;
    const change =
      before === null
        ? ''
        : difference === 0
          ? '; as many as yesterday'
          : `; ${format.number(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'} than yesterday`;
    if (now > 0) {
      return `${format.counted(now, 'open finding matters', 'open findings matter')} today: ${parts}${change}`;
    }
    return totalOf(open) === 0 ? `No open findings today${change}` : `Nothing critical or high is open today${change}`;
  },
  rest: (counts: string) => `Less urgent: ${counts}`,
  accepted: (format: Format, count: number) => `${format.number(count)} accepted`,
  /** For users who don't see the whole cluster. */
  limited: (format: Format, namespaces: readonly string[]) =>
    namespaces.length === 0
      ? 'You may see no namespace: ask a cluster administrator'
      : namespaces.length > 4
        ? `Of the ${format.number(namespaces.length)} namespaces that you may see`
        : `Of ${format.all(namespaces)}, which you may see`,
  assessed: 'Last change assessed',
  notAssessed: 'Not assessed yet',
  notAssessedWhat: 'The cluster is being read. Findings appear here as soon as the first assessment is done.',
  unseen: (format: Format, count: number) => `${format.counted(count, 'thing', 'things')} we can’t see`,
  topRisks: 'Fix these first',
  noRisks: 'Nothing to fix',
  noRisksWhat: 'No check that was asked found anything in what could be read. What could not is listed under coverage.',
  because: (reasons: string) => `Ranked here for: ${reasons}`,
  fixReady: (action: string) => `Fix ready: ${action}`,
  alike: (format: Format, count: number) => `${format.number(count)} more like this`,
  trend: 'Open findings over time',
  range: 'Time range',
  days: (days: number) => `${days} days`,
  trendFailed: 'The trend could not be loaded.',
  trendStarts: 'The trend starts today. It needs a second day to show anything.',
  trendSays: (format: Format, first: Trend[number], last: Trend[number]) =>
    `Open findings by severity each day from ${format.day(first.day)} to ${format.day(last.day)}: from ${format.number(totalOf(first.open))} to ${format.number(totalOf(last.open))}. The table below has the numbers.`,
  asTable: 'As a table',
  day: 'Day',
  opened: 'New',
  resolved: 'Resolved',
  changes: 'Changed since yesterday',
  firstDay: (format: Format, count: number) =>
    `The cluster was assessed for the first time today: ${format.counted(count, 'finding', 'findings')}, all of them new. From tomorrow on, this shows what changed.`,
  newOnes: (format: Format, count: number) => `${format.number(count)} new`,
  resolvedOnes: (format: Format, count: number) => `${format.number(count)} resolved`,
  reopenedOnes: (format: Format, count: number) => `${format.number(count)} reopened`,
  separator: ', ',
  namespaces: 'Namespaces by risk',
  namespace: 'Namespace',
  allOpen: 'All open',
  riskSum: 'Sum of risk',
  coverage: 'What was looked at',
  covered: (format: Format, coverage: Overview['coverage']) =>
    `${format.counted(coverage.checksAsked, 'check was', 'checks were')} asked of ${format.counted(coverage.objects, 'object', 'objects')} of ${format.counted(coverage.kinds, 'kind', 'kinds')} in ${format.counted(coverage.namespaces, 'namespace', 'namespaces')}: ${format.counted(coverage.workloads, 'workload', 'workloads')} with ${format.counted(coverage.pods, 'pod', 'pods')} among them.`,
  notConfigured: (format: Format, count: number) =>
    `${format.counted(count, 'check waits', 'checks wait')} for parameters in the settings file and ${format.plural(count, 'was', 'were')} not asked.`,
  blindSpots: 'What we can’t see',
};
