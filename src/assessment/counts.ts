import type { InventoryObject } from '../inventory/index.ts';
import type { Plan } from './plan.ts';

/** How many objects each check is asked of. */
export class Counts {
  readonly byCheck = new Map<string, number>();
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
    for (const { id } of plan.asked) this.byCheck.set(id, 0);
  }

  change(before: InventoryObject | undefined, after: InventoryObject | undefined): void {
    this.#add(before, -1);
    this.#add(after, 1);
  }

  #add(object: InventoryObject | undefined, number: number): void {
    if (object === undefined) return;
    for (const { id } of this.#plan.askedOf(object)) this.byCheck.set(id, (this.byCheck.get(id) ?? 0) + number);
  }
}
