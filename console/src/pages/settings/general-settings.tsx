import type { SettingsView } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Field, Fields } from '../../parts/fields.tsx';
import { Section } from '../../parts/section.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { GeneralForm } from './general-form.tsx';
import classes from './settings.module.css';

/** What can be set here, and what the start of the server decided. */
export function GeneralSettings() {
  const { settings: texts } = useTexts();
  const format = useFormat();
  const settings = useRead<SettingsView>('settings');
  const { data } = settings;
  if (data === undefined) {
    return settings.error === null ? (
      <LoadingView />
    ) : (
      <ErrorView what={texts.failed} error={settings.error} retry={() => void settings.refetch()} />
    );
  }
  const { decidedFields: names } = texts;
  return (
    <div className={classes.general}>
      <GeneralForm key={JSON.stringify([data.retention, data.teamLabels])} settings={data} />
      <Section boxed title={texts.decided}>
        <p className={classes.note}>{texts.decidedWhat}</p>
        <Fields>
          <Field name={names.profile}>
            <code>{data.profile}</code>
          </Field>
          <Field name={names.checks}>{texts.checks(format, data.checks)}</Field>
          <Field name={names.database}>{texts.databases[data.database]}</Field>
          <Field name={names.settingsFile}>
            {data.settingsFile === null ? texts.noFile : <code>{data.settingsFile}</code>}
          </Field>
        </Fields>
      </Section>
    </div>
  );
}
