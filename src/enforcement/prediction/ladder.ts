/** The steps of a policy, from the lowest up: nothing; note in the audit log; warn the user; refuse. */
export const ladder = ['Off', 'Audit', 'Warn', 'Deny'] as const;
export type PolicyRung = (typeof ladder)[number];

/** The next step up; undefined at the top. */
export function rungAbove(rung: PolicyRung): PolicyRung | undefined {
  return ladder[ladder.indexOf(rung) + 1];
}
