import { Button } from '@mantine/core';
import type { Token } from '../../../../src/server/contract/index.ts';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FormActions } from '../../parts/form.tsx';
import { ErrorLine } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';

export function RevokeDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const { settings: texts, parts } = useTexts();
  const api = useApi();
  const announce = useAnnounce();
  const revoke = useChange(() => api.send('DELETE', `tokens/${encodeURIComponent(token.id)}`));
  const submit = () =>
    revoke.mutate(undefined, {
      onSuccess() {
        announce(texts.revoked);
        onClose();
      },
    });
  return (
    <Dialog title={texts.revokeTitle(token.name)} onClose={onClose}>
      <p>{texts.revokeWhat}</p>
      {revoke.error !== null && <ErrorLine what={texts.revokeFailed} error={revoke.error} />}
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {parts.cancel}
        </Button>
        <Button loading={revoke.isPending} onClick={submit}>
          {texts.revoke}
        </Button>
      </FormActions>
    </Dialog>
  );
}
