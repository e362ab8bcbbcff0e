import type { SettingsStore, StoredSettings } from './account-types.ts';
import type { Database } from './database.ts';

/** Labels that name a team, where nobody set others. */
export const usualTeamLabels: readonly string[] = ['team', 'app.kubernetes.io/team', 'owner'];

const defaults: StoredSettings = {
  retention: { resolvedDays: 90, trendDays: 400, auditDays: 400 },
  teamLabels: usualTeamLabels,
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
