import type { Dialect } from '../database.ts';

/** Tables of the first version; what is in them stands in schema.ts. */
export function first(dialect: Dialect): readonly string[] {
  const postgres = dialect === 'postgres';
  // Bytes decide what comes before what, in both: a locale would sort slower, and differently.
  const text = postgres ? 'text collate "C"' : 'text';
  const number = postgres ? 'bigint' : 'integer';
  // Numbers are not given twice, so that what was said of a deleted row is never taken for that of a new one.
  const id = postgres ? 'bigint generated always as identity primary key' : 'integer primary key autoincrement';
  return [
    `create table clusters (
      number ${id},
      id ${text} not null unique,
      name ${text} not null,
      source ${text} not null,
      server ${text},
      recorded ${text},
      version ${text},
      coverage ${text},
      blind_spots ${text} not null,
      assessed_at ${text}
    )`,
    `create table findings (
      id ${id},
      cluster ${number} not null references clusters (number),
      fingerprint ${text} not null,
      object ${text} not null,
      subject ${text} not null,
      check_id ${text} not null,
      severity integer not null,
      status ${text} not null,
      kind ${text} not null,
      namespace ${text} not null,
      name ${text} not null,
      team ${text} not null,
      risk integer not null,
      search ${text} not null,
      digest ${text} not null,
      excepted_until ${text} not null,
      accepted integer not null,
      first_seen ${text} not null,
      last_seen ${text} not null,
      resolved_at ${text},
      unique (cluster, fingerprint)
    )`,
    'create index findings_object on findings (cluster, object)',
    'create index findings_subject on findings (cluster, subject, status, severity, risk)',
    // Lists, counts and searches in SQLite read this index alone: rows are three times as wide, and not in its order.
    // PostgreSQL reads the table instead (it refuses entries of such a width, and adds up without sorting).
    postgres
      ? 'create index findings_counts on findings (cluster, status, severity, check_id)'
      : `create index findings_counts on findings (cluster, status, severity, check_id, namespace, kind, team, risk, subject,
          name, search, first_seen, last_seen)`,
    // In the order of the other three facets, which SQLite would sort for otherwise.
    ...(postgres
      ? []
      : ['create index findings_places on findings (cluster, namespace, kind, team, status, severity, check_id)']),
    `create index findings_resolved on findings (cluster, resolved_at) where status = 'resolved'`,
    `create table finding_facts (
      finding ${number} primary key references findings (id) on delete cascade,
      facts ${text} not null,
      exception ${text}
    )`,
    `create table history (
      id ${id},
      cluster ${number} not null references clusters (number),
      finding ${number} not null references findings (id) on delete cascade,
      at ${text} not null,
      type ${text} not null,
      actor ${text},
      reason ${text},
      expires ${text}
    )`,
    'create index history_finding on history (finding, id)',
    'create index history_at on history (cluster, at, type)',
    `create table acceptances (
      finding ${number} primary key references findings (id) on delete cascade,
      reason ${text} not null,
      expires ${text},
      accepted_by ${text} not null,
      accepted_at ${text} not null,
      expired integer not null
    )`,
    'create index acceptances_expires on acceptances (expires) where expired = 0',
    `create table exception_rules (
      id ${text} primary key,
      cluster ${number} not null references clusters (number),
      check_id ${text} not null,
      resources ${text} not null,
      container ${text},
      reason ${text} not null,
      owner ${text},
      expires ${text},
      created_by ${text} not null,
      created_at ${text} not null
    )`,
    `create table trend (
      cluster ${number} not null references clusters (number),
      day ${text} not null,
      severity integer not null,
      namespace ${text} not null,
      team ${text} not null,
      open_change integer not null,
      risk_change integer not null,
      opened integer not null,
      resolved integer not null,
      primary key (cluster, day, severity, namespace, team)
    )`,
    `create table workloads (
      cluster ${number} not null references clusters (number),
      key ${text} not null,
      group_name ${text} not null,
      kind ${text} not null,
      namespace ${text} not null,
      name ${text} not null,
      team ${text} not null,
      exposure ${text} not null,
      replicas integer,
      pods integer not null,
      images ${text} not null,
      service_account ${text} not null,
      search ${text} not null,
      digest ${text} not null,
      primary key (cluster, key)
    )`,
    `create table sessions (
      hash ${text} primary key,
      user_name ${text} not null,
      identity ${text} not null,
      via ${text} not null,
      csrf ${text} not null,
      created_at ${text} not null,
      expires ${text} not null
    )`,
    'create index sessions_user on sessions (user_name)',
    `create table tokens (
      id ${text} primary key,
      name ${text} not null,
      hash ${text} not null unique,
      scopes ${text} not null,
      namespaces ${text},
      created_by ${text} not null,
      created_at ${text} not null,
      expires ${text} not null,
      last_used ${text}
    )`,
    `create table users (
      name ${text} not null,
      via ${text} not null,
      last_seen ${text} not null,
      permissions ${text} not null,
      namespaces ${text},
      primary key (name, via)
    )`,
    `create table audit (
      id ${id},
      at ${text} not null,
      actor ${text} not null,
      action ${text} not null,
      target ${text},
      detail ${text},
      address ${text}
    )`,
    'create index audit_actor on audit (actor, id)',
    'create index audit_action on audit (action, id)',
    'create index audit_at on audit (at)',
    `create table settings (name ${text} primary key, value ${text} not null)`,
  ];
}
