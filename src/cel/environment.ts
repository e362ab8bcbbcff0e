import {
  bool,
  bytes,
  type CelType,
  double,
  duration,
  dyn,
  int,
  listOf,
  mapOf,
  nullType,
  opaque,
  optionalType,
  string,
  timestamp,
  uint,
} from './types.ts';

/** What expressions may refer to. */
export type CelEnvironment = {
  /** Variables by name; a name may have dots (`authorizer.requestResource`). */
  readonly variables: Readonly<Record<string, CelType>>;
  /** The type that an expression must have, exactly: the checker refuses dyn, too, as Kubernetes does. */
  readonly resultType: CelType | undefined;
  /** Whether the static type checker runs. Without it only syntax, names and functions are checked. */
  readonly check: boolean;
  /** Whether the expressions are our own, so that their patterns may run on JavaScript's engine (native-pattern.ts). */
  readonly own: boolean;
  readonly names: ReadonlySet<string>;
};

/** Describes an environment. Make it once and compile many expressions in it. */
export function environment(options: {
  variables: Readonly<Record<string, CelType>>;
  resultType?: CelType;
  check?: boolean;
  own?: boolean;
}): CelEnvironment {
  return {
    variables: options.variables,
    resultType: options.resultType,
    check: options.check ?? true,
    own: options.own ?? false,
    names: new Set(Object.keys(options.variables)),
  };
}

/** The types that can be named in an expression (`type(x) == int`), by name. */
export const namedTypes: ReadonlyMap<string, CelType> = new Map<string, CelType>([
  ['bool', bool],
  ['int', int],
  ['uint', uint],
  ['double', double],
  ['string', string],
  ['bytes', bytes],
  ['list', listOf(dyn)],
  ['map', mapOf(dyn, dyn)],
  ['null_type', nullType],
  ['type', { kind: 'type', of: dyn }],
  ['google.protobuf.Timestamp', timestamp],
  ['google.protobuf.Duration', duration],
  ['optional_type', optionalType(dyn)],
  ['net.IP', opaque('net.IP')],
  ['net.CIDR', opaque('net.CIDR')],
]);

export const typeNames: ReadonlySet<string> = new Set(namedTypes.keys());
