import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FindingDetail } from '../../../../src/server/contract/index.ts';
import { useMay } from '../../api/session.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Icon } from '../../parts/icons.tsx';
import { ResourceName } from '../../parts/resource.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { StatusTag } from '../../parts/status.tsx';
import { Time } from '../../parts/time.tsx';
import { useTexts } from '../../texts/language.tsx';
import { checkHref } from '../check/address.ts';
import { workloadHref } from '../workload/address.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import classes from './finding.module.css';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** What it is, where, since when; and what can be decided about it. */
export function FindingHead({ finding, panel }: { readonly finding: FindingDetail; readonly panel: boolean }) {
  const { finding: texts } = useTexts();
  const may = useMay('findings:accept');
  const [dialog, setDialog] = useState<'accept' | 'withdraw'>();
  const seesWorkloads = useMay('workloads:read');
  const page = seesWorkloads ? workloadHref(finding.resource) : undefined;
  const withdrawable = finding.status === 'accepted' && finding.exception?.from === 'user';
  const address = `${location.origin}/findings/${finding.fingerprint}`;
  return (
    <header className={classes.head}>
      <div className={classes.tags}>
        <SeverityMark severity={finding.severity} word />
        <StatusTag status={finding.status} />
        <Link to={checkHref(finding.check)}>
          <code>{finding.check}</code>
        </Link>
      </div>
      {panel ? <h2 className={classes.title}>{finding.title}</h2> : <h1>{finding.title}</h1>}
      {page === undefined ? (
        <ResourceName resource={finding.resource} />
      ) : (
        <Link to={page}>
          <ResourceName resource={finding.resource} />
        </Link>
      )}
      <p className={classes.dim}>
        {finding.team !== null && <span>{texts.team(finding.team)}</span>}
        <span>
          {texts.firstSeen} <Time at={finding.firstSeen} focusable />
        </span>
        {finding.resolvedAt !== null && (
          <span>
            {texts.resolved} <Time at={finding.resolvedAt} focusable />
          </span>
        )}
      </p>
      <div className={classes.actions}>
        {may && finding.status === 'open' && (
          <Button size="xs" onClick={() => setDialog('accept')}>
            {texts.accept}
          </Button>
        )}
        {may && withdrawable && (
          <Button size="xs" variant="default" onClick={() => setDialog('withdraw')}>
            {texts.withdraw}
          </Button>
        )}
        {panel && (
          <Button
            size="xs"
            variant="default"
            component={Link}
            to={`/findings/${finding.fingerprint}`}
            leftSection={<Icon name="expand" size={14} />}
          >
            {texts.fullPage}
          </Button>
        )}
        <CopyButton text={address} label={texts.copyLink} />
      </div>
      {dialog === 'accept' && (
        <AcceptDialog fingerprints={[finding.fingerprint]} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'withdraw' && (
        <WithdrawDialog fingerprints={[finding.fingerprint]} onClose={() => setDialog(undefined)} />
      )}
    </header>
  );
}
