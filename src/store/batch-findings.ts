import type { Kysely } from 'kysely';
import type { FindingFacts } from '../findings/index.ts';
import { type Database, isAmong } from './database.ts';
import { type FindingRow, factsRows, findingRow, findingRows, findingValues, saysTheSame } from './finding-rows.ts';
import { type FindingState, type HistoryRow, historyRows, historyValues } from './finding-states.ts';
import type { FindingStatus, ObjectFindings } from './records.ts';
import type { Value } from './rows.ts';
import type { Schema } from './schema.ts';
import { dayOf, kept } from './text.ts';
import type { TrendChanges } from './trend-changes.ts';

interface Stored extends FindingState {
  readonly id: number;
  readonly fingerprint: string;
  readonly object: string;
  readonly digest: string;
  readonly accepted: number;
  readonly excepted_until: string;
}

const storedColumns = [
  'id',
  'fingerprint',
  'object',
  'digest',
  'status',
  'severity',
  'risk',
  'namespace',
  'team',
  'accepted',
  'excepted_until',
] as const;

/** Rows read at once where all of a cluster's are gone through. */
const rowsAtOnce = 2000;

/** The findings of one batch, slice by slice, within its transaction. */
export class BatchFindings {
  opened = 0;
  resolved = 0;
  reopened = 0;
  changed = 0;
  readonly namespaces = new Set<string>();
  readonly #transaction: Kysely<Schema>;
  readonly #database: Database;
  readonly #cluster: number;
  readonly #at: string;
  readonly #lastSeen: string;
  readonly #trend: TrendChanges;

  /** @param lastSeen when the cluster was assessed the last time before this batch: when what is gone now was last there */
  constructor(
    transaction: Kysely<Schema>,
    database: Database,
    batch: { readonly cluster: number; readonly at: string; readonly lastSeen: string },
    trend: TrendChanges,
  ) {
    this.#transaction = transaction;
    this.#database = database;
    this.#cluster = batch.cluster;
    this.#at = batch.at;
    this.#lastSeen = batch.lastSeen;
    this.#trend = trend;
  }

