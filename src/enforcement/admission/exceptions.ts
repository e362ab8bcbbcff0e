import type { CheckedViolation } from '../../checks/index.ts';
import { type ExceptionRule, globMatches, hasExpired } from '../../findings/index.ts';
import { controllers } from '../export/index.ts';
import { covers } from '../prediction/index.ts';

/** Exceptions as they hold at the moment of a request. */
export class AdmissionExceptions {
  readonly #byCheck: ReadonlyMap<string, readonly ExceptionRule[]>;

  constructor(rules: readonly ExceptionRule[]) {
    this.#byCheck = Map.groupBy(rules, ({ check }) => check);
  }

  /**
   * The rule by which a violation is let through; undefined where none does.
   * @param user who asks: what an owner is excepted from, an object of it is only where a controller of Kubernetes makes it, for anybody can
   * write an owner into an object
   * @param now ISO 8601 in UTC with milliseconds
   */
  for({ check, object, container }: CheckedViolation, user: string, now: string): ExceptionRule | undefined {
    return this.#byCheck.get(check.id)?.find((rule) => {
      if (hasExpired(rule, now)) return false;
      if (rule.container !== undefined && (container === undefined || !globMatches(rule.container, container)))
        return false;
      const byController = controllers.includes(user);
      return rule.resources?.some((glob) => covers(glob, object, byController)) ?? true;
    });
  }
}
