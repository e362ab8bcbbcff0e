import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { formatPath, parseVersion } from '../../kubernetes/index.ts';
import { catalogue } from '../catalogue.ts';
import { examples } from '../examples/index.ts';
import { runChecks } from '../run.ts';
import { formatMessage, languages, loadTexts } from './index.ts';

describe.each(languages)('messages in %s', (language) => {
  it.each(catalogue.map((check) => [check.id, check] as const))('%s tells every failing example', async (id, check) => {
    const text = (await loadTexts(language))[id];
    if (text === undefined) throw new Error(`no text for ${id}`);
    for (const example of examples[id]?.fail ?? []) {
      const version = parseVersion(example.kubernetesVersion ?? '1.37');
      const pssVersion = parseVersion(example.pssVersion ?? '1.37');
      if (version === undefined || pssVersion === undefined) throw new Error('example names no version');
      const { violations } = runChecks({
        checks: [check],
        inventory: inventoryFromText(example.yaml),
        parameters: { [id]: (example.parameters ?? {}) as Record<string, never> },
        kubernetesVersion: version,
        pssVersion,
      });
      for (const { object, path, container, message, values } of violations) {
        const given = {
          kind: object.kind,
          name: object.name,
          field: formatPath(path),
          value: 'v',
          item: 'i',
          ...values,
        };
        const told = formatMessage(text, message, container === undefined ? given : { container, ...given });
        expect(told).not.toMatch(/\{\w+\}|undefined/);
      }
    }
  });
});
