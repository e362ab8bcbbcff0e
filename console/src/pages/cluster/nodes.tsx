import type { Cluster } from '../../../../src/server/contract/index.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './cluster.module.css';
import { minorsBehind } from './minors.ts';

/** Nodes by versions: an old kubelet or kernel stands out. */
export function Nodes({ cluster }: { readonly cluster: Cluster }) {
  const { cluster: texts } = useTexts();
  const format = useFormat();
  const { nodes, version } = cluster;
  const { nodeColumns: columns } = texts;
  if (nodes.total === 0) {
    return (
      <Section boxed title={texts.nodes}>
        <p className={classes.note}>{texts.nodesEmpty}</p>
      </Section>
    );
  }
  return (
    <Section boxed title={texts.nodes}>
      <p className={classes.note}>
        {texts.nodesReady(format, nodes.ready, nodes.total)}. {texts.nodesWhat(format, nodes.groups.length)}
      </p>
      <PlainTable
        label={texts.nodes}
        rows={nodes.groups}
        keyOf={(group) => JSON.stringify(group)}
        columns={[
          {
            header: columns.roles,
            head: true,
            cell: ({ roles }) => format.all(roles.length === 0 ? [texts.worker] : roles),
          },
          {
            header: columns.kubelet,
            cell: ({ kubelet }) => {
              const behind = minorsBehind(kubelet, version);
              return (
                <>
                  <code>{kubelet}</code>
                  {behind > 0 && <span className={classes.behind}>{texts.behind(format, behind)}</span>}
                </>
              );
            },
          },
          { header: columns.runtime, cell: ({ runtime }) => <code>{runtime}</code> },
          { header: columns.os, cell: ({ os }) => os },
          { header: columns.kernel, cell: ({ kernel }) => <code>{kernel}</code> },
          { header: columns.architecture, cell: ({ architecture }) => architecture },
          { header: columns.count, end: true, cell: ({ count }) => format.number(count) },
        ]}
      />
    </Section>
  );
}
