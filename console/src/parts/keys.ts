import { useEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Single keys and `mod+k` (Ctrl or ⌘) for a view. They rest while one types or chooses from a list, and while a dialog is open.
 * A handler that takes the key is its end: the browser does nothing more with it.
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const mod = event.ctrlKey || event.metaKey;
      const handler = current.current[mod ? `mod+${event.key.toLowerCase()}` : event.key];
      if (handler === undefined || (!mod && isTyping(event.target)) || document.querySelector('dialog[open]') !== null)
        return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return (
    target.isContentEditable ||
    ['TEXTAREA', 'SELECT'].includes(target.tagName) ||
    target.closest('[role=menu],[role=listbox],[role=dialog]') !== null
  );
}