  /** Stores all that is said of some objects: what was there and is not said again is resolved. */
  async say(objects: readonly ObjectFindings[]): Promise<void> {
    const said = new Map<string, { readonly row: FindingRow; readonly facts: FindingFacts }>();
    for (const object of objects)
      for (const facts of object.findings) said.set(facts.fingerprint, { row: findingRow(object, facts), facts });
    const stored = await this.#stored(
      objects.map(({ key }) => kept(key)),
      [...said.keys()],
    );
    const upserts: Value[][] = [];
    const facts = new Map<string, readonly Value[]>();
    const history: ((ids: ReadonlyMap<string, number>) => HistoryRow)[] = [];
    for (const [fingerprint, { row, facts: fact }] of said) {
      const before = stored.get(fingerprint);
      if (before?.digest === row.digest && before.status !== 'resolved') continue;
      const accepted = before?.accepted === 1 || row.excepted_until !== '';
      const status: FindingStatus = accepted ? 'accepted' : 'open';
      upserts.push([...findingValues(this.#cluster, row, status, this.#at)]);
      if (before?.digest !== row.digest)
        facts.set(fingerprint, [row.facts, fact.exception && JSON.stringify(fact.exception)]);
      this.#trend.add(before, { ...row, status });
      this.#concerns(before, row);
      for (const entry of this.#entries(before, row, fact))
        history.push((ids) => ({ finding: ids.get(fingerprint) ?? 0, at: this.#at, ...entry }));
    }
    const written = await findingRows.run<{ id: number; fingerprint: string }>(
      this.#transaction,
      this.#database.dialect,
      upserts,
    );
    const ids = new Map(written.map(({ id, fingerprint }) => [fingerprint, id]));
    await factsRows.run(
      this.#transaction,
      this.#database.dialect,
      [...facts].map(([fingerprint, values]) => [ids.get(fingerprint) ?? 0, ...values]),
    );
    await this.#write(history.map((entry) => entry(ids)));
    await this.#resolve([...stored.values()].filter(({ fingerprint }) => !said.has(fingerprint)));
  }

  /** Resolves all findings of some objects. */
  async remove(keys: readonly string[]): Promise<void> {
    await this.#resolve([
      ...(
        await this.#stored(
          keys.map((key) => kept(key)),
          [],
        )
      ).values(),
    ]);
  }

  /** Resolves the findings of all objects but some. @param pause called between slices */
  async removeAllBut(keys: ReadonlySet<string>, pause: () => Promise<void>): Promise<void> {
    for (let after = -1; ; await pause()) {
      const rows = await this.#transaction
        .selectFrom('findings')
        .select(storedColumns)
        .where('cluster', '=', this.#cluster)
        .where('id', '>', after)
        .where('status', '<>', 'resolved')
        .orderBy('id')
        .limit(rowsAtOnce)
        .execute();
      await this.#resolve((rows as Stored[]).filter(({ object }) => !keys.has(object)));
      const last = rows.at(-1);
      if (last === undefined || rows.length < rowsAtOnce) return;
      after = last.id;
    }
  }

  /** Findings of some objects, resolved ones too, and those of some fingerprints wherever they are, by fingerprint. */
  async #stored(keys: readonly string[], fingerprints: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    const { dialect } = this.#database;
    const base = this.#transaction.selectFrom('findings').select(storedColumns).where('cluster', '=', this.#cluster);
    const byObject = await base.where(({ ref }) => isAmong(dialect, ref('object'), keys)).execute();
    const found = new Map((byObject as Stored[]).map((row) => [row.fingerprint, row]));
    const others = fingerprints.filter((fingerprint) => !found.has(fingerprint));
    if (others.length > 0) {
      const byFingerprint = await base.where(({ ref }) => isAmong(dialect, ref('fingerprint'), others)).execute();
      for (const row of byFingerprint as Stored[]) found.set(row.fingerprint, row);
    }
    return found;
  }

  async #resolve(rows: readonly Stored[]): Promise<void> {
    const there = rows.filter(({ status }) => status !== 'resolved');
    if (there.length === 0) return;
    for (const row of there) {
      this.#trend.add(row, { ...row, status: 'resolved' });
      this.namespaces.add(row.namespace);
    }
    this.resolved += there.length;
    const { dialect } = this.#database;
    await this.#transaction
      .updateTable('findings')
      .set({ status: 'resolved', resolved_at: this.#at, last_seen: this.#lastSeen })
      .where(({ ref }) =>
        isAmong(
          dialect,
          ref('id'),
          there.map(({ id }) => id),
        ),
      )
      .execute();
    await this.#write(there.map(({ id }) => ({ finding: id, at: this.#at, type: 'resolved' })));
  }

  async #write(history: readonly HistoryRow[]): Promise<void> {
    await historyRows.run(
      this.#transaction,
      this.#database.dialect,
      history.map((entry) => historyValues(this.#cluster, entry)),
    );
  }

  #concerns(before: Stored | undefined, row: FindingRow): void {
    this.namespaces.add(row.namespace);
    if (before === undefined) this.opened++;
    else if (before.status === 'resolved') this.reopened++;
    else this.changed++;
    if (before !== undefined) this.namespaces.add(before.namespace);
  }

  /** What happened to a finding between what was stored and what is said now, besides being opened. */
  *#entries(
    before: Stored | undefined,
    row: FindingRow,
    { exception }: FindingFacts,
  ): Iterable<Pick<HistoryRow, 'type' | 'reason' | 'expires'>> {
    if (before?.status === 'resolved') yield { type: 'reopened' };
    else if (before !== undefined && !saysTheSame(before.digest, row.digest)) yield { type: 'changed' };
    const wasExcepted = before !== undefined && before.excepted_until !== '';
    if (exception !== null && !wasExcepted)
      yield { type: 'accepted', reason: kept(exception.reason, 2000), expires: exception.expires };
    if (exception === null && wasExcepted)
      yield { type: before.excepted_until < dayOf(this.#at) ? 'acceptance-expired' : 'acceptance-withdrawn' };
  }
}
