import type { Inventory } from '../../inventory/index.ts';
import type { FlowEdge, FlowEdges } from '../flows/index.ts';
import type { AddressesByObject, Outcome, Reachability, Reason } from '../reachability/index.ts';
import { NeedContext } from './context.ts';
import { isProbe, needOfEdge } from './needs/flows.ts';
import { replay } from './replay.ts';

/** What policies say of a recorded connection, in two versions of them. */
export interface EdgeFate {
  readonly edge: FlowEdge;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly reasons: readonly Reason[];
  /** The kubelet's: no policy stops it. */
  readonly isProbe: boolean;
}

/** Asks two models for every recorded connection; both may be the same. */
export function edgeFates(
  { edges, days }: FlowEdges,
  inventory: Inventory,
  addresses: AddressesByObject,
  before: Reachability,
  after: Reachability,
): readonly EdgeFate[] {
  const context = new NeedContext(inventory, addresses, []);
  const asked = edges.flatMap((edge) => {
    const need = needOfEdge(context, edge, days);
    return need === undefined ? [] : [{ edge, need }];
  });
  const replayed = replay(
    asked.map(({ need }) => need),
    before,
    after,
  );
  return replayed.flatMap((one, index): readonly EdgeFate[] => {
    const edge = asked[index]?.edge;
    if (edge === undefined) return [];
    if (isProbe(edge)) return [{ edge, before: 'allowed', after: 'allowed', reasons: [], isProbe: true }];
    return [{ edge, before: one.before, after: one.after, reasons: one.reasons, isProbe: false }];
  });
}
