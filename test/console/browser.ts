import { type Browser, type BrowserContextOptions, type ConsoleMessage, chromium, type Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished } from 'vitest';
import { catalogues, type Texts } from '../../console/src/texts/catalogues.ts';
import type { Language } from '../../console/src/texts/format.ts';

let connected: Promise<Browser> | undefined;
afterAll(async () => (await connected)?.close());

/** The one browser of all tests. */
function theBrowser(): Promise<Browser> {
  connected ??= chromium.connect(inject('console').browser);
  return connected;
}

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

export interface Visit {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  readonly viewport?: typeof wide;
  /** Of another server than the shared one; nobody is signed in there. */
  readonly address?: string;
  /** Answers that belong to what is tried, `401 /api/v1/session`; any other refusal fails the test. */
  readonly refusals?: readonly string[];
}

/**
 * Opens the console as a user with a new browser does, who is signed in. When the test is finished, all that went wrong in the page on
 * the way fails it: errors in the console (the content security policy speaks there), exceptions, requests that failed or were refused.
 */
export async function visit(path: string, { language = 'en', theme = 'light', ...rest }: Visit = {}): Promise<Page> {
  const { address, signedIn } = inject('console');
  const options: BrowserContextOptions = {
    baseURL: rest.address ?? address,
    viewport: rest.viewport ?? wide,
    locale: language === 'en' ? 'en-US' : 'zh-CN',
    timezoneId: 'UTC',
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...(rest.address === undefined && { storageState: signedIn }),
  };
  const context = await (await theBrowser()).newContext(options);
  // On a busy machine all takes longer; nothing is asserted on time.
  context.setDefaultTimeout(20_000);
  const problems: string[] = [];
  onTestFinished(async () => {
    await context.close();
    expect(problems, 'went wrong in the page').toEqual([]);
  });
  const page = await context.newPage();
  watch(page, problems, rest.refusals ?? []);
  await page.goto(path);
  return page;
}

function watch(page: Page, problems: string[], refusals: readonly string[]): void {
  page.on('console', (message) => {
    if (isProblem(message)) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    const refusal = `${response.status()} ${new URL(response.url()).pathname}`;
    if (response.status() >= 400 && !refusals.includes(refusal)) problems.push(`refused: ${refusal}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // What the page itself called off: it was left, or another question took its place. And what Chromium calls off where this machine
    // gets or loses a network interface meanwhile: what the page then lacks, its test misses.
    if (reason !== 'net::ERR_ABORTED' && reason !== 'net::ERR_NETWORK_CHANGED')
      problems.push(`failed: ${request.url()}: ${reason}`);
  });
}

function isProblem(message: ConsoleMessage): boolean {
  // Refused answers are looked at one by one.
  return /^(?:error|warning)$/.test(message.type()) && !message.text().startsWith('Failed to load resource');
}

/** Waits until the page stands: its heading is there, and nothing is being loaded. */
export async function stands(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

export function textsOf(language: Language): Texts {
  return catalogues[language];
}

/** What the API answers to who is signed in, in a language. */
export async function ask<T>(page: Page, path: string, language: Language = 'en'): Promise<T> {
  const answer = await page.request.get(`/api/v1/${path}`, { headers: { 'accept-language': language } });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
  return (await answer.json()) as T;
}
