import type { GeneratedNamespace } from './generate.ts';
import type { NoteCode } from './need.ts';

/** What may turn out to be needed although nothing declares it. */
const doubtful: ReadonlySet<NoteCode> = new Set([
  'secret-value',
  'masked-value',
  'config-unseen',
  'cut-off',
  'shared-labels',
  'no-labels',
  'controller-unknown',
  'text-cut',
]);

/** What others rest on: an error there is felt everywhere. */
const shared: ReadonlySet<string> = new Set(['webhook', 'api-service', 'ingress', 'dns-service']);

/** The order in which namespaces are best closed: first where least is unknown, then where fewest others are touched; last what others rest on. */
export function rolloutOrder(namespaces: readonly GeneratedNamespace[]): readonly GeneratedNamespace[] {
  return namespaces
    .map((one) => ({ one, rank: rankOf(one) }))
    .sort((a, b) => {
      const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
      if (at >= 0) return (a.rank[at] ?? 0) - (b.rank[at] ?? 0);
      return a.one.namespace < b.one.namespace ? -1 : 1;
    })
    .map(({ one }) => one);
}

function rankOf({ namespace, notes, replayed }: GeneratedNamespace): readonly number[] {
  let [carries, crossing] = [0, 0];
  for (const { need } of replayed) {
    const { from, to, evidence } = need;
    const isOwn = (party: typeof from) => party.kind === 'workload' && party.endpoint.namespace === namespace;
    if (evidence.code === 'dns' || (isOwn(from) && isOwn(to))) continue;
    crossing++;
    // It carries the traffic of others, or answers the API server.
    if (shared.has(evidence.code) && (evidence.code === 'ingress' ? isOwn(from) : isOwn(to))) carries = 1;
  }
  return [carries, notes.filter(({ code }) => doubtful.has(code)).length, crossing];
}
