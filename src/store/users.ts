import type { UserRecord, UserStore } from './account-types.ts';
import type { Database } from './database.ts';
import { kept, timeOf } from './text.ts';

/** That someone is still here is written down once in so many milliseconds. */
const seenEvery = 60_000;
const mostListed = 1000;

export function userStore({ read, write }: Database): UserStore {
  return {
    async seen({ name: written, via, lastSeen, permissions, namespaces }) {
      const name = kept(written);
      const row = {
        last_seen: timeOf(lastSeen),
        permissions: JSON.stringify([...permissions].sort()),
        namespaces: namespaces === undefined ? null : JSON.stringify([...namespaces].sort()),
      };
      const known = await read
        .selectFrom('users')
        .selectAll()
        .where('name', '=', name)
        .where('via', '=', via)
        .executeTakeFirst();
      const unchanged = known?.permissions === row.permissions && known.namespaces === row.namespaces;
      if (unchanged && Date.parse(row.last_seen) - Date.parse(known.last_seen) < seenEvery) return;
      await write
        .insertInto('users')
        .values({ name, via, ...row })
        .onConflict((conflict) => conflict.columns(['name', 'via']).doUpdateSet(row))
        .execute();
    },
    async list() {
      const rows = await read
        .selectFrom('users')
        .selectAll()
        .orderBy('last_seen', 'desc')
        .orderBy('name')
        .limit(mostListed)
        .execute();
      return rows.map((row) => ({
        name: row.name,
        via: row.via as UserRecord['via'],
        lastSeen: row.last_seen,
        permissions: JSON.parse(row.permissions),
        namespaces: row.namespaces === null ? undefined : JSON.parse(row.namespaces),
      }));
    },
  };
}
