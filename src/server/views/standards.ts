import type { Language, Standards } from '../../checks/index.ts';
import { controlOf, type FrameworkId } from '../../checks/standards/index.ts';

type Standard = { framework: string; id: string; title: string };

/** What a check or finding answers of each standard. */
export function standardsView(standards: Standards, language: Language): Standard[] {
  return Object.entries(standards).flatMap(([framework, ids]) =>
    (ids as readonly string[]).map((id) => ({
      framework,
      id,
      title: controlOf(framework as FrameworkId, id)?.title[language] ?? id,
    })),
  );
}
