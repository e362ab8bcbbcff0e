import type { Dialect } from '../database.ts';

/** What the admission webhook decided; what is in the tables stands in schema.ts. */
export function decisions(dialect: Dialect): readonly string[] {
  const postgres = dialect === 'postgres';
  const text = postgres ? 'text collate "C"' : 'text';
  const number = postgres ? 'bigint' : 'integer';
  const id = postgres ? 'bigint generated always as identity primary key' : 'integer primary key autoincrement';
  return [
    `create table decisions (
      id ${id},
      cluster ${number} not null references clusters (number),
      at ${text} not null,
      user_name ${text} not null,
      user_groups ${text} not null,
      operation ${text} not null,
      resource ${text} not null,
      kind ${text} not null,
      namespace ${text} not null,
      name ${text} not null,
      workload ${text},
      policy ${text} not null,
      check_id ${text} not null,
      action ${text} not null,
      verdict ${text} not null,
      message ${text} not null,
      milliseconds ${postgres ? 'double precision' : 'real'} not null
    )`,
    'create index decisions_policy on decisions (cluster, policy, id)',
    'create index decisions_at on decisions (at)',
    `create table decision_counts (
      cluster ${number} not null references clusters (number),
      hour ${text} not null,
      policy ${text} not null,
      check_id ${text} not null,
      namespace ${text} not null,
      action ${text} not null,
      verdict ${text} not null,
      count ${number} not null,
      primary key (cluster, hour, policy, check_id, namespace, action, verdict)
    )`,
  ];
}
