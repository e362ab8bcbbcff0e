import { Link } from 'react-router';
import type { PolicyRequests, Rung } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Section } from '../../parts/section.tsx';
import { ErrorLine, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';
import { RefusalTable } from './refusal-table.tsx';
import { Requested } from './requested.tsx';

const shown = 5;

/** Recent requests that a rung would have met, by check and by whom, and the latest of them. */
export function PolicyRequestsView({ name, rung }: { readonly name: string; readonly rung: Rung }) {
  const { policies: texts } = useTexts();
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
      ) : (
        <>
          <Requested requests={data} rung={rung} />
          {data.failed > 0 && (
            <>
              <h3 className={classes.latest}>{texts.latest}</h3>
              <RefusalTable query={{ policy: name }} limit={shown} ofOne />
            </>
          )}
        </>
      )}
    </Section>
  );
}
