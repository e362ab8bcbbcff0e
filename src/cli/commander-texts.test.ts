import { afterEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from './program.ts';

afterEach(() => vi.restoreAllMocks());

/** Runs the program and gives what it writes. */
async function written(argv: readonly string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const write = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  const code = await runProgram(argv, { LANG: 'zh_CN.UTF-8' });
  return { code, text };
}

describe('commander in Chinese', () => {
  it.each<[string[], string]>([
    [['scn', 'x'], '错误：未知命令 "scn"\n（是否想用 scan？）\n'],
    [['scan', 'x', '--profil', 'all'], '错误：未知选项 "--profil"\n（是否想用 --profile？）\n'],
    [['scan', 'x', '--policy', 'x'], '错误：未知选项 "--policy"\n'],
    [['scan', 'x', '-o'], '错误：选项 "-o, --output <format>" 缺少参数\n'],
    [['checks', 'list', '-o', 'xml'], '错误：选项 "-o, --output <format>" 的值 "xml" 无效：可选值为 table, json\n'],
    [['scan', 'x', '--checks', 'a,'], '错误：选项 "--checks <ids>" 的值 "a," 无效：列表中有空名称\n'],
    [
      ['scan', 'x', '--pss-version', 'x'],
      '错误：选项 "--pss-version <version>" 的值 "x" 无效：应为版本号，例如 v1.37\n',
    ],
    [['checks', 'show'], '错误：缺少参数 "id"\n'],
    [['checks', 'show', 'a', 'b'], '错误："show" 的参数过多：最多 1 个，却有 2 个：a, b\n'],
  ])('%j', async (argv, error) => {
    const { code, text } = await written(argv);
    expect(code).toBe(2);
    expect(text.startsWith(error)).toBe(true);
  });

  it.each([
    [['--help']],
    [['scan', '--help']],
    [['fix', '--help']],
    [['checks', '--help']],
    [['checks', 'show', '-h']],
  ])('has nothing English in help: %j', async (argv) => {
    const { code, text } = await written(argv);
    expect(code).toBe(0);
    expect(text).toContain('用法：');
    expect(text).not.toMatch(
      /Usage:|Arguments:|Options:|Commands:|choices:|default:|display help|output the version|Exit code/,
    );
  });
});
