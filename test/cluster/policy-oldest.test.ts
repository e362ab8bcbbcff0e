import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './api.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { compareExample, exportedVariants, installVariants, isSame, typeCheckWarnings } from './exported-examples.ts';
import { inParallel } from './in-parallel.ts';

/*
 * What `policies export` writes, asked of an API server that keeps to the oldest version that this one can: a new policy may then use
 * only what the CEL of one version before that knows. Those before it are asked by `npm run agreement:versions`.
 */
const emulated = '1.34';
let plane: ControlPlane;
let api: Api;

const variants = (await exportedVariants()).filter(({ objects }) => objects.length > 0);

beforeAll(async () => {
  plane = await startControlPlane({ emulated });
  api = new Api(plane.access);
  await installVariants(api, variants);
});

afterAll(async () => {
  api.close();
  await stopControlPlane(plane);
});

test('the API server is of that version', async () => {
  expect(await api.demand('GET', '/version')).toMatchObject({ emulationMajor: '1', emulationMinor: '34' });
});

test('every policy is taken, without a warning of the type check', async () => {
  expect(await typeCheckWarnings(api)).toEqual([]);
});

test('every example has the verdict of the CLI', async () => {
  const asked = variants.flatMap((variant) => variant.examples.map((example) => ({ variant, example })));
  const found = (await inParallel(asked, ({ variant, example }) => compareExample(api, variant, example))).flat();
  const compared = found.filter(({ got }) => typeof got !== 'string');
  expect(compared.filter(({ expected, got, dropped }) => dropped.length > 0 || !isSame(expected, got))).toEqual([]);
  expect(compared.length).toBeGreaterThan(300);
});
