import { Button } from '@mantine/core';
import { useTexts } from '../texts/language.tsx';
import { Icon } from './icons.tsx';

/** Saves a text that is already here. */
export function DownloadButton({ text, fileName }: { readonly text: string; readonly fileName: string }) {
  const { parts: texts } = useTexts();
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button variant="default" size="xs" leftSection={<Icon name="download" size={14} />} onClick={save}>
      {texts.download}
    </Button>
  );
}
