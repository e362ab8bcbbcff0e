import { writeFileSync } from 'node:fs';
import { languages } from '../src/checks/index.ts';
import { checksDocument, checksDocumentFile } from './checks-document.ts';

/** `npm run docs`: writes what is derived from the catalogue. A test holds that it is current. */
for (const language of languages) writeFileSync(checksDocumentFile(language), await checksDocument(language));
