import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recordOf } from '../kubernetes/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { say } from './diagnostic-texts.ts';
import { unknownNamespace } from './inventory.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { parseYaml } from './parse.ts';
import { runProgram } from './program.ts';
import type { Rendered } from './render.ts';

export interface HelmOptions {
  /** Values files, as `helm template --values`. */
  readonly values: readonly string[];
  /** `key=value`, as `helm template --set`. */
  readonly set: readonly string[];
  /** The chart's own name where absent. */
  readonly releaseName?: string;
  readonly namespace?: string;
}

const chartFileBytes = 1024 * 1024;
const releaseName = /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/;

/**
 * Renders a chart as `helm install` would apply it: with its CRDs and hooks, without its tests (`helm test` runs those).
 * Undefined for a library chart: it declares nothing of its own.
 */
export async function renderChart(
  path: string,
  options: HelmOptions,
  limits: Limits,
): Promise<Rendered | Diagnostic | undefined> {
  const chart = chartFile(path);
  if (chart.type === 'library') return undefined;
  const namespace = options.namespace ?? unknownNamespace;
  const name = typeof chart.name === 'string' && releaseName.test(chart.name) ? chart.name : 'release-name';
  const args = ['template', options.releaseName ?? name, resolve(path)];
  args.push(`--namespace=${namespace}`, '--include-crds', '--skip-tests');
  for (const file of options.values) args.push(`--values=${file}`);
  for (const pair of options.set) args.push(`--set=${pair}`);
  const result = await runProgram('helm', args, limits.fileBytes);
  if (result.outcome === 'missing') return { code: 'renderer-missing', file: path, said: say('helm-missing') };
  if (result.outcome === 'failed') {
    return { code: 'render', file: path, said: say('helm-failed', { reason: result.reason }) };
  }
  return {
    output: result.output.toString('utf8'),
    rendering: { by: 'helm', root: path, namespace },
    origin: { templateOf },
  };
}

/** Each document that helm writes says which template made it, with the chart's name in front of the path. */
function templateOf(piece: string): string | undefined {
  const named = /^(?:---[^\n]*\n)?# Source: ([^\n\r]+)/.exec(piece)?.[1];
  return named?.slice(named.indexOf('/') + 1);
}

/** What Chart.yaml says; nothing where it can't be read (helm will say why) or lies in a package. */
function chartFile(path: string): Readonly<Record<string, unknown>> {
  try {
    const file = join(path, 'Chart.yaml');
    if (statSync(path).isDirectory() && statSync(file).size < chartFileBytes) {
      return recordOf(parseYaml(readFileSync(file, 'utf8'), defaultLimits).values[0]);
    }
  } catch {
    // Not there or not readable: the same for helm, whose words are the diagnostic.
  }
  return {};
}
