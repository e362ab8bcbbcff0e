import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { BrowserRouter, matchPath, Route, Routes } from 'react-router';
import { ApiProvider } from '../api/provider.tsx';
import { Announcer } from '../parts/announcer.tsx';
import { ErrorView, LoadingView } from '../parts/states.tsx';
import { LanguageProvider, useTexts } from '../texts/language.tsx';
import { storedColorScheme } from '../theme/color-scheme.ts';
import { theme } from '../theme/theme.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { codeOf, Lazy, preload } from './lazy.tsx';
import { NotFound } from './not-found.tsx';
import { pages } from './pages.ts';
import { Shell } from './shell.tsx';
import { SignedIn } from './signed-in.tsx';

const colorScheme = storedColorScheme();
const routes = pages.map(({ path, load }) => ({ path, code: codeOf(load) }));
const signIn = codeOf(async () => (await import('../pages/sign-in/sign-in-page.tsx')).SignInPage);
// While the session is asked for.
const asked = routes.find(({ path }) => matchPath(path, location.pathname) !== null);
if (asked !== undefined) preload(asked.code);

/** No <style> is written at run time: variables and classes are in the style sheets (theme.css). */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <LanguageProvider>
        <ApiProvider>
          <Announcer>
            <LastResort>
              <BrowserRouter>
                <Routes>
                  <Route path="/sign-in" element={<Lazy code={signIn} props={{}} meanwhile={null} />} />
                  <Route element={<SignedIn />}>
                    <Route element={<Shell />}>
                      {routes.map(({ path, code }) => (
                        <Route
                          key={path}
                          path={path}
                          element={<Lazy key={path} code={code} props={{}} meanwhile={<LoadingView />} />}
                        />
                      ))}
                      <Route path="*" element={<NotFound />} />
                    </Route>
                  </Route>
                </Routes>
              </BrowserRouter>
            </LastResort>
          </Announcer>
        </ApiProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}

/** Around all: what fails outside of the pages. Loading again helps where a new version replaced the files. */
function LastResort({ children }: { readonly children: ReactNode }) {
  const { shell: texts } = useTexts();
  return (
    <ErrorBoundary
      of=""
      fallback={(error) => <ErrorView what={texts.pageFailed} error={error} retry={() => location.reload()} />}
    >
      {children}
    </ErrorBoundary>
  );
}
