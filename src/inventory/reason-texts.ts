/** A reason as a library or the operating system words it, and how it is said to users; `$1` is the first group. */
interface Reason {
  readonly pattern: RegExp;
  /** Where absent, English keeps the words it was given in. */
  readonly en?: string;
  readonly 'zh-CN': string;
}

const reasons: readonly Reason[] = [
  // Ours, of a cluster: what is not read of it.
  { pattern: /^only metadata is read, never what they hold$/, 'zh-CN': '只读取元数据，从不读取其内容' },
  { pattern: /^only these namespaces are read: (.+)$/, 'zh-CN': '只读取这些命名空间：$1' },
  {
    pattern: /^no right to list and watch (\S+) in (\d+) namespaces$/,
    'zh-CN': '在 $2 个命名空间中没有 list 和 watch $1 的权限',
  },
  { pattern: /^no right to list and watch (\S+)$/, 'zh-CN': '没有 list 和 watch $1 的权限' },
  // js-yaml, lib/parser: what people really meet; the rest is left as it is.
  {
    pattern: /^nesting exceeded maxDepth \((\d+)\)$/,
    en: 'nested deeper than $1 levels',
    'zh-CN': '嵌套超过 $1 层',
  },
  {
    pattern: /^merge keys exceeded maxTotalMergeKeys \((\d+)\)$/,
    en: 'its merge keys (<<) bring in more than $1 keys',
    'zh-CN': '合并键（<<）带入的键超过 $1 个',
  },
  {
    pattern: /^abnormal merge sequence size$/,
    en: 'a merge key (<<) lists more than 100 mappings',
    'zh-CN': '一个合并键（<<）列出了 100 个以上的映射',
  },
  {
    pattern: /^object-based map does not support complex keys$/,
    en: 'a key is a list or a mapping',
    'zh-CN': '有一个键是列表或映射',
  },
  { pattern: /^bad indentation of a mapping entry$/, 'zh-CN': '映射条目的缩进有误' },
  { pattern: /^bad indentation of a sequence entry$/, 'zh-CN': '列表项的缩进有误' },
  {
    pattern: /^deficient indentation$/,
    en: 'too little indentation, or a [ or { that is not closed',
    'zh-CN': '缩进不足，或者 [ 或 { 没有闭合',
  },
  {
    pattern: /^tab characters must not be used in indentation$/,
    'zh-CN': '缩进中不能使用制表符',
  },
  {
    pattern: /^missed comma between flow collection entries$/,
    en: 'a comma is missing between entries inside of [ ] or { }',
    'zh-CN': '[ ] 或 { } 内的条目之间缺少逗号',
  },
  {
    pattern: /^unexpected end of the stream within a flow collection$/,
    en: 'a [ or { is not closed',
    'zh-CN': '[ 或 { 没有闭合',
  },
  {
    pattern: /^unexpected end of the (?:stream|document) within a (?:single|double) quoted scalar$/,
    en: 'a quoted text is not closed',
    'zh-CN': '引号没有闭合',
  },
  { pattern: /^unknown escape sequence$/, 'zh-CN': '未知的转义序列' },
  {
    pattern: /^can not read a block mapping entry; a multiline key may not be an implicit key$/,
    en: 'a line is no "key: value"',
    'zh-CN': '有一行不是“键: 值”的形式',
  },
  { pattern: /^expected ':' after a mapping key$/, 'zh-CN': '键之后缺少冒号' },
  { pattern: /^expected the node content, but found ','$/, 'zh-CN': '逗号前缺少内容' },
  {
    pattern: /^end of the stream or a document separator is expected$/,
    en: 'what follows does not belong to the document: look at the indentation',
    'zh-CN': '后面的内容不属于该文档，请检查缩进',
  },
  { pattern: /^unidentified alias "(.*)"$/s, en: 'the alias *$1 has no anchor', 'zh-CN': '别名 *$1 没有对应的锚点' },
  {
    pattern: /^the stream contains non-printable characters$/,
    en: 'it has control characters',
    'zh-CN': '含有控制字符',
  },
  {
    pattern: /^cannot merge mappings; the provided source object is unacceptable$/,
    en: 'a merge key (<<) refers to what is no mapping',
    'zh-CN': '合并键（<<）引用的不是映射',
  },
  // Limits of JSON documents.
  { pattern: /^more than (\d+) levels of nesting$/, en: 'nested deeper than $1 levels', 'zh-CN': '嵌套超过 $1 层' },
  { pattern: /^more than ([\d,]+) values$/, 'zh-CN': '超过 $1 个值' },
  // The operating system's codes (errno(3)).
  { pattern: /^ENOENT$/, en: 'there is no such file or folder', 'zh-CN': '没有这个文件或目录' },
  { pattern: /^(?:EACCES|EPERM)$/, en: 'permission denied', 'zh-CN': '没有权限' },
  { pattern: /^ELOOP$/, en: 'its symbolic links form a loop', 'zh-CN': '其符号链接形成了循环' },
  { pattern: /^ENAMETOOLONG$/, en: 'its name is too long', 'zh-CN': '名称过长' },
  { pattern: /^ENOTDIR$/, en: 'a part of its path is not a folder', 'zh-CN': '路径中有一部分不是目录' },
  { pattern: /^EISDIR$/, en: 'it is a folder', 'zh-CN': '它是一个目录' },
  { pattern: /^EEXIST$/, en: 'it is there already', 'zh-CN': '它已经存在' },
  { pattern: /^EROFS$/, en: 'its file system is read-only', 'zh-CN': '所在的文件系统是只读的' },
  { pattern: /^ENOSPC$/, en: 'the disk is full', 'zh-CN': '磁盘已满' },
  // How programs end (program.ts).
  { pattern: /^it took longer than (\d+) seconds$/, 'zh-CN': '运行超过 $1 秒' },
  { pattern: /^it wrote more than ([\d,]+) bytes$/, 'zh-CN': '输出超过 $1 字节' },
  { pattern: /^it ended with (\w+)$/, 'zh-CN': '以 $1 结束' },
  // Why a user's policy has no answer (checks/policies, cel).
  {
    pattern: /^request\.userInfo: who makes the request is not known here$/,
    'zh-CN': 'request.userInfo：这里不知道请求由谁发出',
  },
  {
    pattern: /^authorizer: what the requesting user may do is not known here$/,
    'zh-CN': 'authorizer：这里不知道请求者拥有哪些权限',
  },
  {
    pattern: /^namespace (\S+) is not in the input, so its labels are not known$/,
    'zh-CN': '命名空间 $1 不在输入中，无法得知其标签',
  },
  {
    pattern: /^the API server would convert (\S+) (\S+) to version (\S+) first$/,
    'zh-CN': 'API server 会先把 $1 $2 转换为版本 $3',
  },
  { pattern: /^no (\S+ \S+) is in the input$/, 'zh-CN': '输入中没有 $1' },
  {
    pattern: /^it costs too much and was stopped; not asked of ([\d,]+) objects?, of this one on$/,
    'zh-CN': '执行开销过大，已停止；从这一个起，有 $1 个对象没有检查',
  },
];

/** A reason in a language, where it is one of those that users often meet; else in the words it was given in. */
export function reasonText(reason: string, language: 'en' | 'zh-CN'): string {
  for (const { pattern, [language]: text } of reasons) {
    if (text !== undefined && pattern.test(reason)) return reason.replace(pattern, text);
  }
  return reason;
}
