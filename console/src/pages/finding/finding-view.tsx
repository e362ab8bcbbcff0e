import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { Columns } from '../../parts/detail.tsx';
import { Identifier } from '../../parts/names.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useTexts } from '../../texts/language.tsx';
import { Acceptance } from './acceptance.tsx';
import classes from './finding.module.css';
import { FindingHead } from './finding-head.tsx';
import { FixView } from './fix-view.tsx';
import { History } from './history.tsx';
import { RiskView } from './risk-view.tsx';
import { Siblings } from './siblings.tsx';
import { Standards } from './standards.tsx';

interface Props {
  readonly finding: FindingDetail;
  /** Beside a list, in one column; else a page of its own. */
  readonly panel: boolean;
  /** Address of another finding, from here. */
  readonly to: (fingerprint: string) => string;
}

/** A finding: the consequence first, then what shows it, then the way out. */
export function FindingView({ finding, panel, to }: Props) {
  const { finding: texts } = useTexts();
  return (
    <article className={classes.finding} data-panel={panel || undefined} aria-label={finding.title}>
      <FindingHead finding={finding} panel={panel} />
      <Columns
        single={panel}
        main={
          <>
            <p className={classes.why}>{finding.why}</p>
            <Acceptance finding={finding} />
            <Section title={texts.evidence}>
              <p>{finding.message}</p>
              <p className={classes.path}>
                <span>{texts.field}</span> <Identifier copy>{finding.path}</Identifier>
              </p>
              {finding.object === null ? (
                <Notice>{texts.objectGone}</Notice>
              ) : (
                <YamlView
                  yaml={finding.object.yaml}
                  line={finding.object.line}
                  label={texts.objectAs(finding.resource.kind, finding.resource.name)}
                  fileName={`${finding.resource.kind}-${finding.resource.name}.yaml`.toLowerCase()}
                  lines={panel ? 11 : 17}
                />
              )}
            </Section>
            <FixView finding={finding} />
          </>
        }
        side={
          <>
            <RiskView finding={finding} />
            <Standards standards={finding.standards} />
            <History finding={finding} />
            <Siblings finding={finding} to={to} />
          </>
        }
      />
    </article>
  );
}
