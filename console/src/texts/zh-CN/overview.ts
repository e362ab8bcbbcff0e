import type { Texts } from '../catalogues.ts';

export const overview: Texts['overview'] = {
  title: 'overview',
};
