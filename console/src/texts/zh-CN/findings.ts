import type { Texts } from '../catalogues.ts';

export const findings: Texts['findings'] = {
  title: 'findings',
};
