import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { NetworkEdge, NetworkMap, NetworkNode } from '../../../../src/server/contract/index.ts';
import { Section } from '../../parts/section.tsx';
import type { Texts } from '../../texts/catalogues.ts';
import type { Format } from '../../texts/format.ts';
import { useFormat, useTexts } from '../../texts/language.tsx';
import type { SetState } from '../../url/use-url-state.ts';
import { workloadHref } from '../workload/address.ts';
import { edgesOf } from './connections.ts';
import { ExplainForm } from './explain-form.tsx';
import { Explanation } from './explanation.tsx';
import classes from './network.module.css';
import { SeenText } from './seen-text.tsx';
import { type fields, isPort, type NetworkPageState } from './state.ts';
import { StateMark } from './state-mark.tsx';
import { edgeWords, nameOf, portsWords } from './words.ts';

interface Props {
  readonly state: NetworkPageState;
  readonly map: NetworkMap | undefined;
  readonly set: SetState<typeof fields>;
}

/** What was chosen: one node with who reaches it and what it reaches, or two with the rules that decide between them. */
export function NetworkPanel({ state, map, set }: Props) {
  const { network: texts } = useTexts();
  const nodes = map?.nodes ?? [];
  const { from, to, at } = state;
  const node = nodes.find(({ id }) => id === from);
  const groups = [from, to].filter(isGroup);
  return (
    <div className={classes.panel}>
      <h2>
        {to === '' ? nameOf(from, nodes, texts) : texts.between(nameOf(from, nodes, texts), nameOf(to, nodes, texts))}
      </h2>
      <ExplainForm key={`${from} ${to} ${at}`} state={state} nodes={nodes} set={set} />
      {from !== '' && to !== '' && groups.length === 0 && (
        <Explanation
          from={from}
          to={to}
          port={isPort(at) ? at : ''}
          isRecorded={map?.flows?.state === 'read'}
          onPort={(port) => set({ at: port })}
        />
      )}
      {to !== '' && groups.length > 0 && <Groups ids={groups} state={state} map={map} set={set} />}
      {to === '' && node !== undefined && map !== undefined && <NodeView node={node} map={map} set={set} />}
    </div>
  );
}

/** Ids that stand for several: which rule decides is a question about one. */
function isGroup(id: string): boolean {
  return id.endsWith('/') || id === 'others' || id === 'addresses' || id.startsWith('*');
}

/** What is known between groups, and how to come to workloads. */
function Groups({ ids, state, map, set }: Props & { readonly ids: readonly string[] }) {
  const { network: texts } = useTexts();
  const format = useFormat();
  const edge = map?.edges.find(({ from, to }) => from === state.from && to === state.to);
  const namespaces = ids.filter((id) => id.endsWith('/')).map((id) => id.slice(0, -1));
  const closed = namespaces.filter((name) => !state.open.includes(name));
  return (
    <>
      {edge !== undefined && (
        <p>
          <StateMark state={edge.state} /> · {texts.columns.ports}: {portsWords(edge, texts, format, 12)} ·{' '}
          {texts.columns.pairs}: {texts.pairs(format, edge.allowed + edge.unknown, edge.pairs)}
        </p>
      )}
      {edge !== undefined && edge.seen !== null && <SeenText seen={edge.seen} />}
      <p className={classes.dim}>
        {texts.needsOne(
          format,
          ids.map((id) => nameOf(id, map?.nodes ?? [], texts)),
        )}
      </p>
      <div className={classes.tools}>
        {closed.map((name) => (
          <Button
            key={name}
            variant="default"
            size="xs"
            onClick={() => set({ open: [...state.open, name], from: '', to: '' })}
          >
            {texts.open(name)}
          </Button>
        ))}
      </div>
    </>
  );
}

/** What was seen though it is not allowed stands by itself. */
function isAllowed({ state }: NetworkEdge): boolean {
  return state !== 'seen-denied';
}

/** Connections of one direction that a panel lists. */
const mostListed = 40;

