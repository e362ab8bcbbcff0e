import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import classes from './announcer.module.css';

const AnnounceContext = createContext<(message: string) => void>(() => {});

/** The live region: what changed without the user's looking at it is said to screen readers. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState({ message: '', count: 0 });
  const announce = useCallback((message: string) => setSaid(({ count }) => ({ message, count: count + 1 })), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className={classes.announcer}>
        {/* A new element, so that the same message is said twice. */}
        <span key={said.count}>{said.message}</span>
      </div>
    </AnnounceContext>
  );
}

export function useAnnounce(): (message: string) => void {
  return use(AnnounceContext);
}
