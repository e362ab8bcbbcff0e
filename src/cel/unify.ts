import type { CelType } from './types.ts';

/**
 * Which types go with which, and what type variables stand for. Type variables are `param` types with numbered names.
 * The rules are those of cel-spec's "Gradual Type Checking": dyn goes with everything; null with object, opaque and time types.
 */
export class Substitution {
  readonly #bound = new Map<string, CelType>();
  #count = 0;
  /** What to restore when a comparison fails halfway. */
  #trail: { name: string; before: CelType | undefined }[] = [];

  fresh(): CelType {
    return { kind: 'param', name: `_var${this.#count++}` };
  }

  /** The types with the parameters `A`, `B` … of a declaration replaced by fresh variables. */
  instantiate(types: readonly CelType[]): CelType[] {
    const variables = new Map<string, CelType>();
    const replace = (type: CelType): CelType => {
      if (type.kind !== 'param') return mapType(type, replace);
      let variable = variables.get(type.name);
      if (variable === undefined) {
        variable = this.fresh();
        variables.set(type.name, variable);
      }
      return variable;
    };
    return types.map(replace);
  }

  /** A type with everything known put in; `free` replaces variables that stand for nothing yet. */
  resolve(type: CelType, free?: CelType): CelType {
    if (type.kind !== 'param') return mapType(type, (inner) => this.resolve(inner, free));
    const bound = this.#bound.get(type.name);
    return bound === undefined ? (free ?? type) : this.resolve(bound, free);
  }

  /** Whether values of these types can be used for those; variables are bound only if all agree. */
  assignable(from: readonly CelType[], to: readonly CelType[]): boolean {
    if (from.length !== to.length) return false;
    this.#trail = [];
    if (from.every((type, i) => this.#agree(type, to[i] as CelType))) return true;
    for (const { name, before } of this.#trail.reverse()) {
      if (before === undefined) this.#bound.delete(name);
      else this.#bound.set(name, before);
    }
    return false;
  }

  #bind(name: string, type: CelType): void {
    this.#trail.push({ name, before: this.#bound.get(name) });
    this.#bound.set(name, type);
  }

  #agree(a: CelType, b: CelType): boolean {
    if (b.kind === 'param') {
      const { valid, known } = this.#substitute(a, b.name);
      if (valid) return true;
      if (known) return false;
    }
    if (a.kind === 'param') return this.#substitute(b, a.name).valid;
    if (isDyn(a) || isDyn(b)) return true;
    if (a.kind === 'null') return b.kind === 'null' || isNullable(b);
    if (b.kind === 'null') return isNullable(a);
    switch (a.kind) {
      case 'list':
        return b.kind === 'list' && this.#agree(a.element, b.element);
      case 'map':
        return b.kind === 'map' && this.#agree(a.key, b.key) && this.#agree(a.value, b.value);
      case 'optional':
        return b.kind === 'optional' && this.#agree(a.value, b.value);
      case 'opaque':
      case 'object':
        return b.kind === a.kind && b.name === a.name;
      default:
        return b.kind === a.kind;
    }
  }

  /** Whether the variable can stand for the type, and whether it already stood for something. */
  #substitute(type: CelType, variable: string): { valid: boolean; known: boolean } {
    if (type.kind === 'param' && type.name === variable) return { valid: true, known: true };
    const bound = this.#bound.get(variable);
    if (bound === undefined) {
      if (this.#occurs(variable, type)) return { valid: false, known: false };
      this.#bind(variable, type);
      return { valid: true, known: false };
    }
    if (sameType(type, bound)) return { valid: true, known: true };
    if (!this.#agree(type, bound)) return { valid: false, known: true };
    const general = isLessSpecific(type, bound) ? type : bound;
    if (!this.#occurs(variable, general)) this.#bind(variable, general);
    return { valid: true, known: true };
  }

  #occurs(variable: string, type: CelType): boolean {
    if (type.kind === 'param') {
      if (type.name === variable) return true;
      const bound = this.#bound.get(type.name);
      return bound !== undefined && this.#occurs(variable, bound);
    }
    let found = false;
    mapType(type, (inner) => {
      found ||= this.#occurs(variable, inner);
      return inner;
    });
    return found;
  }
}

export function isDyn(type: CelType): boolean {
  return type.kind === 'dyn' || type.kind === 'error';
}

function isNullable(type: CelType): boolean {
  return ['optional', 'opaque', 'object', 'timestamp', 'duration'].includes(type.kind);
}

function mapType(type: CelType, apply: (type: CelType) => CelType): CelType {
  switch (type.kind) {
    case 'list':
      return { kind: 'list', element: apply(type.element) };
    case 'map':
      return { kind: 'map', key: apply(type.key), value: apply(type.value) };
    case 'optional':
      return { kind: 'optional', value: apply(type.value) };
    case 'type':
      return { kind: 'type', of: apply(type.of) };
    default:
      return type;
  }
}

/** Whether two types are the same, letter for letter. */
export function sameType(a: CelType, b: CelType): boolean {
  switch (a.kind) {
    case 'list':
      return b.kind === 'list' && sameType(a.element, b.element);
    case 'map':
      return b.kind === 'map' && sameType(a.key, b.key) && sameType(a.value, b.value);
    case 'optional':
      return b.kind === 'optional' && sameType(a.value, b.value);
    case 'type':
      return b.kind === 'type' && sameType(a.of, b.of);
    case 'opaque':
    case 'object':
    case 'param':
      return b.kind === a.kind && b.name === a.name;
    default:
      return b.kind === a.kind;
  }
}

/** Whether the first type says as little as the second or less (`list(dyn)` beside `list(int)`). */
export function isLessSpecific(a: CelType, b: CelType): boolean {
  if (a.kind === 'dyn' || a.kind === 'param') return true;
  if (b.kind === 'dyn' || b.kind === 'param') return false;
  switch (a.kind) {
    case 'list':
      return b.kind === 'list' && isLessSpecific(a.element, b.element);
    case 'map':
      return b.kind === 'map' && isLessSpecific(a.key, b.key) && isLessSpecific(a.value, b.value);
    case 'optional':
      return b.kind === 'optional' && isLessSpecific(a.value, b.value);
    case 'type':
      return b.kind === 'type';
    default:
      return sameType(a, b);
  }
}
