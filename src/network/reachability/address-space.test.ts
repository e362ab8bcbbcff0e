import { describe, expect, it } from 'vitest';
import { type Block, parseBlock } from '../addresses.ts';
import { AddressSpace, blocksText } from './address-space.ts';

function blocks(...texts: readonly string[]): readonly Block[] {
  return texts.map(parseBlock).filter((block) => block !== undefined);
}

describe('the address space', () => {
  it('is one class without blocks', () => {
    const space = new AddressSpace([], []);
    expect(space.classes.map((one) => blocksText(one))).toEqual([['0.0.0.0/0']]);
    expect(space.classOf('8.8.8.8')).toBe(0);
    expect(space.classOf('::1')).toBeUndefined();
    expect(space.classOf('nonsense')).toBeUndefined();
  });

  it('is cut where blocks begin and end, at both ends of it, too', () => {
    const cut = blocks(
      '0.0.0.0/1',
      '10.0.0.0/8',
      '10.0.0.0/16',
      '10.255.255.255/32',
      '255.255.255.255/32',
      '10.9.9.9/8',
    );
    const space = new AddressSpace(cut, []);
    const inside = (text: string) => {
      const index = space.classOf(text) ?? -1;
      return cut.map((block) => Number(space.inBlock(block).has(index))).join('');
    };
    expect(inside('0.0.0.0')).toBe('100000');
    expect(inside('10.0.0.1')).toBe('111001');
    expect(inside('10.1.0.0')).toBe('110001');
    expect(inside('10.255.255.255')).toBe('110101');
    expect(inside('11.0.0.0')).toBe('100000');
    expect(inside('128.0.0.0')).toBe('000000');
    expect(inside('255.255.255.255')).toBe('000010');
    expect(space.classOf('0.0.0.0')).toBe(space.classOf('127.255.255.255'));
  });

  it('reads IPv6 in every spelling', () => {
    const [block] = blocks('2001:db8::/32');
    if (block === undefined) throw new Error('no block');
    const space = new AddressSpace([block], []);
    const held = (text: string) => space.inBlock(block).has(space.classOf(text) ?? -1);
    for (const text of [
      '2001:db8::',
      '2001:0db8:0:0:0:0:0:1',
      '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
      '2001:db8::192.0.2.1',
    ])
      expect([text, held(text)]).toEqual([text, true]);
    for (const text of ['2001:db9::', '::', '::ffff:1.2.3.4', 'ffff::', '1.2.3.4'])
      expect([text, held(text)]).toEqual([text, false]);
    expect(space.classes.map((one) => blocksText(one))).toContainEqual(['2001:db8::/32']);
  });

  it('takes for general what has the most public addresses', () => {
    const space = new AddressSpace(blocks('10.0.0.0/8', '203.0.113.0/24'), []);
    expect(space.general('ipv4')).toBe(space.classOf('8.8.8.8'));
    expect(space.general('ipv6')).toBeUndefined();
  });
});
