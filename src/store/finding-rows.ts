import type { FindingFacts } from '../findings/index.ts';
import { rankOf } from './finding-states.ts';
import type { ObjectFindings } from './records.ts';
import { Upsert, type Value } from './rows.ts';
import { stillSeen, untilRevoked } from './schema.ts';
import { digest, kept } from './text.ts';

/** Columns that a finding's facts decide. */
export interface FindingRow {
  readonly fingerprint: string;
  readonly object: string;
  readonly subject: string;
  readonly check_id: string;
  readonly severity: number;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly team: string;
  readonly risk: number;
  readonly search: string;
  readonly digest: string;
  readonly excepted_until: string;
  /** As JSON. */
  readonly facts: string;
}

export function findingRow(object: ObjectFindings, facts: FindingFacts): FindingRow {
  const { resource, exception } = facts;
  const key = kept(object.key);
  const subject = object.workload === undefined ? key : kept(object.workload);
  const namespace = kept(resource.namespace ?? '', 300);
  const team = kept(object.team ?? '', 300);
  const json = JSON.stringify(facts);
  const said = JSON.stringify([facts.severity, facts.message, facts.risk.score]);
  return {
    fingerprint: facts.fingerprint,
    object: key,
    subject,
    check_id: kept(facts.check, 300),
    severity: rankOf(facts.severity),
    kind: kept(resource.kind, 300),
    namespace,
    name: kept(resource.name, 300),
    team,
    risk: Math.round(facts.risk.score),
    search: kept(
      [facts.check, resource.kind, resource.name, namespace, resource.container ?? '', team].join(' ').toLowerCase(),
      2000,
    ),
    digest: digest(said) + digest(`${subject}\n${team}\n${json}`),
    excepted_until: exception === null ? '' : (exception.expires ?? untilRevoked),
    facts: json,
  };
}

/** Whether two digests say the same in words. */
export function saysTheSame(one: string, other: string): boolean {
  return one.slice(0, 16) === other.slice(0, 16);
}

const decided = [
  'object',
  'subject',
  'check_id',
  'severity',
  'kind',
  'namespace',
  'name',
  'team',
  'risk',
  'search',
  'digest',
  'excepted_until',
] as const;

export const findingRows = new Upsert({
  table: 'findings',
  columns: ['cluster', 'fingerprint', ...decided, 'status', 'accepted', 'first_seen', 'last_seen', 'resolved_at'],
  key: ['cluster', 'fingerprint'],
  // `first_seen` and `accepted` stay what they were.
  replace: [...decided, 'status', 'last_seen', 'resolved_at'],
  returning: ['id', 'fingerprint'],
});

/** Of a finding that is there now. */
export function findingValues(cluster: number, row: FindingRow, status: string, at: string): readonly Value[] {
  return [cluster, row.fingerprint, ...decided.map((column) => row[column]), status, 0, at, stillSeen, null];
}

export const factsRows = new Upsert({
  table: 'finding_facts',
  columns: ['finding', 'facts', 'exception'],
  key: ['finding'],
  replace: ['facts', 'exception'],
});
