import type { Texts } from '../catalogues.ts';

export const finding: Texts['finding'] = {
  title: 'finding',
};
