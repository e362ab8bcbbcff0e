import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import { useAnnounce } from './announcer.tsx';
import { Icon } from './icons.tsx';

/** Copies a text and says whether it worked: a page without a secure context has no clipboard. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { parts: texts } = useTexts();
  const announce = useAnnounce();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async () => {
    const copied = await write(text);
    setState(copied ? 'copied' : 'failed');
    announce(copied ? texts.copied : texts.copyFailed);
    setTimeout(() => setState('idle'), 2000);
  };
  const said = state === 'copied' ? texts.copied : state === 'failed' ? texts.copyFailed : (label ?? texts.copy);
  const icon = <Icon name={state === 'copied' ? 'check' : state === 'failed' ? 'close' : 'copy'} size={14} />;
  if (label !== undefined) {
    return (
      <Button variant="default" size="xs" leftSection={icon} onClick={copy}>
        {said}
      </Button>
    );
  }
  return (
    <Tooltip label={said}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={said} onClick={copy}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
