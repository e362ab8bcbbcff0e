import type { SettingsStore, StoredSettings } from './account-types.ts';
import type { Database } from './database.ts';

const defaults: StoredSettings = {
  retention: { resolvedDays: 90, trendDays: 400, auditDays: 400 },
  teamLabels: ['team', 'app.kubernetes.io/team', 'owner'],
};

/** Name of the one row. */
const name = 'settings';

export function settingsStore({ read, write }: Database): SettingsStore {
  return {
    async get() {
      const row = await read.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
      const stored: Partial<StoredSettings> = row === undefined ? {} : JSON.parse(row.value);
      return { ...defaults, ...stored };
    },
    async set({ retention, teamLabels }) {
      const value = JSON.stringify({ retention, teamLabels });
      await write
        .insertInto('settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
  };
}
