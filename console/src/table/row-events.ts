import type { KeyboardEvent, MouseEvent } from 'react';

/** A click on a link or control inside of a row is theirs. */
export function isControl(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
}

/** Keys on a row itself, not on what is in it. */
export function onRowKey(
  event: KeyboardEvent<HTMLTableRowElement>,
  does: { readonly open: () => void; readonly move: (step: number) => void; readonly select: () => void },
): void {
  if (event.target !== event.currentTarget) return;
  const actions: Readonly<Record<string, () => void>> = {
    Enter: does.open,
    ' ': does.select,
    ArrowDown: () => does.move(1),
    ArrowUp: () => does.move(-1),
    PageDown: () => does.move(15),
    PageUp: () => does.move(-15),
    Home: () => does.move(-Infinity),
    End: () => does.move(Infinity),
  };
  const action = actions[event.key];
  if (action === undefined) return;
  event.preventDefault();
  action();
}
