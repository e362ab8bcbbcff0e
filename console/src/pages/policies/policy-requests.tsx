import { Link } from 'react-router';
import type { PolicyRequests } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Section } from '../../parts/section.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { Counts } from './counts.tsx';
import classes from './policies.module.css';
import { RefusalTable } from './refusal-table.tsx';

const shown = 5;

/** Recent requests that the policy would have refused, in numbers, by whom, and the latest of them. */
export function PolicyRequestsView({ name }: { readonly name: string }) {
  const { policies: texts } = useTexts();
  const format = useFormat();
  const read = useRead<PolicyRequests>(`policies/${name}/requests`);
  const { data } = read;
  return (
    <Section
      boxed
      title={texts.requests}
      actions={
        data !== undefined &&
        data.failed > 0 && <Link to={`/policies?tab=requests&policy=${name}`}>{texts.tabs.requests}</Link>
      }
    >
      {data === undefined ? (
        read.error === null ? (
          <LoadingView lines={2} />
        ) : (
          <ErrorLine what={texts.requestsFailed} error={read.error} retry={() => void read.refetch()} />
        )
      ) : data.since === null ? (
        <p className={classes.note}>{texts.requestsUnknown}</p>
      ) : (
        <>
          <p>
            <strong>{texts.requestsWhat(format, data.days, data.asked, data.failed)}</strong>{' '}
            {data.errors > 0 && texts.requestErrors(format, data.errors)}
          </p>
          {data.failed > 0 && (
            <>
              <Counts title={texts.byUser} items={data.byUser} />
              <Counts title={texts.byCheck} items={data.byCheck} />
              <RefusalTable query={{ policy: name }} limit={shown} />
            </>
          )}
        </>
      )}
    </Section>
  );
}
