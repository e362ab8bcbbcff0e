import type { Answers } from '../testing/answers.ts';

export const addresses: Answers = {
  object: 'configMap',
  holds: `
    isIP(object.data.ip)
    isIP(object.data.ipv6)
    isIP('::')
    isIP('64:ff9b::1.2.3.4')
    isIP('1:2:3:4:5:6:7:8')
    isIP('1:2:3:4:5:6:7::')
    ip(object.data.ip).family() == 4
    ip(object.data.ipv6).family() == 6
    ip('127.0.0.1').isLoopback()
    ip('::1').isLoopback()
    ip('0.0.0.0').isUnspecified()
    ip('::').isUnspecified()
    ip('224.0.0.1').isLinkLocalMulticast()
    ip('ff02::1').isLinkLocalMulticast()
    ip('ff12::1').isLinkLocalMulticast()
    ip('169.254.1.1').isLinkLocalUnicast()
    ip('fe80::1').isLinkLocalUnicast()
    ip('10.0.0.1').isGlobalUnicast()
    ip('2001:db8::1').isGlobalUnicast()
    ip.isCanonical('127.0.0.1')
    ip.isCanonical('2001:db8::abcd')
    ip.isCanonical('1:0:0:2::3')
    ip('1.2.3.4') == ip('1.2.3.4')
    ip('2001:db8::1') == ip('2001:DB8::1')
    string(ip('2001:DB8:0::1')) == '2001:db8::1'
    string(ip('1:0:2:0:0:3:0:0')) == '1:0:2::3:0:0'
    string(ip('0:0:1::')) == '0:0:1::'
    isCIDR(object.data.cidr)
    isCIDR('2001:db8::/32')
    cidr(object.data.cidr).containsIP(object.data.ip)
    cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')
    cidr('10.0.0.0/8').containsCIDR('10.0.0.0/8')
    cidr('2001:db8::/32').containsCIDR('2001:db8:1::/48')
    cidr('2001:db8::/32').containsIP('2001:db8:ffff::1')
    cidr('192.168.1.5/24').ip() == ip('192.168.1.5')
    cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24')
    cidr('192.168.1.5/20').masked().ip() == ip('192.168.0.0')
    string(cidr('192.168.1.5/24')) == '192.168.1.5/24'
    string(cidr('2001:DB8::/32').masked()) == '2001:db8::/32'
    cidr('192.168.1.0/24').prefixLength() == 24
    cidr('0.0.0.0/0').containsIP('8.8.8.8')
  `,
  fails: `
    isIP('1.2.3')
    isIP('1.2.3.256')
    isIP('01.2.3.4')
    isIP('::ffff:1.2.3.4')
    isIP('fe80::1%eth0')
    isIP('1.2.3.4 ')
    isIP('')
    isIP('1::2::3')
    isIP('1:2:3:4:5:6:7:8:9')
    isIP('12345::')
    ip('128.0.0.1').isLoopback()
    ip('224.0.1.1').isLinkLocalMulticast()
    ip('fec0::1').isLinkLocalUnicast()
    ip('255.255.255.255').isGlobalUnicast()
    ip('224.0.0.1').isGlobalUnicast()
    ip('fe80::1').isGlobalUnicast()
    ip.isCanonical('2001:DB8::ABCD')
    ip.isCanonical('2001:db8:0:0:0:0:0:abcd')
    ip.isCanonical('1:0:0:2:0:0:0:3')
    ip.isCanonical('1::2:0:0:0:3')
    ip('1.2.3.4') == ip('1.2.3.5')
    isCIDR('10.0.0.0/33')
    isCIDR('10.0.0.0')
    isCIDR('10.0.0.1/08')
    isCIDR('::ffff:1.2.3.4/100')
    isCIDR('10.0.0.0/')
    isCIDR('10.0.0.0/-1')
    cidr(object.data.cidr).containsIP(ip('11.0.0.1'))
    cidr(object.data.cidr).containsIP('::1')
    cidr('10.0.0.0/8').containsCIDR(cidr('10.0.0.0/7'))
    cidr('10.0.0.0/8').containsCIDR('11.0.0.0/16')
    cidr('0.0.0.0/0').containsCIDR('::/0')
    cidr('192.168.1.5/24') == cidr('192.168.1.0/24')
  `,
  messages: [
    [
      "ip('x').family() == 4",
      'error: IP Address "x" parse error during conversion from string: ParseAddr("x"): unable to parse IP',
    ],
    [
      "ip.isCanonical('x')",
      'error: IP Address "x" parse error during conversion from string: ParseAddr("x"): unable to parse IP',
    ],
    [
      "cidr(object.data.cidr).containsIP('x')",
      'error: IP Address "x" parse error during conversion from string: ParseAddr("x"): unable to parse IP',
    ],
    [
      'cidr(object.data.cidr).containsIP(1)',
      "refused 1:34: found no matching overload for 'containsIP' applied to 'net.CIDR.(int)'",
    ],
    [
      "cidr('1.2.3.4').prefixLength() == 32",
      'error: network address parse error during conversion from string: netip.ParsePrefix("1.2.3.4"): no \'/\'',
    ],
    ['ip(1).family() == 4', "refused 1:3: found no matching overload for 'ip' applied to '(int)'"],
  ],
};
