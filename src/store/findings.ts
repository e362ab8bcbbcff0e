import { findingAcceptances } from './acceptances.ts';
import type { Database } from './database.ts';
import { findingDetail } from './finding-detail.ts';
import { findingGroups } from './finding-groups.ts';
import { findingLists } from './finding-lists.ts';
import type { FindingStore } from './finding-types.ts';

export function findingStore(database: Database): FindingStore {
  return {
    ...findingLists(database),
    ...findingGroups(database),
    ...findingDetail(database),
    ...findingAcceptances(database),
  };
}
