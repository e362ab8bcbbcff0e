import { ActionIcon } from '@mantine/core';
import type { NetworkNode } from '../../../../src/server/contract/index.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { Name } from '../../parts/names.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './network.module.css';
import { nodeName, nodeWhat } from './words.ts';

const icons: Readonly<Record<NetworkNode['kind'], IconName>> = {
  namespace: 'cluster',
  workload: 'workloads',
  nodes: 'node',
  internet: 'world',
  addresses: 'world',
  others: 'blind',
};

/** A namespace, a workload, or what lies outside: chosen by its button, a namespace opened by the other one. */
export function MapNode(props: {
  readonly node: NetworkNode;
  /** To whom it is open, where that is nearly everyone. */
  readonly openness: string | undefined;
  readonly chosen: boolean;
  readonly dim: boolean;
  readonly onChoose: (id: string) => void;
  readonly onToggle: (namespace: string, open: boolean) => void;
  /** The keyboard has come to it. */
  readonly onFocus: (id: string) => void;
}) {
  const { node, openness, chosen, dim, onChoose, onToggle, onFocus } = props;
  const { network: texts } = useTexts();
  const format = useFormat();
  const name = nodeName(node, texts);
  const what = nodeWhat(node, texts, format);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      aria-label={name}
      className={classes.node}
      data-kind={node.kind}
      data-open={node.open || undefined}
      data-chosen={chosen || undefined}
      data-dim={dim || undefined}
      onFocus={(event) => event.target.matches(':focus-visible') && onFocus(node.id)}
    >
      <div className={classes.nodeHead}>
        <button
          type="button"
          className={classes.nodeButton}
          aria-pressed={chosen}
          onClick={() => onChoose(node.id)}
          title={openness}
        >
          <Icon name={icons[node.kind]} size={16} />
          <span className={classes.nodeName}>
            <Name>{name}</Name>
          </span>
          <span className={classes.nodeWhat}>
            {what}
            {node.exposed > 0 && (
              <span className={classes.exposed}>
                <Icon name="world" size={12} />
                {node.kind === 'workload' ? texts.exposedOne : texts.exposed(format, node.exposed)}
              </span>
            )}
          </span>
          {openness !== undefined && !node.open && <span className={classes.openness}>{openness}</span>}
        </button>
        {node.kind === 'namespace' && (
          <ActionIcon
            className={classes.toggle ?? ''}
            variant="subtle"
            color="gray"
            size="sm"
            aria-expanded={node.open}
            aria-label={node.open ? texts.close(name) : texts.open(name)}
            onClick={() => onToggle(node.name, !node.open)}
          >
            <Icon name={node.open ? 'minus' : 'plus'} size={14} />
          </ActionIcon>
        )}
      </div>
      {node.open && node.leftOut > 0 && <span className={classes.leftOut}>{texts.leftOut(format, node.leftOut)}</span>}
    </div>
  );
}
