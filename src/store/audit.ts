import type { ExpressionBuilder } from 'kysely';
import type { AuditLog } from './audit-types.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { kept, timeOf } from './text.ts';

/** Characters kept of what an entry says. */
const longest = 4000;

export function auditLog({ read, write }: Database): AuditLog {
  return {
    async append({ at, actor, action, target, detail, address }) {
      await write
        .insertInto('audit')
        .values({
          at: timeOf(at),
          actor: kept(actor),
          action: kept(action, 100),
          target: target === undefined ? null : kept(target, longest),
          detail: detail === undefined ? null : kept(detail, longest),
          address: address === undefined ? null : kept(address),
        })
        .execute();
    },
    async page({ actor, action }, { offset, limit }) {
      const wanted = ({ and, eb }: ExpressionBuilder<Schema, 'audit'>) =>
        and([
          ...(actor === undefined ? [] : [eb('actor', '=', kept(actor))]),
          ...(action === undefined ? [] : [eb('action', '=', kept(action, 100))]),
        ]);
      const rows = await read
        .selectFrom('audit')
        .selectAll()
        .where(wanted)
        .orderBy('id', 'desc')
        .offset(offset)
        .limit(limit)
        .execute();
      const { total } = await read
        .selectFrom('audit')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where(wanted)
        .executeTakeFirstOrThrow();
      const items = rows.map(({ target, detail, address, ...row }) => ({
        ...row,
        target: target ?? undefined,
        detail: detail ?? undefined,
        address: address ?? undefined,
      }));
      return { items, total };
    },
  };
}