function NodeView({
  node,
  map,
  set,
}: {
  readonly node: NetworkNode;
  readonly map: NetworkMap;
  readonly set: Props['set'];
}) {
  const { network: texts } = useTexts();
  const format = useFormat();
  const { incoming, outgoing } = edgesOf(map, node.id);
  const refused = [...new Set([...incoming, ...outgoing])].filter((edge) => !isAllowed(edge));
  const href = node.workload === null ? undefined : workloadHref({ ...node.workload, container: null });
  const inCluster = node.kind === 'namespace' || node.kind === 'workload';
  return (
    <>
      {inCluster && (
        <p className={classes.dim}>
          {limitsOf(node, 'ingress', texts, format)} {limitsOf(node, 'egress', texts, format)}
          {node.onHosts > 0 && ` ${texts.onHosts(format, node.onHosts)}`}
        </p>
      )}
      <div className={classes.tools}>
        {node.kind === 'namespace' && !node.open && (
          <Button variant="default" size="xs" onClick={() => set({ open: [...openIn(map), node.name] })}>
            {texts.open(node.name)}
          </Button>
        )}
        {href !== undefined && (
          <Button variant="default" size="xs" component={Link} to={href}>
            {texts.workloadPage}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          onClick={() =>
            set({
              view: 'table',
              from: '',
              ...(node.kind === 'workload'
                ? { q: node.id }
                : node.kind === 'namespace'
                  ? { namespace: [node.name] }
                  : {}),
            })
          }
        >
          {texts.asTable}
        </Button>
      </div>
      {refused.length > 0 && (
        <Ends title={texts.seenNotAllowed} none="" edges={refused} end="both" map={map} set={set} />
      )}
      <Ends
        title={texts.whoReaches}
        none={texts.nobodyReaches}
        edges={incoming.filter(isAllowed)}
        end="from"
        map={map}
        set={set}
      />
      <Ends
        title={texts.whatItReaches}
        none={texts.reachesNothing}
        edges={outgoing.filter(isAllowed)}
        end="to"
        map={map}
        set={set}
      />
    </>
  );
}

function limitsOf(node: NetworkNode, direction: 'ingress' | 'egress', texts: Texts['network'], format: Format): string {
  const { yes, unknown } = node[direction];
  if (node.kind === 'namespace')
    return direction === 'ingress'
      ? texts.limited(format, yes, node.members)
      : texts.limitedEgress(format, yes, node.members);
  return (unknown > 0 ? texts.unknownOne : yes > 0 ? texts.limitedOne : texts.notLimitedOne)[direction];
}

function openIn({ nodes }: NetworkMap): string[] {
  return nodes.flatMap(({ open, name }) => (open ? [name] : []));
}

function Ends(props: {
  readonly title: string;
  readonly none: string;
  readonly edges: readonly NetworkEdge[];
  /** Which end the other one is. */
  readonly end: 'from' | 'to' | 'both';
  readonly map: NetworkMap;
  readonly set: Props['set'];
}) {
  const { title, none, edges, end, map, set } = props;
  const { network: texts } = useTexts();
  const format = useFormat();
  return (
    <Section title={`${title} (${format.number(edges.length)})`}>
      {edges.length === 0 && <p className={classes.dim}>{none}</p>}
      <ul className={classes.ends}>
        {edges.slice(0, mostListed).map((edge) => {
          const name = (id: string) => nameOf(id, map.nodes, texts);
          return (
            <li key={`${edge.from} ${edge.to}`}>
              <button
                type="button"
                className={classes.end}
                onClick={() => set({ from: edge.from, to: edge.to, at: '' })}
              >
                {end === 'both' ? texts.between(name(edge.from), name(edge.to)) : name(edge[end])}
              </button>
              <span className={classes.endPorts}>
                <StateMark state={edge.state} /> {edgeWords(edge, texts, format)}
              </span>
            </li>
          );
        })}
      </ul>
      {edges.length > mostListed && <p className={classes.dim}>{texts.andMore(format, edges.length - mostListed)}</p>}
    </Section>
  );
}
