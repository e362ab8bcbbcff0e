import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { DiffView } from '../../parts/diff-view.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './finding.module.css';

/** The way out: an edit as a diff and as a command, objects to add, or advice. */
export function FixView({ finding }: { readonly finding: FindingDetail }) {
  const { finding: texts } = useTexts();
  const { fix, resource } = finding;
  const file = `${resource.kind}-${resource.name}`.toLowerCase();
  if (finding.status === 'resolved') return null;
  return (
    <Section title={texts.fix} id="fix">
      <p>{finding.action}</p>
      {fix === null ? (
        <p className={classes.dim}>{texts.noFix}</p>
      ) : (
        <>
          {fix.managedBy !== null && <Notice>{texts.managedBy(fix.managedBy)}</Notice>}
          {fix.risky && <Notice>{texts.risky}</Notice>}
          {fix.note !== null && <Notice>{fix.note}</Notice>}
          {fix.diff !== null && <DiffView diff={fix.diff} label={texts.change} fileName={`${file}.diff`} />}
          {fix.command !== null && (
            <>
              <h3>{texts.command}</h3>
              <CommandLine command={fix.command} label={texts.command} />
            </>
          )}
          {fix.objects !== null && (
            <>
              <h3>{texts.objects}</h3>
              <YamlView yaml={fix.objects} label={texts.objects} fileName={`${file}-fix.yaml`} />
            </>
          )}
        </>
      )}
    </Section>
  );
}
