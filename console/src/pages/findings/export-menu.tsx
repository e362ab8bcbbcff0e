import { Button, Menu } from '@mantine/core';
import type { Query } from '../../api/client.ts';
import { useApi } from '../../api/provider.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useTexts } from '../../texts/language.tsx';

/** Saves what the list shows, all of it. */
export function ExportMenu({ query }: { readonly query: Query }) {
  const { findings: texts } = useTexts();
  const api = useApi();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<Icon name="download" />}>
          {texts.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['csv', 'json'] as const).map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={api.address('findings/export', { ...query, format })}
            download={`findings.${format}`}
          >
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
