import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CreatedToken, Token } from '../../../../src/server/contract/index.ts';
import { useRead } from '../../api/queries.ts';
import { Icon } from '../../parts/icons.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Section } from '../../parts/section.tsx';
import { EmptyView, ErrorView, LoadingView } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat, useTexts } from '../../texts/language.tsx';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import classes from './settings.module.css';

type Open =
  | { readonly dialog: 'new' }
  | { readonly dialog: 'secret'; readonly token: CreatedToken }
  | { readonly dialog: 'revoke'; readonly token: Token }
  | null;

/** Tokens for programs: made, shown once, revoked. */
export function Tokens() {
  const { settings: texts } = useTexts();
  const tokens = useRead<{ readonly items: readonly Token[] }>('tokens');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { data } = tokens;
  const make = (
    <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => setOpen({ dialog: 'new' })}>
      {texts.newToken}
    </Button>
  );
  return (
    <Section boxed title={texts.tabs.tokens} actions={data !== undefined && data.items.length > 0 ? make : undefined}>
      <p className={classes.note}>{texts.tokensWhat}</p>
      {data === undefined ? (
        tokens.error === null ? (
          <LoadingView lines={4} />
        ) : (
          <ErrorView what={texts.tokensFailed} error={tokens.error} retry={() => void tokens.refetch()} />
        )
      ) : data.items.length === 0 ? (
        <EmptyView icon="user" title={texts.noTokens} action={make}>
          {texts.noTokensWhat}
        </EmptyView>
      ) : (
        <TokenTable tokens={data.items} onRevoke={(token) => setOpen({ dialog: 'revoke', token })} />
      )}
      {open?.dialog === 'new' && (
        <NewTokenDialog onClose={close} onMade={(token) => setOpen({ dialog: 'secret', token })} />
      )}
      {open?.dialog === 'secret' && <SecretDialog token={open.token} onClose={close} />}
      {open?.dialog === 'revoke' && <RevokeDialog token={open.token} onClose={close} />}
    </Section>
  );
}

function TokenTable(props: { readonly tokens: readonly Token[]; readonly onRevoke: (token: Token) => void }) {
  const { settings: texts } = useTexts();
  const format = useFormat();
  const { tokenColumns: columns } = texts;
  return (
    <PlainTable
      label={texts.tabs.tokens}
      rows={props.tokens}
      keyOf={({ id }) => id}
      columns={[
        { header: columns.name, head: true, cell: ({ name }) => <strong className={classes.name}>{name}</strong> },
        { header: columns.scopes, cell: ({ scopes }) => format.all(scopes.map((scope) => texts.scopes[scope])) },
        {
          header: columns.namespaces,
          cell: ({ namespaces }) =>
            namespaces === null ? <span className={classes.note}>{texts.allNamespaces}</span> : format.all(namespaces),
        },
        { header: columns.createdBy, cell: ({ createdBy }) => createdBy },
        {
          header: columns.expires,
          cell: ({ expires }) =>
            Date.parse(expires) <= Date.now() ? (
              <span className={classes.ended}>{texts.ended}</span>
            ) : (
              <Time at={expires} />
            ),
        },
        {
          header: columns.lastUsed,
          cell: ({ lastUsed }) =>
            lastUsed === null ? <span className={classes.note}>{texts.neverUsed}</span> : <Time at={lastUsed} />,
        },
        {
          header: columns.action,
          end: true,
          cell: (token) => (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={texts.revokeNamed(token.name)}
              onClick={() => props.onRevoke(token)}
            >
              {texts.revoke}
            </Button>
          ),
        },
      ]}
    />
  );
}
