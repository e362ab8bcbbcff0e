import { type Frame, patternCost } from '../frame.ts';
import { parseTimestamp } from '../time.ts';
import { none, noSuchOverload, Opaque, type Optional, optionalOf } from '../values.ts';
import type { Library } from './library.ts';
import { isUrl } from './url.ts';

/** Kubernetes' named formats: `format.dns1123Label().validate(name)` is empty when the name is valid, else a list of complaints. */
class Format extends Opaque {
  readonly typeName = 'kubernetes.NamedFormat';
  readonly name: string;
  readonly patternSize: number;
  readonly validate: (text: string) => string[];

  constructor(name: string, patternSize: number, validate: (text: string) => string[]) {
    super();
    this.name = name;
    this.patternSize = patternSize;
    this.validate = validate;
  }

  override equals(other: Opaque): boolean {
    return other instanceof Format && this.name === other.name;
  }
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123Label = new RegExp(`^${label}$`);
const dns1123Subdomain = new RegExp(`^${label}(\\.${label})*$`);
const dns1035Label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const labelName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** A text of at most `longest` bytes that matches a pattern. */
function matching(pattern: RegExp, longest: number, what: string): (text: string) => string[] {
  return (text) => {
    const complaints = [];
    if (Buffer.byteLength(text) > longest) complaints.push(`must be no more than ${longest} bytes`);
    if (text.length > longest * 2 || !pattern.test(text)) complaints.push(`must be a valid ${what}`);
    return complaints;
  };
}

/** A prefix of a generated name may end with dashes, for which a letter stands in. */
function prefixOf(validate: (text: string) => string[]): (text: string) => string[] {
  return (text) => validate(text.endsWith('-') && text.length > 1 ? `${text.slice(0, -2)}a` : text);
}

function qualifiedName(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) return ['must be a name with an optional DNS subdomain prefix'];
  const [name = '', prefix] = parts.toReversed();
  const complaints = [];
  if (prefix === '') complaints.push('prefix part must be non-empty');
  else if (prefix !== undefined) complaints.push(...subdomain(prefix).map((complaint) => `prefix part ${complaint}`));
  if (name === '') complaints.push('name part must be non-empty');
  else if (Buffer.byteLength(name) > 63) complaints.push('name part must be no more than 63 bytes');
  if (name.length > 126 || !labelName.test(name))
    complaints.push('name part must consist of alphanumerics, -, _ and .');
  return complaints;
}

/** Texts longer than this aren't looked at by our own patterns. */
const longestText = 100_000;

function test(pattern: RegExp, complaint: string): (text: string) => string[] {
  return (text) => (text.length <= longestText && pattern.test(text) ? [] : [complaint]);
}

const subdomain = matching(dns1123Subdomain, 253, 'lowercase RFC 1123 subdomain');
const label1123 = matching(dns1123Label, 63, 'lowercase RFC 1123 label');
const label1035 = matching(dns1035Label, 63, 'DNS-1035 label');

/** Names, sizes for the cost, and rules. Source: k8s.io/apiserver pkg/cel/library/format.go and kube-openapi's strfmt. */
const formats: Readonly<Record<string, Format>> = {
  dns1123Label: new Format('DNS1123Label', 30, label1123),
  dns1123Subdomain: new Format('DNS1123Subdomain', 60, subdomain),
  dns1035Label: new Format('DNS1035Label', 30, label1035),
  qualifiedName: new Format('QualifiedName', 60, qualifiedName),
  dns1123LabelPrefix: new Format('DNS1123LabelPrefix', 30, prefixOf(label1123)),
  dns1123SubdomainPrefix: new Format('DNS1123SubdomainPrefix', 60, prefixOf(subdomain)),
  dns1035LabelPrefix: new Format('DNS1035LabelPrefix', 30, prefixOf(label1035)),
  labelValue: new Format('LabelValue', 40, (text) => (text === '' ? [] : matching(labelName, 63, 'label value')(text))),
  uri: new Format('URI', 1103, (text) => (isUrl(text) ? [] : ['must be a URI'])),
  uuid: new Format(
    'uuid',
    70,
    test(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i, 'does not match the UUID format'),
  ),
  byte: new Format(
    'byte',
    84,
    test(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/, 'invalid base64'),
  ),
  date: new Format('date', 71, (text) =>
    /^\d{4}-\d\d-\d\d$/.test(text) && parseTimestamp(`${text}T00:00:00Z`) !== undefined ? [] : ['invalid date'],
  ),
  datetime: new Format('datetime', 71, (text) => (isDateTime(text) ? [] : ['invalid datetime'])),
};

/** A date, T, a time of up to 23:59:59 with optional decimals, and a zone; letters in either case. */
function isDateTime(text: string): boolean {
  const match = /^(\d{4}-\d\d-\d\d)t(\d\d):(\d\d):(\d\d)(.\d+)?(?:z|[+-]\d\d:\d\d)$/i.exec(text);
  if (match === null || parseTimestamp(`${match[1]}T00:00:00Z`) === undefined) return false;
  return Number(match[2]) <= 23 && Number(match[3]) <= 59 && Number(match[4]) <= 59;
}

export const namedFormat: Library = {
  signatures: [
    'format.named(string) -> optional<kubernetes.NamedFormat>',
    'kubernetes.NamedFormat.validate(string) -> optional<list<string>>',
    ...Object.keys(formats).map((name) => `format.${name}() -> kubernetes.NamedFormat`),
  ],
  functions: {
    'format.named': (frame, name): Optional => {
      if (typeof name !== 'string') throw noSuchOverload();
      frame.cost++;
      return Object.hasOwn(formats, name) ? optionalOf(formats[name]) : none;
    },
    validate: (frame, format, text): Optional => {
      if (!(format instanceof Format) || typeof text !== 'string') throw noSuchOverload();
      frame.charge(patternCost(text.length, format.patternSize));
      const complaints = format.validate(text);
      return complaints.length === 0 ? none : optionalOf(complaints);
    },
    ...Object.fromEntries(
      Object.entries(formats).map(([name, format]) => [
        `format.${name}`,
        (frame: Frame) => {
          frame.cost++;
          return format;
        },
      ]),
    ),
  },
};
