import type { Texts } from '../catalogues.ts';

export const signIn: Texts['signIn'] = {
  title: '登录',
};
