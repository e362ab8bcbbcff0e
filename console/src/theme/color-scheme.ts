import { type MantineColorScheme, type MantineColorSchemeManager, useMantineColorScheme } from '@mantine/core';

const key = 'breakwater.theme';

/** Keeps the choice where before-paint.js reads it. Without storage it lasts until the page is left. */
export function storedColorScheme(): MantineColorSchemeManager {
  let unsubscribe = () => {};
  return {
    get(fallback) {
      const stored = read();
      return stored === 'light' || stored === 'dark' || stored === 'auto' ? stored : fallback;
    },
    set: (value) => write(value),
    subscribe(onUpdate) {
      const listen = (event: StorageEvent) => {
        const { key: changed, newValue } = event;
        if (changed === key && (newValue === 'light' || newValue === 'dark' || newValue === 'auto')) onUpdate(newValue);
      };
      window.addEventListener('storage', listen);
      unsubscribe = () => window.removeEventListener('storage', listen);
    },
    unsubscribe: () => unsubscribe(),
    clear: () => write('auto'),
  };
}

export function useColorSchemeChoice(): [MantineColorScheme, (value: MantineColorScheme) => void] {
  // Without keepTransitions Mantine writes a <style>, which the policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return [colorScheme, setColorScheme];
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(value: MantineColorScheme): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is full or forbidden.
  }
}
