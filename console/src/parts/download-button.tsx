import { Button } from '@mantine/core';
import { useTexts } from '../texts/language.tsx';
import { Icon } from './icons.tsx';
import { saveFile } from './save-file.ts';

/** Saves a text that is already here. */
export function DownloadButton({ text, fileName }: { readonly text: string; readonly fileName: string }) {
  const { parts: texts } = useTexts();
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name="download" size={14} />}
      onClick={() => saveFile(new Blob([text], { type: 'text/plain' }), fileName)}
    >
      {texts.download}
    </Button>
  );
}
