import { expect, it } from 'vitest';
import { progressOn } from './progress.ts';

function written(isTTY: boolean): string {
  let text = '';
  const progress = progressOn({ isTTY, write: (more) => (text += more) });
  progress.say('reading');
  progress.say('asking');
  progress.done();
  return text;
}

it('replaces one line and takes it away on a terminal', () => {
  expect(written(true)).toBe('\r\u001b[Kreading\r\u001b[Kasking\r\u001b[K');
});

it('writes nothing into a pipe', () => {
  expect(written(false)).toBe('');
});
