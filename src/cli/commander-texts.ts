import { type Command, Help } from 'commander';
import type { Language } from '../checks/index.ts';

/** Headings of commander's help, and what it puts behind descriptions. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^Usage:$/, '用法：'],
  [/^Arguments:$/, '参数：'],
  [/^Options:$/, '选项：'],
  [/^Global Options:$/, '全局选项：'],
  [/^Commands:$/, '命令：'],
];
const usageWords: readonly (readonly [RegExp, string])[] = [
  [/\[options\]/g, '[选项]'],
  [/\[command\]/g, '[命令]'],
];
const extraWords: readonly (readonly [RegExp, string])[] = [
  [/ \(choices: (.*?), default: (.*)\)$/, '（可选值：$1；默认：$2）'],
  [/ \(choices: (.*)\)$/, '（可选值：$1）'],
  [/ \(default: (.*)\)$/, '（默认：$1）'],
];

/** Commander has no catalogue: its sentences are found by its own words (commander 14, lib/command.js), which a test keeps up with. */
const errorWords: readonly (readonly [RegExp, string])[] = [
  [/^error: /, '错误：'],
  [/missing required argument '(.*)'/, '缺少参数 "$1"'],
  [/option '(.*)' argument missing/, '选项 "$1" 缺少参数'],
  [/option '(.*)' argument '(.*)' is invalid\. /s, '选项 "$1" 的值 "$2" 无效：'],
  [/Allowed choices are (.*)\./, '可选值为 $1'],
  [/unknown option '(.*)'/, '未知选项 "$1"'],
  [/unknown command '(.*)'/, '未知命令 "$1"'],
  [
    /too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+): (.*)\./,
    '"$1" 的参数过多：最多 $2 个，却有 $3 个：$4',
  ],
  [/too many arguments\. Expected (\d+) arguments? but got (\d+): (.*)\./, '参数过多：最多 $1 个，却有 $2 个：$3'],
  [/\(Did you mean one of (.*)\?\)/, '（是否想用 $1 之一？）'],
  [/\(Did you mean (.*)\?\)/, '（是否想用 $1？）'],
];

/** Makes commander speak the language in help and errors. To be called before commands are added: they take it over. */
export function setLanguage(program: Command, language: Language): void {
  if (language === 'en') return;
  program
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [command]', '显示命令的帮助')
    .configureHelp({
      styleTitle: (title) => replaced(title, words),
      styleUsage: (usage) => replaced(usage, usageWords),
      argumentDescription(argument) {
        return replaced(Help.prototype.argumentDescription.call(this, argument), extraWords);
      },
      optionDescription(option) {
        return replaced(Help.prototype.optionDescription.call(this, option), extraWords);
      },
    })
    .configureOutput({ outputError: (text, write) => write(replaced(text, errorWords)) });
}

function replaced(text: string, table: readonly (readonly [RegExp, string])[]): string {
  return table.reduce((said, [pattern, words]) => said.replace(pattern, words), text);
}
