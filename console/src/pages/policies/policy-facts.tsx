import { Link } from 'react-router';
import type { PolicyDetail } from '../../../../src/server/contract/index.ts';
import { Field, Fields } from '../../parts/fields.tsx';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { Name } from '../../parts/names.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { Time } from '../../parts/time.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';
import { Scope } from './policy-list.tsx';

/** How the policy is set, what its controller says of it, and everything that hangs on it. */
export function PolicyFacts({ policy }: { readonly policy: PolicyDetail }) {
  const { policies: texts } = useTexts();
  return (
    <>
      <div className={classes.columns}>
        <Settings policy={policy} />
        <Conditions policy={policy} />
      </div>
      <div className={classes.columns}>
        <Checks policy={policy} />
        <div className={classes.column}>
          <Exceptions policy={policy} />
          <Natives policy={policy} />
        </div>
      </div>
      {policy.yaml !== null && (
        <details className={classes.details}>
          <summary>{texts.yaml}</summary>
          <YamlView yaml={policy.yaml} label={texts.yaml} fileName={`securitypolicy-${policy.name}.yaml`} lines={24} />
        </details>
      )}
    </>
  );
}

function Settings({ policy }: { readonly policy: PolicyDetail }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const { enforcement, failurePolicy, rollout, language, action } = policy;
  if (action === null || enforcement === null || failurePolicy === null) return null;
  return (
    <Section boxed title={texts.settings}>
      <Fields>
        <Field name={texts.scope}>
          <Scope policy={policy} />
        </Field>
        <Field name={texts.enforcement}>{texts.enforcements[enforcement]}</Field>
        <Field name={texts.failurePolicy}>{texts.failurePolicies[failurePolicy]}</Field>
        <Field name={texts.rollout}>
          {rollout === null ? texts.byHand : texts.byItself(format, texts.rungs[rollout.to], rollout.cleanFor / 86_400)}
        </Field>
        {language !== null && <Field name={texts.language}>{texts.languages[language] ?? language}</Field>}
      </Fields>
    </Section>
  );
}

const icons: Readonly<Record<string, IconName>> = { True: 'check', False: 'minus' };

function Conditions({ policy: { conditions, language } }: { readonly policy: PolicyDetail }) {
  const { policies: texts } = useTexts();
  return (
    <Section boxed title={texts.status}>
      {conditions.length === 0 ? (
        <p className={classes.note}>{texts.statusNone}</p>
      ) : (
        <ul className={classes.conditions}>
          {conditions.map(({ type, status, message, reason, since }) => (
            <li key={type}>
              <span className={classes.condition} data-status={status}>
                <Icon name={icons[status] ?? 'blind'} size={14} />
                {texts.conditionNames[type] ?? type}: {texts.conditions[status] ?? status}
              </span>
              <span className={classes.note}>
                {/* In the language of the policy, whoever reads it. */}
                <span lang={language ?? 'en'}>{message === '' ? reason : message}</span>
                {since !== null && (
                  <>
                    {' · '}
                    <Time at={since} focusable />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Checks({ policy: { checkList } }: { readonly policy: PolicyDetail }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  if (checkList.length === 0) return null;
  const notNative = checkList.filter(({ by }) => by !== 'native').length;
  return (
    <Section boxed title={texts.checksTitle(format, checkList.length)}>
      {notNative > 0 && <p className={classes.note}>{texts.checksNot(format, notNative)}</p>}
      <div className={classes.scrolling}>
        <PlainTable
          label={texts.checksTitle(format, checkList.length)}
          rows={checkList}
          keyOf={({ id }) => id}
          columns={[
            {
              header: texts.checkColumns.check,
              head: true,
              cell: ({ id, title, severity }) => (
                <span className={classes.checkName}>
                  <SeverityMark severity={severity} />
                  <Link to={`/checks/${id}`}>{title}</Link>
                </span>
              ),
            },
            { header: texts.checkColumns.by, cell: ({ by }) => texts.by[by] },
          ]}
        />
      </div>
    </Section>
  );
}

function Exceptions({ policy: { exceptions } }: { readonly policy: PolicyDetail }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  return (
    <Section boxed title={texts.exceptions}>
      {exceptions.length === 0 ? (
        <p className={classes.note}>{texts.exceptionsNone}</p>
      ) : (
        <ul className={classes.list}>
          {exceptions.map(({ name, reason, expires, ended }) => (
            <li key={name}>
              <Link to={{ pathname: '/exceptions', search: `?${new URLSearchParams({ q: name })}` }}>
                <Name>{name}</Name>
              </Link>
              <span className={classes.note}>
                {reason}
                {expires !== null && ` · ${ended ? texts.ended : texts.until(format.day(expires))}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Natives({ policy: { natives } }: { readonly policy: PolicyDetail }) {
  const { policies: texts } = useTexts();
  return (
    <Section boxed title={texts.natives}>
      {natives.length === 0 ? (
        <p className={classes.note}>{texts.nativesNone}</p>
      ) : (
        <ul className={classes.natives}>
          {natives.map(({ kind, name, action }) => (
            <li key={`${kind}/${name}`}>
              <code>
                <Name>{name}</Name>
              </code>
              <span className={classes.note}>{action === null ? texts.notKnown : texts.rungs[action]}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
