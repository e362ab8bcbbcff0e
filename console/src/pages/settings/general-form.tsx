import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Settings, SettingsView } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { useMay } from '../../api/session.tsx';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Form } from '../../parts/form.tsx';
import { linesOf } from '../../parts/lines.ts';
import { Section } from '../../parts/section.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './settings.module.css';

const names = ['resolvedDays', 'trendDays', 'auditDays'] as const;
const bounds = { resolvedDays: 1, trendDays: 7, auditDays: 7 } as const;
const most = 3650;
const mostLabels = 10;
const longestLabel = 317;

/** Retention and team labels. Shows what was saved; changes stay until saved or undone. */
export function GeneralForm({ settings }: { readonly settings: SettingsView }) {
  const { settings: texts } = useTexts();
  const format = useFormat();
  const api = useApi();
  const announce = useAnnounce();
  const may = useMay('settings:write');
  const before = {
    days: {
      resolvedDays: String(settings.retention.resolvedDays),
      trendDays: String(settings.retention.trendDays),
      auditDays: String(settings.retention.auditDays),
    },
    labels: settings.teamLabels.join('\n'),
  };
  const [days, setDays] = useState(before.days);
  const [labels, setLabels] = useState(before.labels);
  const teamLabels = linesOf(labels);
  const isWrong = (name: (typeof names)[number]) => {
    const value = Number(days[name]);
    return !Number.isInteger(value) || value < bounds[name] || value > most;
  };
  const labelsWrong =
    teamLabels.length === 0 ||
    teamLabels.length > mostLabels ||
    teamLabels.some((label) => label.length > longestLabel || /\s/.test(label));
  const changed = labels !== before.labels || names.some((name) => days[name] !== before.days[name]);
  const save = useChange(() =>
    api.send<SettingsView>('PUT', 'settings', {
      retention: {
        resolvedDays: Number(days.resolvedDays),
        trendDays: Number(days.trendDays),
        auditDays: Number(days.auditDays),
      },
      teamLabels: [...teamLabels],
    } satisfies Settings),
  );
  const submit = () => {
    if (labelsWrong || names.some(isWrong) || !changed || save.isPending) return;
    save.mutate(undefined, { onSuccess: () => announce(texts.saved) });
  };
  return (
    <Form onSubmit={submit}>
      {!may && <p className={classes.note}>{texts.readOnly}</p>}
      <Section boxed title={texts.retention}>
        {names.map((name) => (
          <TextInput
            key={name}
            className={classes.days ?? ''}
            type="number"
            inputMode="numeric"
            label={texts.retentionFields[name]}
            value={days[name]}
            min={bounds[name]}
            max={most}
            readOnly={!may}
            rightSection={<span className={classes.unit}>{texts.unit}</span>}
            error={isWrong(name) ? texts.between(format, bounds[name], most) : undefined}
            onChange={(event) => setDays({ ...days, [name]: event.currentTarget.value })}
          />
        ))}
      </Section>
      <Section boxed title={texts.teams}>
        <Textarea
          label={texts.teamsField}
          description={texts.teamsWhat}
          value={labels}
          rows={Math.min(mostLabels, Math.max(3, labels.split('\n').length))}
          maxLength={5000}
          spellCheck={false}
          readOnly={!may}
          classNames={{ input: classes.code ?? '' }}
          error={labelsWrong ? texts.teamsWrong : undefined}
          onChange={(event) => setLabels(event.currentTarget.value)}
        />
      </Section>
      {save.error !== null && <ErrorLine what={texts.saveFailed} error={save.error} />}
      {may && (
        <div className={classes.actions}>
          <Button type="submit" size="xs" disabled={!changed} loading={save.isPending}>
            {texts.save}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={!changed}
            onClick={() => {
              setDays(before.days);
              setLabels(before.labels);
              save.reset();
            }}
          >
            {texts.reset}
          </Button>
          {save.isSuccess && !changed && <span className={classes.saved}>{texts.saved}</span>}
        </div>
      )}
    </Form>
  );
}
