import {
  defineMappingTag,
  defineScalarTag,
  defineSequenceTag,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
  nullCoreTag,
  Schema,
  seqTag,
  strTag,
} from 'js-yaml';

/**
 * How plain scalars are read: as kubectl does, which decodes through sigs.k8s.io/yaml and go-yaml v2. That is YAML 1.1's booleans
 * (`yes`, `on`, `y`), Go's integers (`0x1F`, `0b1`, `0o17`, `017`, `1_000`), and strings for what YAML 1.1 calls timestamps and base-60
 * numbers. Tags that nobody knows are ignored, `!!binary` is the text it encodes. Source: go.yaml.in/yaml/v2, resolve.go, decode.go.
 */
const yes = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const no = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);

const boolTag = defineScalarTag<boolean>('tag:yaml.org,2002:bool', {
  implicit: true,
  implicitFirstChars: [...'yYnNtTfFoO'],
  resolve: (source) => (yes.has(source) ? true : no.has(source) ? false : NOT_RESOLVED),
  identify: (value) => typeof value === 'boolean',
});

const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function integerOf(source: string): number | typeof NOT_RESOLVED {
  const plain = source.replaceAll('_', '');
  if (!integer.test(plain)) return NOT_RESOLVED;
  const negative = plain.startsWith('-');
  const digits = negative || plain.startsWith('+') ? plain.slice(1) : plain;
  const octal = /^0[0-7]+$/.test(digits);
  const value = octal ? Number.parseInt(digits, 8) : Number(digits);
  return negative ? -value : value;
}

/** Infinity and NaN stay text: no JSON has them, and kubectl refuses what holds them. */
function floatOf(source: string, explicit: boolean): number | typeof NOT_RESOLVED {
  const plain = source.startsWith('.') ? source : source.replaceAll('_', '');
  if (!float.test(plain)) return explicit ? integerOf(source) : NOT_RESOLVED;
  const value = Number(plain);
  return Number.isFinite(value) ? value : NOT_RESOLVED;
}

const digitsAndSigns = [...'+-0123456789'];

const intTag = defineScalarTag<number>('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: digitsAndSigns,
  resolve: integerOf,
  identify: Number.isInteger,
});

const floatTag = defineScalarTag<number>('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: [...digitsAndSigns, '.'],
  resolve: floatOf,
  identify: (value) => typeof value === 'number',
});

const binaryTag = defineScalarTag<string>('tag:yaml.org,2002:binary', {
  resolve: (source) => {
    const encoded = source.replace(/\s/g, '');
    if (encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return NOT_RESOLVED;
    return Buffer.from(encoded, 'base64').toString('utf8');
  },
  identify: () => false,
});

const foreignTags = ['!', 'tag:'].flatMap((prefix) => [
  defineScalarTag<string>(prefix, { matchByTagPrefix: true, resolve: (source) => source, identify: () => false }),
  defineSequenceTag<unknown[]>(prefix, { ...seqTag, matchByTagPrefix: true, identify: () => false }),
  defineMappingTag<Record<string, unknown>>(prefix, { ...mapTag, matchByTagPrefix: true, identify: () => false }),
]);

export const kubernetesYaml = new Schema([
  strTag,
  seqTag,
  mapTag,
  nullCoreTag,
  boolTag,
  intTag,
  floatTag,
  mergeTag,
  binaryTag,
  ...foreignTags,
]);
