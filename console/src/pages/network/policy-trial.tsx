import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { NetworkPolicies, NetworkPolicyText, NetworkSimulation } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useRead, useReading } from '../../api/queries.ts';
import { Section } from '../../parts/section.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { Difference } from './difference.tsx';
import classes from './network.module.css';

/** As the server takes it. */
const longest = 262_144;

/** What was asked for is seen once it is there: it stands below a long text. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** A policy, pasted or taken from the cluster and edited, and what it would change before anybody applies it. */
export function PolicyTrial() {
  const { network: texts } = useTexts();
  const api = useApi();
  const queries = useQueryClient();
  const reading = useReading();
  const policies = useRead<NetworkPolicies>('network/policies');
  const choice = useId();
  const [yaml, setYaml] = useState('');
  const simulation = useMutation<NetworkSimulation, Error, string>({
    mutationFn: (text) => api.send<NetworkSimulation>('POST', 'network/simulate', { yaml: text }),
  });
  const taking = useMutation<NetworkPolicyText, Error, NetworkPolicies['items'][number]>({
    mutationFn: ({ group, kind, namespace, name }) =>
      queries.fetchQuery(
        reading<NetworkPolicyText>('network/policy', { group, kind, namespace: namespace ?? '', name }),
      ),
    onSuccess: (found) => setYaml(found.yaml),
  });
  const items = policies.data?.items ?? [];
  return (
    <div className={classes.trial}>
      <Section title={texts.tryTitle}>
        <p className={classes.dim}>{texts.tryWhat}</p>
        <div className={classes.take}>
          <label htmlFor={choice}>{texts.tryLoad}</label>
          <select
            id={choice}
            className={classes.select}
            value=""
            onChange={(event) => {
              const item = items[Number(event.currentTarget.value)];
              if (item !== undefined) taking.mutate(item);
            }}
          >
            <option value="">{texts.tryNone}</option>
            {items.map(({ group, kind, namespace, name }, index) => (
              <option key={`${group} ${kind} ${namespace} ${name}`} value={index}>
                {`${namespace === null ? '' : `${namespace}/`}${name} (${kind})`}
              </option>
            ))}
          </select>
        </div>
        {(policies.error ?? taking.error) !== null && (
          <ErrorLine what={texts.tryLoadFailed} error={policies.error ?? taking.error} />
        )}
        <form
          className={classes.trialForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (yaml.trim() !== '') simulation.mutate(yaml);
          }}
        >
          <Textarea
            aria-label={texts.tryYaml}
            classNames={{ input: classes.code ?? '' }}
            rows={12}
            value={yaml}
            maxLength={longest}
            placeholder={texts.tryEmpty}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setYaml(event.currentTarget.value)}
          />
          <div className={classes.tools}>
            <Button type="submit" size="xs" loading={simulation.isPending} disabled={yaml.trim() === ''}>
              {texts.tryRun}
            </Button>
          </div>
        </form>
      </Section>
      {simulation.error !== null && <ErrorLine what={texts.tryFailed} error={simulation.error} />}
      {simulation.data !== undefined && simulation.variables !== undefined && (
        <div ref={intoView} className={classes.trial}>
          {simulation.variables !== yaml && <p className={classes.warning}>{texts.tryChanged}</p>}
          <Difference simulation={simulation.data} yaml={simulation.variables} />
        </div>
      )}
    </div>
  );
}
