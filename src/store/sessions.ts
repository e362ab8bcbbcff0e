import type { SessionRecord, SessionStore } from './account-types.ts';
import type { Database } from './database.ts';
import { kept, timeOf } from './text.ts';

export function sessionStore({ read, write }: Database): SessionStore {
  return {
    async add({ hash, identity, via, csrf, createdAt, expires }) {
      await write
        .insertInto('sessions')
        .values({
          hash,
          user_name: kept(identity.name),
          identity: JSON.stringify(identity),
          via,
          csrf,
          created_at: timeOf(createdAt),
          expires: timeOf(expires),
        })
        .execute();
    },
    async get(hash, now) {
      const row = await read
        .selectFrom('sessions')
        .selectAll()
        .where('hash', '=', kept(hash))
        .where('expires', '>', timeOf(now))
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return {
        hash: row.hash,
        identity: JSON.parse(row.identity),
        via: row.via as SessionRecord['via'],
        csrf: row.csrf,
        createdAt: row.created_at,
        expires: row.expires,
      };
    },
    async extend(hash, expires) {
      await write
        .updateTable('sessions')
        .set({ expires: timeOf(expires) })
        .where('hash', '=', kept(hash))
        .execute();
    },
    async remove(hash) {
      await write.deleteFrom('sessions').where('hash', '=', kept(hash)).execute();
    },
    async removeOf(user) {
      const { numDeletedRows } = await write
        .deleteFrom('sessions')
        .where('user_name', '=', kept(user))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
