import { expect, it } from 'vitest';
import { csvLine } from './csv.ts';

it.each([
  [['a', 1, null], 'a,1,\r\n'],
  [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@x', '＝1'], "'=1+1,'+1,'-1,'@x,'＝1\r\n"],
  [['\t=1', ' =1', '\n=1', '\r=1'], "' =1,' =1,\"'\n'=1\",\\u000d=1\r\n"],
  [['a;=1+1;b', 'a\r\n-1', 'a; b=1', 'x-1'], '"a;\'=1+1;b","a\n\'-1","a; b=1",x-1\r\n'],
  [['\u001b[2J\u202ea', '\u0000', '\ufeff=1'], '\\u001b[2J\\u202ea,\\u0000,\\ufeff=1\r\n'],
  [['=HYPERLINK("http://x",1)', -1], '"\'=HYPERLINK(""http://x"",1)",-1\r\n'],
])('writes %j so that no spreadsheet and no terminal runs it', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
