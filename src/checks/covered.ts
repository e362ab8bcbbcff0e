import type { InventoryObject } from '../inventory/index.ts';
import type { Check, Standards, Violation } from './check.ts';

/** A violation, and the check that found it. */
export interface CheckedViolation extends Violation {
  readonly check: Check;
  /** Those of the check, and of the checks whose finding this one stands for. */
  readonly standards: Standards;
}

/**
 * Drops what a check only repeats (`Check.coveredBy`), and what another tool says that a check says, too. What stays takes over the standards of what it stands for, so that a
 * section of a standard never looks kept because another section's finding was at the same place.
 */
export function withoutCovered(all: CheckedViolation[]): CheckedViolation[] {
  const violations = withoutSame(all);
  const covering = new Set(violations.flatMap(({ check }) => check.coveredBy ?? []));
  if (covering.size === 0) return violations;
  const questions = new Questions(violations);
  const inherited = new Map<CheckedViolation, Standards>();
  for (const violation of violations) {
    if (!covering.has(violation.check.id)) continue;
    for (const question of questions.above(violation)) {
      if (!question.check.coveredBy?.includes(violation.check.id)) continue;
      question.covered = true;
      inherited.set(violation, merged(inherited.get(violation) ?? violation.standards, question.check.standards));
    }
  }
  return violations
    .filter((violation) => questions.of(violation)?.covered !== true)
    .map((violation) => {
      const standards = inherited.get(violation);
      return standards === undefined ? violation : { ...violation, standards };
    });
}

/** Without what says the same of an object as a check that was asked, too. */
function withoutSame(violations: CheckedViolation[]): CheckedViolation[] {
  const objects = new Map<InventoryObject, Set<string>>();
  for (const { object, sameAs = [] } of violations) if (sameAs.length > 0) objects.set(object, new Set());
  if (objects.size === 0) return violations;
  for (const { object, check, rule } of violations) if (rule === undefined) objects.get(object)?.add(check.id);
  return violations.filter(({ object, sameAs = [] }) => !sameAs.some((id) => objects.get(object)?.has(id)));
}

/** What a check that others cover has found at one place, once or several times. */
interface Question {
  readonly check: Check;
  covered: boolean;
}

/** A step of a path in an object. */
interface Branch {
  readonly questions: Map<Check, Question>;
  readonly below: Map<string | number, Branch>;
}

/** By object and path, as a tree: one object may have tens of thousands of findings, so they must not be compared with each other. */
class Questions {
  readonly #roots = new Map<InventoryObject, Branch>();
  readonly #ofViolation = new Map<CheckedViolation, Question>();

  constructor(violations: readonly CheckedViolation[]) {
    for (const violation of violations) {
      const { check, object, path } = violation;
      if (check.coveredBy === undefined) continue;
      let branch = branchOf(this.#roots, object);
      for (const step of path) branch = branchOf(branch.below, step);
      let question = branch.questions.get(check);
      if (question === undefined) {
        question = { check, covered: false };
        branch.questions.set(check, question);
      }
      this.#ofViolation.set(violation, question);
    }
  }

  of(violation: CheckedViolation): Question | undefined {
    return this.#ofViolation.get(violation);
  }

  /** Those at the violation's place and at all places that it is inside of. */
  *above({ object, path }: CheckedViolation): Generator<Question> {
    let branch = this.#roots.get(object);
    yield* branch?.questions.values() ?? [];
    for (const step of path) {
      branch = branch?.below.get(step);
      yield* branch?.questions.values() ?? [];
    }
  }
}

function branchOf<Key>(branches: Map<Key, Branch>, key: Key): Branch {
  let branch = branches.get(key);
  if (branch === undefined) {
    branch = { questions: new Map(), below: new Map() };
    branches.set(key, branch);
  }
  return branch;
}

function merged(a: Standards, b: Standards): Standards {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Standards>;
  return Object.fromEntries([...names].map((name) => [name, [...new Set([...(a[name] ?? []), ...(b[name] ?? [])])]]));
}
