import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api } from './api.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { compareExample, exportedVariants, installVariants, typeCheckWarnings } from './exported-examples.ts';

/*
 * What `policies export` writes says the same as the CLI: every example of every exported check is sent to a real API server as a
 * dry-run create, with its policy bound to warn.
 */
let plane: ControlPlane;
let api: Api;

const variants = (await exportedVariants()).filter(({ objects }) => objects.length > 0);

beforeAll(async () => {
  // One of their own: an API server that loses its last policy with parameters finds those of the next only after a while.
  plane = await startControlPlane();
  api = new Api(plane.access);
  await installVariants(api, variants);
});

afterAll(async () => {
  api.close();
  await stopControlPlane(plane);
});

test('no policy has a warning of the type check', async () => {
  expect(await typeCheckWarnings(api)).toEqual([]);
});

/** Objects that the API server refuses for other reasons: nothing to compare, but not to become many. */
let refused = 0;
let compared = 0;

describe.each(variants.map((variant) => [variant.tag, variant] as const))('%s', (tag, variant) => {
  test.each(variant.examples.map((example) => [`${example.expected}: ${example.title}`, example] as const))(
    '%s',
    async (_, example) => {
      for (const { object, expected, got, dropped } of await compareExample(api, variant, example)) {
        if (typeof got === 'string') {
          refused++;
          if (process.env.SHOW_REFUSED) console.log(tag, object, got.slice(0, 300));
          continue;
        }
        compared++;
        expect({ object, dropped, ...got }).toEqual({ object, dropped: [], ...expected });
      }
    },
  );
});

test('most examples could be compared', () => {
  console.log(
    `policies export: ${compared} objects compared with the API server, ${refused} refused by it for other reasons`,
  );
  expect(compared).toBeGreaterThan(300);
});
