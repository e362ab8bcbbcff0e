import type { Control, Framework } from '../../../../src/server/contract/index.ts';
import { names, oneOf, text } from '../../url/params.ts';

export const statuses = ['all', 'fail', 'pass', 'not-checked'] as const;

export const fields = {
  status: oneOf(statuses, 'all'),
  q: text(200),
  /** Controls that are open. */
  expanded: names(),
};

export interface ControlSection {
  readonly name: string;
  readonly controls: readonly Control[];
  /** Of all its controls, whatever is filtered. */
  readonly tally: Framework['tally'];
  /** Why none of several was checked, where that is the same for all: said once. */
  readonly reason: string | null;
}

/** The controls that pass a filter, by section and in the framework's order; sections without any are left out. */
export function sectionsOf(
  controls: readonly Control[],
  { status, q }: { readonly status: (typeof statuses)[number]; readonly q: string },
): readonly ControlSection[] {
  const words = q.toLowerCase().split(/\s+/u).filter(Boolean);
  return [...Map.groupBy(controls, ({ section }) => section)].flatMap(([name, all]) => {
    const shown = all.filter((control) => {
      if (status !== 'all' && control.status !== status) return false;
      const said = `${control.id} ${control.title} ${control.section}`.toLowerCase();
      return words.every((word) => said.includes(word));
    });
    if (shown.length === 0) return [];
    const unchecked = all.filter((control) => control.status === 'not-checked');
    const reasons = new Set(unchecked.map(({ reason }) => reason));
    const [reason = null] = reasons;
    return [
      {
        name,
        controls: shown,
        tally: {
          pass: all.filter((control) => control.status === 'pass').length,
          fail: all.filter((control) => control.status === 'fail').length,
          notChecked: unchecked.length,
        },
        reason: unchecked.length > 1 && reasons.size === 1 ? reason : null,
      },
    ];
  });
}
