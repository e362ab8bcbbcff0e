import { Button } from '@mantine/core';
import type { Manifest, Writing } from '../../../../src/server/contract/index.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './policies.module.css';

const shownLines = 12;

/** Something can be written to the cluster, or had as a file: both are shown, and why one of them is not possible. */
export function BothWays(props: {
  readonly manifest: Manifest;
  readonly writing: Writing;
  /** Of the button. */
  readonly does: string;
  /** Whether something has to be shown first. */
  readonly waits?: boolean;
  readonly failed: string;
  readonly change: { readonly isPending: boolean; readonly error: Error | null };
  readonly onWrite: () => void;
}) {
  const { policies: texts } = useTexts();
  const { manifest, writing, change } = props;
  return (
    <div className={classes.ways}>
      <section className={classes.way}>
        <h3>{texts.inCluster}</h3>
        {writing.possible ? (
          <>
            <p className={classes.note}>{texts.inClusterWhat}</p>
            <Button
              className={classes.fit ?? ''}
              loading={change.isPending}
              disabled={props.waits === true}
              onClick={props.onWrite}
            >
              {props.does}
            </Button>
          </>
        ) : (
          <Notice icon="blind">{texts.writing[writing.reason ?? 'unanswered']}</Notice>
        )}
        {change.error !== null && <ErrorLine what={props.failed} error={change.error} />}
      </section>
      <section className={classes.way}>
        <h3>{texts.asFile}</h3>
        <p className={classes.note}>{texts.asFileWhat}</p>
        <YamlView yaml={manifest.yaml} label={manifest.fileName} fileName={manifest.fileName} lines={shownLines} />
        <p className={classes.note}>{texts.command}</p>
        <CommandLine command={manifest.command} label={texts.command} />
      </section>
    </div>
  );
}
