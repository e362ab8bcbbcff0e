import { readFileSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../console/src/texts/format.ts';
import { textsOf } from './browser.ts';

/** All that holds for every view, whatever it shows. */
export async function expectSound(page: Page, language: Language): Promise<void> {
  expect(await page.getByRole('alert').allInnerTexts(), 'errors that the page shows').toEqual([]);
  const texts = (await page.evaluate(shownTexts)) as ShownText[];
  expect(
    texts.filter(({ text }) => /\b(?:undefined|NaN|null|Infinity|Invalid Date)\b|\[object /.test(text)),
    'values that were not made into words',
  ).toEqual([]);
  expect(texts.filter(isForeign[language]), 'texts of the other language').toEqual([]);
  await expectAccessible(page);
}

interface ShownText {
  readonly text: string;
  /** The element that shows it, `button`, or the attribute that says it, `button[aria-label]`. */
  readonly where: string;
}

/**
 * Texts and labels of a page, but for what quotes the cluster (code), names keys, or says itself to be of another language. An
 * expression for the page: the policy forbids scripts of others, not the debugger's questions.
 */
const shownTexts = `(() => {
  const quotes = 'code, pre, kbd, noscript, script, style, textarea, [lang]:not(html)';
  const texts = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest(quotes) !== null) continue;
    const where = element.tagName.toLowerCase();
    for (const child of element.childNodes)
      if (child.nodeType === Node.TEXT_NODE && child.data.trim() !== '') texts.push({ text: child.data.trim(), where });
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      const text = element.getAttribute(name);
      if (text !== null && text !== '') texts.push({ text, where: where + '[' + name + ']' });
    }
  }
  texts.push({ text: document.title, where: 'title' });
  return texts;
})()`;

/** English texts that read differently in Chinese, but for those that are a kind's name, too: a name is not translated. */
const english = new Set(differences(textsOf('en'), textsOf('zh-CN'))).difference(
  new Set(['Namespace', 'Node', 'Rollout']),
);
/** Words in a row that no name of a cluster's object looks like. */
const sentence = /[A-Za-z]{2,}(?: [a-z]{2,}){3}/;

/** What the example's users say: reasons of exceptions stand as they were written. */
const ofUsers = ['settings.yaml', 'policies.ts']
  .map((file) => readFileSync(new URL(`../../examples/harbor/${file}`, import.meta.url), 'utf8'))
  .join('\n');

const isForeign: Readonly<Record<Language, (shown: ShownText) => boolean>> = {
  en: ({ text }) => /\p{Script=Han}/u.test(text),
  'zh-CN': ({ text }) => english.has(text) || (sentence.test(text) && !ofUsers.includes(text)),
};

function differences(one: unknown, other: unknown): string[] {
  if (typeof one === 'string') return one === other ? [] : [one];
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return [];
  return Object.entries(one).flatMap(([key, value]) => differences(value, (other as Record<string, unknown>)[key]));
}

/** No violation that axe calls serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    `axe.run({ resultTypes: ['violations'], preload: false })`,
  )) as AxeResults;
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.slice(0, 3).map(({ html, any }) => [html, any[0]?.message]),
    }));
  expect(serious, 'not accessible').toEqual([]);
}

/** Nothing is wider than the window, but what scrolls inside of itself. */
export async function expectNoOverflow(page: Page): Promise<void> {
  // What measures itself is drawn anew after the window has changed.
  await expect.poll(() => page.evaluate(overflowing), { message: 'wider than the window' }).toEqual([]);
}

const overflowing = `(() => {
  const scrolls = (element) => {
    for (let box = element.parentElement; box !== null && box.id !== 'main'; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    return false;
  };
  const wide = [];
  for (const box of [document.documentElement, document.getElementById('main')])
    if (box !== null && box.scrollWidth > box.clientWidth) wide.push(box.tagName + ' ' + box.scrollWidth);
  for (const element of document.querySelectorAll('body *')) {
    const { right, width, height } = element.getBoundingClientRect();
    if (width > 1 && height > 1 && right > innerWidth + 1 && !scrolls(element))
      wide.push(element.outerHTML.slice(0, 200));
  }
  return wide.slice(0, 5);
})()`;
