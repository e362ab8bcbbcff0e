import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { CheckDetail } from '../../../../src/server/contract/index.ts';
import { ApiError } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useMay } from '../../api/session.tsx';
import { Page } from '../../app/page.tsx';
import { BackLink, Columns } from '../../parts/detail.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { SeverityMark, severityOf } from '../../parts/severity.tsx';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './check.module.css';
import { CheckFindings } from './check-findings.tsx';
import { CheckStandards } from './check-standards.tsx';

/** What does this check look for, why, and what has it found? */
export function CheckPage() {
  const { id = '' } = useParams();
  const { check: texts } = useTexts();
  const enabled = /^[\w-]{1,253}$/.test(id);
  const check = useRead<CheckDetail>(`checks/${id}`, {}, { keep: false, enabled });
  const error = enabled ? check.error : new ApiError(404, 'no such check');
  const above = <BackLink to="/findings?group=check">{texts.all}</BackLink>;
  if (check.data === undefined) {
    return (
      <Page title={texts.title} above={above}>
        {error === null ? (
          <LoadingView lines={10} />
        ) : (
          <ErrorView what={texts.failed} error={error} retry={() => void check.refetch()} />
        )}
      </Page>
    );
  }
  return <Check check={check.data} above={above} />;
}

function Check({ check, above }: { readonly check: CheckDetail; readonly above: React.ReactNode }) {
  const { check: texts } = useTexts();
  const may = useMay('findings:accept');
  const { id, title, severity, asked, reason, why, action, source } = check;
  return (
    <Page
      title={title}
      above={above}
      actions={
        may && (
          <Button
            size="xs"
            variant="default"
            component={Link}
            to={{ pathname: '/exceptions', search: `?${new URLSearchParams({ form: 'new', check: id })}` }}
          >
            {texts.except}
          </Button>
        )
      }
    >
      <p className={classes.tags}>
        <SeverityMark severity={severityOf(severity)} word />
        <code>{id}</code>
        {asked && (
          <span className={classes.asked}>
            <Icon name="check" size={14} />
            {texts.asked}
          </span>
        )}
      </p>
      {!asked && (
        <Notice icon="blind">
          {texts.notAsked(reason)} {texts.notAskedWhat}
        </Notice>
      )}
      <Columns
        main={
          <>
            <Section title={texts.why}>
              <p className={classes.text}>{why}</p>
            </Section>
            <Section title={texts.action}>
              <p className={classes.text}>{action}</p>
            </Section>
            <CheckFindings check={check} />
          </>
        }
        side={
          <>
            <CheckStandards standards={check.standards} />
            <Section title={texts.source}>
              {/^https:\/\//.test(source) ? (
                <a href={source} target="_blank" rel="noreferrer" className={classes.source}>
                  {source.replace(/^https:\/\//, '')}
                </a>
              ) : (
                <p>{source}</p>
              )}
            </Section>
          </>
        }
      />
    </Page>
  );
}
