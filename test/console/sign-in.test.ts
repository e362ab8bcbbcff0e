import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languages } from '../../console/src/texts/format.ts';
import { narrow, stands, textsOf, visit } from './browser.ts';
import { screenshot } from './screenshots.ts';
import { type ConsoleServer, startConsoleServer } from './server.ts';
import { expectNoOverflow, expectSound } from './sound.ts';

/** A server of its own: its link is good once, and who signs out takes nobody with them. */
let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer(inject('console').folder);
});
afterAll(() => server.close());

/** Whoever is not signed in is told so, which the console asks for. */
const notSignedIn = '401 /api/v1/session';
const texts = textsOf('en');

describe('who is not signed in', () => {
  it.each([
    ['en', 'light'],
    ['zh-CN', 'dark'],
  ] as const)('is told how to, in %s', async (language, theme) => {
    const { address } = server;
    const page = await visit('/', { address, language, theme, refusals: [notSignedIn] });
    await page.getByRole('heading', { name: textsOf(language).signIn.heading, level: 1 }).waitFor();
    await page.getByText(textsOf(language).signIn.linkWhat).waitFor();
    await expectSound(page, language);
    await screenshot(page, 'sign-in', language);
    await page.setViewportSize(narrow);
    await expectNoOverflow(page);
  });

  it.each(languages)('is told of a link that is not the server’s, in %s', async (language) => {
    const { address } = server;
    const page = await visit('/sign-in/link?code=guessed', { address, language, refusals: [notSignedIn] });
    await page.getByRole('alert').getByText(textsOf(language).signIn.errors['link-wrong']).waitFor();
  });
});

it('the link signs in once, sign-out ends the session', async () => {
  const { address, link } = server;
  const page = await visit(link, { address, refusals: [notSignedIn] });
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  await stands(page);

  const second = await visit(link, { address, refusals: [notSignedIn] });
  await second.getByRole('alert').getByText(texts.signIn.errors['link-used']).waitFor();

  const cookies = await page.context().cookies();
  expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
    { httpOnly: true, sameSite: 'Strict' },
  ]);
  await page.getByRole('button', { name: /^User: / }).click();
  await page.getByRole('menuitem', { name: texts.shell.signOut }).click();
  await page.getByRole('heading', { name: texts.signIn.heading }).waitFor();
  // Also for who kept the cookie.
  await page.context().addCookies(cookies);
  await page.goto('/findings');
  await page.getByRole('heading', { name: texts.signIn.heading }).waitFor();
});
