import type { NetworkState, NetworkWay } from '../../../../src/server/contract/index.ts';
import type { Query } from '../../api/client.ts';
import { names, oneOf, type State, someOf, text } from '../../url/params.ts';

export const views = ['map', 'table', 'exposure', 'policy'] as const;
export type View = (typeof views)[number];

/** The worst first: in the order in which they are read. */
export const states: readonly NetworkState[] = ['seen-denied', 'seen', 'allowed', 'unknown', 'denied'];

export const reaches: readonly NetworkWay['reach'][] = ['internet', 'unknown', 'company', 'cluster', 'nowhere'];

/** What the address of the network page says. Filters are named as the API names them. */
export const fields = {
  /** `auto`: the map, and where there is little room, the table. */
  view: oneOf(['auto', ...views], 'auto'),
  open: names(),
  namespace: names(),
  port: text(9),
  state: someOf(['seen-denied', 'seen', 'allowed', 'unknown', 'denied']),
  q: text(200),
  /** Of the ways in. */
  reach: someOf(['internet', 'unknown', 'company', 'cluster', 'nowhere']),
  /** Nodes that are chosen: one, or two whose connection is explained. */
  from: text(800),
  to: text(800),
  /** The port that the explanation is for. */
  at: text(9),
};
export type NetworkPageState = State<typeof fields>;

export const cleared = { open: [], namespace: [], port: '', state: [], q: '' } as const;

/** Whether a text is a port as the API takes it. */
export function isPort(text: string): boolean {
  const [number = '', protocol = 'TCP', ...more] = text.toUpperCase().split('/');
  const port = Number(number);
  return (
    /^\d{1,5}$/.test(number) && port > 0 && port < 65_536 && /^(TCP|UDP|SCTP)$/.test(protocol) && more.length === 0
  );
}

export function filtersOf({ open, namespace, port, state, q }: NetworkPageState): Query {
  return { open, namespace, port: isPort(port) ? port : '', state, q };
}

/** What choosing a node does: the first, then the second, then another first. */
export function chosen({ from, to }: Pick<NetworkPageState, 'from' | 'to'>, id: string): Partial<NetworkPageState> {
  if (from === '' || to !== '') return { from: id, to: '', at: '' };
  return from === id ? { from: '', to: '', at: '' } : { to: id, at: '' };
}
