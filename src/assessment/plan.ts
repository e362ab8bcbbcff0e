import { type Check, type InventoryCheck, isAmong, isConfigured, type RunOptions } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';

/** How far what a check finds at an object depends on others. */
export type Scope = 'own' | 'namespace' | 'access' | 'cluster';

/** Checks that may look at objects of one kind: at each of them, or at those that a function of theirs picks. */
interface Looking {
  readonly always: readonly Check[];
  readonly some: readonly Check[];
}

/** Which checks are asked, and of which objects. */
export class Plan {
  readonly asked: readonly Check[];
  readonly notConfigured: readonly string[];
  /** Place of a check among those asked, by its id. */
  readonly #order: ReadonlyMap<string, number>;
  readonly #byScope: Readonly<Record<Scope, readonly Check[]>>;
  readonly #askedOf = new Map<string, Looking>();
  readonly #looking = new Map<string, Looking>();

  constructor({ checks, parameters }: Pick<RunOptions, 'checks' | 'parameters'>) {
    this.asked = checks.filter((check) => isConfigured(check, parameters));
    this.notConfigured = checks.filter((check) => !isConfigured(check, parameters)).map(({ id }) => id);
    this.#order = new Map(this.asked.map(({ id }, index) => [id, index]));
    const of = (scope: Scope) => this.asked.filter((check) => scopeOf(check) === scope);
    this.#byScope = { own: of('own'), namespace: of('namespace'), access: of('access'), cluster: of('cluster') };
  }

  /** Checks of a scope that ask about many objects. */
  inventoryChecks(scope: Exclude<Scope, 'own'>): readonly InventoryCheck[] {
    return this.#byScope[scope].filter((check) => check.type === 'inventory');
  }

  /** Every check that is asked of an object. */
  askedOf(object: InventoryObject): readonly Check[] {
    return picked(this.#askedOf, object, this.asked, ofSubjects);
  }

  /** Checks whose answers may change with an object, whatever they are asked of. */
  looking(object: InventoryObject): readonly Check[] {
    return picked(this.#looking, object, this.asked, (check) =>
      check.type === 'cel' ? ofSubjects(check) : [...check.of, ...(check.reads ?? [])],
    );
  }

  /** By the order in which checks are asked; what is no check of the plan comes last. */
  compare(a: string, b: string): number {
    const last = this.asked.length;
    return (this.#order.get(a) ?? last) - (this.#order.get(b) ?? last);
  }
}

export function scopeOf(check: Check): Scope {
  if (check.type === 'cel' || check.scope === 'object') return 'own';
  return check.scope ?? 'cluster';
}

type Subjects = InventoryCheck['of'];

function ofSubjects(check: Check): Subjects {
  if (check.type === 'inventory') return check.of;
  return check.scope === 'object' ? (check.kinds ?? []) : (check.workloads ?? ['workloads']);
}

function picked(
  known: Map<string, Looking>,
  object: InventoryObject,
  checks: readonly Check[],
  subjectsOf: (check: Check) => Subjects,
): readonly Check[] {
  let looking = known.get(object.groupKind);
  if (looking === undefined) {
    const named = (check: Check) => subjectsOf(check).filter((subject) => typeof subject === 'string');
    const always = checks.filter((check) => isAmong(named(check), object));
    const some = checks.filter(
      (check) => !always.includes(check) && subjectsOf(check).some((subject) => typeof subject === 'function'),
    );
    looking = { always, some };
    known.set(object.groupKind, looking);
  }
  const { always, some } = looking;
  const also = some.filter((check) => isAmong(subjectsOf(check), object));
  return also.length === 0 ? always : [...always, ...also];
}
