import type { Language } from '../checks/index.ts';

/** Why the database failed or refused; none of the values is from a statement. */
export interface StoreFailures {
  readonly 'in-use': { readonly file: string };
  readonly newer: { readonly migrations: string };
  readonly 'not-opened': { readonly file: string; readonly code: string };
  readonly 'bad-url': object;
  readonly failed: { readonly code: string };
  readonly 'unknown-cluster': object;
  readonly 'bad-time': object;
  readonly 'too-many-exceptions': { readonly most: number };
}
export type StoreFailure = keyof StoreFailures;

type Texts = { readonly [failure in StoreFailure]: (values: StoreFailures[failure]) => string };

export const errorTexts: Readonly<Record<Language, Texts>> = {
  en: {
    'in-use': ({ file }) => `another Breakwater uses ${file}; end it, or give this one a data folder of its own`,
    newer: ({ migrations }) =>
      `it was written by a newer Breakwater (it has ${migrations}); use that version, or a backup from before`,
    'not-opened': ({ file, code }) => `${file} can't be opened: ${code}`,
    'bad-url': () => 'its URL is not one',
    failed: ({ code }) => `the database failed: ${code}`,
    'unknown-cluster': () => 'the cluster is not known: it was never put',
    'bad-time': () => 'a time is not one',
    'too-many-exceptions': ({ most }) => `there are ${most} exceptions already`,
  },
  'zh-CN': {
    'in-use': ({ file }) => `另一个 Breakwater 正在使用 ${file}；请先结束它，或为当前实例指定单独的数据目录`,
    newer: ({ migrations }) =>
      `该数据库由更新版本的 Breakwater 写入（包含 ${migrations}）；请使用那个版本，或恢复此前的备份`,
    'not-opened': ({ file, code }) => `无法打开 ${file}：${code}`,
    'bad-url': () => '数据库 URL 无效',
    failed: ({ code }) => `数据库出错：${code}`,
    'unknown-cluster': () => '未知的集群：尚未登记',
    'bad-time': () => '时间无效',
    'too-many-exceptions': ({ most }) => `例外已达 ${most} 条上限`,
  },
};
