import { Button, NativeSelect } from '@mantine/core';
import type { Policies } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { EmptyView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { useUrlState } from '../../url/use-url-state.ts';
import classes from './policies.module.css';
import { RefusalTable } from './refusal-table.tsx';
import { fields, verdicts } from './state.ts';

const firstRows = 50;

/** What was refused, and to whom? */
export function RefusalsTab() {
  const { policies: texts } = useTexts();
  const [state, set] = useUrlState(fields);
  const policies = useRead<Policies>('policies');
  const names = [...new Set([...(policies.data?.items.map(({ name }) => name) ?? []), state.policy])].filter(
    (name) => name !== '',
  );
  const filtered = state.verdict !== 'all' || state.policy !== '';
  return (
    <>
      <p className={classes.lead}>{texts.refusals}</p>
      <div className={classes.bar}>
        <NativeSelect
          size="xs"
          aria-label={texts.verdict}
          value={state.verdict}
          onChange={({ currentTarget: { value } }) => set({ verdict: verdicts.find((one) => one === value) ?? 'all' })}
          data={[
            { value: 'all', label: texts.anyVerdict },
            ...verdicts.map((value) => ({ value, label: texts.verdicts[value] ?? value })),
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={texts.columns.name}
          value={state.policy}
          onChange={({ currentTarget: { value } }) => set({ policy: value })}
          data={[{ value: '', label: texts.anyPolicy }, ...names.map((value) => ({ value, label: value }))]}
        />
      </div>
      <div className={classes.card}>
        <RefusalTable
          query={{ verdict: state.verdict === 'all' ? [] : [state.verdict], policy: state.policy }}
          limit={firstRows}
          empty={
            <EmptyView
              title={texts.refusalsNone}
              action={
                filtered && (
                  <Button variant="default" onClick={() => set({ verdict: 'all', policy: '' })}>
                    {texts.anyVerdict}
                  </Button>
                )
              }
            >
              {texts.refusalsNoneWhat}
            </EmptyView>
          }
        />
      </div>
    </>
  );
}
