import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checksDocument, checksDocumentFile } from '../../scripts/checks-document.ts';
import { languages } from '../../src/checks/index.ts';

it.each(languages)('the reference of checks is current (%s): npm run docs', async (language) => {
  expect(readFileSync(checksDocumentFile(language), 'utf8')).toBe(await checksDocument(language));
});
