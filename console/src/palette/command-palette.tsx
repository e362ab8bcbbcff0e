import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { pages } from '../app/pages.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language.tsx';

interface Props {
  readonly onClose: () => void;
  readonly onGo: (to: string) => void;
}

/** Goes to a page by its name. */
export function CommandPalette({ onClose, onGo }: Props) {
  const { shell: texts } = useTexts();
  const [typed, setTyped] = useState('');
  const found = pages.filter(
    ({ navigation }) =>
      navigation !== undefined && texts.navigation[navigation.name].toLowerCase().includes(typed.toLowerCase()),
  );
  return (
    <Dialog title={texts.search} onClose={onClose}>
      <TextInput
        data-autofocus
        aria-label={texts.search}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul>
        {found.map(({ path, navigation }) => (
          <li key={path}>
            <button type="button" onClick={() => onGo(path)}>
              {navigation === undefined ? path : texts.navigation[navigation.name]}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
