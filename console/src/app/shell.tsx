import { useCallback, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { useLiveUpdates } from '../api/live.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useKeys } from '../parts/keys.ts';
import { ErrorView } from '../parts/states.tsx';
import { useTexts } from '../texts/language.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { codeOf, Lazy, preload } from './lazy.tsx';
import { Navigation } from './navigation.tsx';
import { Preferences } from './preferences.tsx';
import classes from './shell.module.css';

const palette = codeOf(async () => (await import('../palette/command-palette.tsx')).CommandPalette);

type Open = 'palette' | 'keys' | 'navigation' | null;

/** Header, navigation and the page; what is open above them. */
export function Shell() {
  const { shell: texts } = useTexts();
  const live = useLiveUpdates();
  const [open, setOpen] = useState<Open>(null);
  const close = useCallback(() => setOpen(null), []);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  // Who opens it types at once.
  useEffect(() => preload(palette), []);
  useKeys({ 'mod+k': () => setOpen('palette'), '?': () => setOpen('keys') });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page starts at its top, and nothing stays open above it
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
    setOpen(null);
  }, [pathname]);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {texts.skip}
      </a>
      <Header
        live={live}
        onSearch={() => setOpen('palette')}
        onKeys={() => setOpen('keys')}
        onNavigation={() => setOpen('navigation')}
      />
      <aside className={classes.side}>
        <Navigation />
      </aside>
      <main ref={main} id="main" className={classes.main} tabIndex={-1}>
        <ErrorBoundary
          of={pathname}
          fallback={(error) => <ErrorView what={texts.pageFailed} error={error} retry={() => location.reload()} />}
        >
          <Outlet />
        </ErrorBoundary>
      </main>
      {open === 'palette' && (
        <Lazy code={palette} props={{ onClose: close, onGo: (to) => navigate(to) }} meanwhile={null} />
      )}
      {open === 'keys' && <KeysDialog onClose={close} />}
      {open === 'navigation' && (
        <Dialog title="Breakwater" onClose={close}>
          <Navigation />
          <Preferences />
        </Dialog>
      )}
    </div>
  );
}
