import type { Answers } from '../testing/answers.ts';

export const urls: Answers = {
  object: 'configMap',
  holds: `
    isURL(object.data.url)
    isURL('/absolute/path')
    isURL('mailto:a@b.c')
    isURL('http://[::1]:80/')
    isURL('*')
    isURL('//host/path')
    url(object.data.url).getScheme() == 'https'
    url(object.data.url).getHost() == 'example.com:8443'
    url(object.data.url).getHostname() == 'example.com'
    url(object.data.url).getPort() == '8443'
    url(object.data.url).getEscapedPath() == '/a/b%20c'
    url(object.data.url).getQuery() == {'x': ['1', '3'], 'y': ['2']}
    url('http://example.com').getPort() == ''
    url('http://example.com').getEscapedPath() == ''
    url('http://[2001:db8::1]:80').getHostname() == '2001:db8::1'
    url('http://[2001:db8::1]:80').getHost() == '[2001:db8::1]:80'
    url('/path with space').getEscapedPath() == '/path%20with%20space'
    url('/a?k=v%20w&q=a+b&flag').getQuery() == {'k': ['v w'], 'q': ['a b'], 'flag': ['']}
    url('/a?x=1;y=2&z=%zz').getQuery() == {}
    url('HTTPS://Example.COM/').getScheme() == 'https'
    url('HTTPS://Example.COM/').getHost() == 'Example.COM'
    url('mailto:a@b.c').getScheme() == 'mailto'
    url('mailto:a@b.c').getEscapedPath() == ''
    url('https://a.b/c') == url('https://a.b/c')
  `,
  fails: `
    isURL('https://a:b:c/')
    isURL('../relative')
    isURL('')
    isURL('http://[::1')
    isURL('http://a b/')
    isURL('http://host:port/')
    isURL('http://host/%zz')
    isURL('ht^tp://host')
    isURL(':foo')
    url('https://a.b/c') == url('https://a.b/d')
  `,
  messages: [
    ['isURL(1)', "refused 1:6: found no matching overload for 'isURL' applied to '(int)'"],
    [
      "url('not a url').getHost() == ''",
      'error: URL parse error during conversion from string: parse "not a url": invalid URI for request',
    ],
    ["url('https://a.b/c').nothing == ''", "refused 1:21: type 'kubernetes.URL' does not support field selection"],
    ["'x'.getHost() == ''", "refused 1:12: found no matching overload for 'getHost' applied to 'string.()'"],
  ],
};
