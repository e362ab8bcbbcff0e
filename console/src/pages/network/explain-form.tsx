import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { useId, useState } from 'react';
import type { NetworkNode } from '../../../../src/server/contract/index.ts';
import { Icon } from '../../parts/icons.tsx';
import { useTexts } from '../../texts/language.tsx';
import type { SetState } from '../../url/use-url-state.ts';
import classes from './network.module.css';
import { type fields, isPort, type NetworkPageState } from './state.ts';

/** Two ends and a port, typed or chosen in the map. */
export function ExplainForm(props: {
  readonly state: NetworkPageState;
  readonly nodes: readonly NetworkNode[];
  readonly set: SetState<typeof fields>;
}) {
  const { state, nodes, set } = props;
  const { network: texts } = useTexts();
  const list = useId();
  const [from, setFrom] = useState(state.from);
  const [to, setTo] = useState(state.to);
  const [at, setAt] = useState(state.at);
  const field = (label: string, value: string, onChange: (value: string) => void) => (
    <TextInput
      size="xs"
      label={label}
      list={list}
      value={value}
      maxLength={800}
      placeholder={texts.endExample}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
  return (
    <form
      className={classes.explainForm}
      onSubmit={(event) => {
        event.preventDefault();
        set({ from: from.trim(), to: to.trim(), at: isPort(at.trim()) ? at.trim() : '' });
      }}
    >
      {field(texts.from, from, setFrom)}
      <Tooltip label={texts.swap}>
        <ActionIcon
          variant="default"
          aria-label={texts.swap}
          disabled={to === ''}
          onClick={() => set({ from: to.trim(), to: from.trim(), at: '' })}
        >
          <Icon name="swap" size={14} />
        </ActionIcon>
      </Tooltip>
      {field(texts.to, to, setTo)}
      <TextInput
        size="xs"
        label={texts.port}
        value={at}
        maxLength={9}
        placeholder={texts.portExample}
        error={at.trim() !== '' && !isPort(at.trim())}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={from.trim() === '' || to.trim() === ''}>
        {texts.explain}
      </Button>
      <datalist id={list}>
        {nodes
          .filter(({ kind }) => kind !== 'namespace' && kind !== 'others')
          .map(({ id }) => (
            <option key={id} value={id} />
          ))}
      </datalist>
    </form>
  );
}
