import type { Answers } from '../testing/answers.ts';

export const formats: Answers = {
  object: 'configMap',
  holds: `
    format.named('dns1123Label').hasValue()
    !format.dns1123Label().validate('valid-name').hasValue()
    format.dns1123Label().validate('Not_Valid').hasValue()
    format.dns1123Label().validate('-a').hasValue()
    format.dns1123Label().validate('a.b').hasValue()
    format.dns1123Label().validate('').hasValue()
    format.dns1123Label().validate('1234567890123456789012345678901234567890123456789012345678901234').hasValue()
    format.dns1123Label().validate('-' + '1234567890123456789012345678901234567890123456789012345678901234').value().size() == 2
    format.dns1123Subdomain().validate('a..b').hasValue()
    format.dns1035Label().validate('1a').hasValue()
    format.qualifiedName().validate('a/b/c').hasValue()
    format.qualifiedName().validate('/name').hasValue()
    format.qualifiedName().validate('').value().size() == 2
    format.dns1123LabelPrefix().validate('-').hasValue()
    format.labelValue().validate('a b').hasValue()
    format.uri().validate('nope').hasValue()
    format.uuid().validate('x').hasValue()
    format.byte().validate('a').hasValue()
    format.byte().validate('').hasValue()
    format.date().validate('2023-02-29').hasValue()
    format.datetime().validate('2024-01-01').hasValue()
    format.datetime().validate('2024-01-01T25:00:00Z').hasValue()
    format.named('uuid').value().validate('x').hasValue()
    format.named('dns1123Label').value() == format.dns1123Label()
  `,
  fails: `
    format.named('nothing').hasValue()
    format.named('constructor').hasValue()
    format.dns1123Label().validate('123456789012345678901234567890123456789012345678901234567890123').hasValue()
    format.dns1123Subdomain().validate('a.b-c.d').hasValue()
    format.dns1035Label().validate('a1').hasValue()
    format.qualifiedName().validate('example.com/Name').hasValue()
    format.qualifiedName().validate('name_with.dots').hasValue()
    format.dns1123LabelPrefix().validate('prefix-').hasValue()
    format.dns1123SubdomainPrefix().validate('a.b-').hasValue()
    format.dns1035LabelPrefix().validate('a-').hasValue()
    format.labelValue().validate('').hasValue()
    format.labelValue().validate('A_b.c').hasValue()
    format.uri().validate('https://example.com').hasValue()
    format.uuid().validate(object.data.uuid).hasValue()
    format.byte().validate(object.data.base64).hasValue()
    format.date().validate('2024-02-29').hasValue()
    format.datetime().validate(object.data.when).hasValue()
    format.datetime().validate('2024-01-01t00:00:00z').hasValue()
    format.dns1123Label() == format.dns1035Label()
  `,
  messages: [
    ["format.nothing().validate('x').hasValue()", "refused 1:1: undeclared reference to 'format' (in container '')"],
    [
      'format.dns1123Label().validate(1).hasValue()',
      "refused 1:31: found no matching overload for 'validate' applied to 'kubernetes.NamedFormat.(int)'",
    ],
    ['format.named(1).hasValue()', "refused 1:13: found no matching overload for 'format.named' applied to '(int)'"],
  ],
};
