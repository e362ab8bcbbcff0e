import { expect, it } from 'vitest';
import { csvLine } from './csv.ts';

it.each([
  [['a', 1, null], 'a,1,\r\n'],
  [['a,b', 'say "x"', 'two\nlines'], '"a,b","say ""x""","two\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@x', '\tx', '＝1'], "'=1+1,'+1,'-1,'@x,'\tx,'＝1\r\n"],
  [['=HYPERLINK("http://x",1)', -1], '"\'=HYPERLINK(""http://x"",1)",-1\r\n'],
])('writes %j so that no spreadsheet runs it', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
