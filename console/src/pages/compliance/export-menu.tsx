import { Button, Menu } from '@mantine/core';
import { useApi } from '../../api/provider.tsx';
import { useChange } from '../../api/queries.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Icon } from '../../parts/icons.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { ErrorLine } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './compliance.module.css';

/** Saves the framework's answer as a page to print, or as a table, in the console's language. */
export function ExportMenu({ framework }: { readonly framework: string }) {
  const { compliance: texts } = useTexts();
  const api = useApi();
  const announce = useAnnounce();
  const save = useChange(async (format: 'html' | 'csv') => {
    const file = await api.file(`compliance/${framework}/export`, { format });
    saveFile(file, `${framework}-${new Date().toISOString().slice(0, 10)}.${format}`);
    announce(texts.exported);
  });
  return (
    <div className={classes.export}>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" size="xs" loading={save.isPending} leftSection={<Icon name="download" />}>
            {texts.export}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['html', 'csv'] as const).map((format) => (
            <Menu.Item key={format} onClick={() => save.mutate(format)}>
              {texts.exportAs[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {save.error !== null && <ErrorLine what={texts.exportFailed} error={save.error} />}
    </div>
  );
}
