import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContextOptions, type BrowserServer, chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { buildConsole, startConsoleServer } from './server.ts';

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;

declare module 'vitest' {
  export interface ProvidedContext {
    readonly console: {
      /** Of the server that all tests share: `http://127.0.0.1:…`. */
      readonly address: string;
      /** The sign-in link, which was used. */
      readonly link: string;
      /** Cookies of who is signed in. */
      readonly signedIn: StorageState;
      /** Where the one browser listens. */
      readonly browser: string;
      /** Of the built console, for servers that a test starts itself. */
      readonly folder: string;
      /** Where screenshots go. */
      readonly screenshots: string;
    };
  }
}

export const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Builds the console, starts a server and a browser for all tests of the `console` project, and signs in; what is returned ends them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temporary = mkdtempSync(join(tmpdir(), 'breakwater-console-'));
  const ends: (() => unknown)[] = [() => rmSync(temporary, { recursive: true })];
  const end = async () => {
    for (const each of ends.toReversed()) await each();
  };
  try {
    const folder = join(temporary, 'built');
    await buildConsole(folder);
    const server = await startConsoleServer(folder);
    ends.push(() => server.close());
    const browser = await chromium.launchServer({
      executablePath: chromiumPath(),
      args: flags,
      chromiumSandbox: false,
      host: '127.0.0.1',
    });
    ends.push(() => browser.close());
    const screenshots = screenshotsFolder(temporary);
    mkdirSync(screenshots, { recursive: true });
    project.provide('console', {
      address: server.address,
      link: server.link,
      signedIn: await signIn(browser, server.link),
      browser: browser.wsEndpoint(),
      folder,
      screenshots,
    });
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

/** Screenshots are taken in each run; those of the documentation change only when somebody says so, since no two runs are alike to the pixel. */
function screenshotsFolder(temporary: string): string {
  return process.env.UPDATE_SCREENSHOTS === '1'
    ? fileURLToPath(new URL('../../docs/screenshots', import.meta.url))
    : join(temporary, 'screenshots');
}

async function signIn(server: BrowserServer, link: string): Promise<StorageState> {
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.locator('main h1').waitFor();
  const state = await context.storageState();
  await browser.close();
  return state;
}

/** The system’s Chromium. @throws Error where it is not on PATH */
export function chromiumPath(): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'chromium');
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  throw new Error('no chromium on PATH: scripts/ci/install-chromium.sh brings it');
}
