import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { TokenRecord, TokenStore } from './account-types.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { kept, timeOf } from './text.ts';

/** A use is written down once in so many milliseconds. */
const useEvery = 60_000;

export function tokenStore({ read, write }: Database): TokenStore {
  return {
    async add({ name, hash, scopes, namespaces, createdBy, createdAt, expires }) {
      const row = {
        id: randomBytes(12).toString('hex'),
        name: kept(name),
        hash,
        scopes: JSON.stringify(scopes),
        namespaces: namespaces === undefined ? null : JSON.stringify(namespaces),
        created_by: JSON.stringify(createdBy),
        created_at: timeOf(createdAt),
        expires: timeOf(expires),
        last_used: null,
      };
      await write.insertInto('tokens').values(row).execute();
      return recordOf(row);
    },
    async use(hash, nowText) {
      const now = timeOf(nowText);
      const row = await read
        .selectFrom('tokens')
        .selectAll()
        .where('hash', '=', kept(hash))
        .where('expires', '>', now)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const dueSince = new Date(Date.parse(now) - useEvery).toISOString();
      if (row.last_used !== null && row.last_used > dueSince) return recordOf(row);
      await write.updateTable('tokens').set({ last_used: now }).where('id', '=', row.id).execute();
      return recordOf({ ...row, last_used: now });
    },
    async list() {
      const rows = await read.selectFrom('tokens').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map(recordOf);
    },
    async remove(id) {
      const { numDeletedRows } = await write.deleteFrom('tokens').where('id', '=', kept(id)).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

function recordOf(row: Selectable<Schema['tokens']>): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    scopes: JSON.parse(row.scopes),
    namespaces: row.namespaces === null ? undefined : JSON.parse(row.namespaces),
    createdBy: JSON.parse(row.created_by),
    createdAt: row.created_at,
    expires: row.expires,
    lastUsed: row.last_used ?? undefined,
  };
}
