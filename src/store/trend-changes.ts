import type { Kysely } from 'kysely';
import type { Dialect } from './database.ts';
import type { FindingState } from './finding-states.ts';
import { Upsert } from './rows.ts';
import type { Schema } from './schema.ts';

export const trendRows = new Upsert({
  table: 'trend',
  columns: ['cluster', 'day', 'severity', 'namespace', 'team', 'open_change', 'risk_change', 'opened', 'resolved'],
  key: ['cluster', 'day', 'severity', 'namespace', 'team'],
  add: ['open_change', 'risk_change', 'opened', 'resolved'],
});

interface Change {
  readonly state: FindingState;
  open: number;
  risk: number;
  opened: number;
  resolved: number;
}

/** Adds up what a transaction changes in the day's trend; it is written in that same transaction. */
export class TrendChanges {
  readonly #changes = new Map<string, Change>();

  /** One finding: what it was (undefined: not there, or resolved) and what it is. */
  add(before: FindingState | undefined, after: FindingState): void {
    const was = before === undefined || before.status === 'resolved' ? undefined : before;
    const is = after.status === 'resolved' ? undefined : after;
    if (was !== undefined) {
      const change = this.#of(was);
      if (was.status === 'open') {
        change.open--;
        change.risk -= was.risk;
      }
      if (is === undefined) change.resolved++;
    }
    if (is !== undefined) {
      const change = this.#of(is);
      if (is.status === 'open') {
        change.open++;
        change.risk += is.risk;
      }
      if (was === undefined) change.opened++;
    }
  }

  async write(transaction: Kysely<Schema>, dialect: Dialect, cluster: number, day: string): Promise<void> {
    const rows = [...this.#changes.values()]
      .filter(({ open, risk, opened, resolved }) => open !== 0 || risk !== 0 || opened !== 0 || resolved !== 0)
      .map(({ state: { severity, namespace, team }, open, risk, opened, resolved }) => [
        cluster,
        day,
        severity,
        namespace,
        team,
        open,
        risk,
        opened,
        resolved,
      ]);
    await trendRows.run(transaction, dialect, rows);
  }

  #of(state: FindingState): Change {
    const key = JSON.stringify([state.severity, state.namespace, state.team]);
    let change = this.#changes.get(key);
    if (change === undefined) {
      change = { state, open: 0, risk: 0, opened: 0, resolved: 0 };
      this.#changes.set(key, change);
    }
    return change;
  }
}
