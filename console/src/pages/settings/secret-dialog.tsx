import { Button } from '@mantine/core';
import type { CreatedToken } from '../../../../src/server/contract/index.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FormActions } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useTexts } from '../../texts/language.tsx';

/** The token's secret, this once. It is held nowhere but in this dialog. */
export function SecretDialog({ token, onClose }: { readonly token: CreatedToken; readonly onClose: () => void }) {
  const { settings: texts } = useTexts();
  return (
    <Dialog title={texts.secretTitle} onClose={onClose}>
      <Notice>{texts.secretWhat}</Notice>
      <h3>{token.name}</h3>
      <CommandLine command={token.secret} label={texts.secret} />
      <h3>{texts.secretUse}</h3>
      <CommandLine
        command={`curl -H "Authorization: Bearer $BREAKWATER_TOKEN" '${location.origin}/api/v1/findings?severity=critical'`}
        label={texts.secretUse}
      />
      <FormActions>
        <Button onClick={onClose}>{texts.secretDone}</Button>
      </FormActions>
    </Dialog>
  );
}
