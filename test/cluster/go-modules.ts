import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inventoryFromText } from '../../src/inventory/index.ts';
import { listOf, recordOf } from '../../src/kubernetes/index.ts';
import { type Api, until } from './api.ts';

/**
 * Creates the CustomResourceDefinitions of a published Go module, read where Go keeps it, and waits until their kinds are served.
 * @param module with its version: `sigs.k8s.io/network-policy-api@v0.3.0`
 * @returns how to remove them: when that is done, they are gone
 */
export async function installDefinitionsOf(
  api: Api,
  module: string,
  files: readonly string[],
): Promise<() => Promise<void>> {
  const folder = await moduleFolder(module);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const definitions = texts.flatMap((text) => inventoryFromText(text).objects.map(({ object }) => object));
  for (const definition of definitions) await api.create(definition);
  const paths = definitions.map(
    ({ metadata }) => `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata?.name}`,
  );
  await until(`${files.join(', ')} to be served`, 30_000, async () => {
    const found = await Promise.all(paths.map((path) => api.demand('GET', path)));
    return found.every(({ status }) =>
      listOf(recordOf(status).conditions)
        .map(recordOf)
        .some((one) => one.type === 'Established' && one.status === 'True'),
    );
  });
  return async () => {
    for (const path of paths) await api.request('DELETE', path);
    // Their objects go first; until then nobody can create a definition of that name.
    await until(`${files.join(', ')} to be gone`, 60_000, async () => {
      const left = await Promise.all(paths.map((path) => api.request('GET', path)));
      return left.every(({ status }) => status === 404);
    });
  };
}

/** Where Go keeps a module, downloaded where it is not there yet. @throws Error with Go's output where it can't be had */
async function moduleFolder(module: string): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', module], {
    cwd: tmpdir(),
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '' },
    timeout: 300_000,
  });
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}
