import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { placeOf, Reachability } from '../../src/network/reachability/index.ts';
import { wholeInventory } from '../../src/network/reachability/testing/inventory.ts';
import { type Agreement, corpusFolder, type Difference } from './agreement.ts';

const rows = z.record(
  z.string(),
  z.object({ ingress: z.array(z.string()), egress: z.array(z.string()), combined: z.array(z.string()) }),
);

/** Some of theirs come without the two. */
const networkPolicy = z.looseObject({
  apiVersion: z.string().default('networking.k8s.io/v1'),
  kind: z.string().default('NetworkPolicy'),
});

const cases = z.array(
  z.object({
    id: z.string(),
    steps: z.array(
      z.object({
        namespaces: z.record(z.string(), z.record(z.string(), z.string())),
        pods: z.array(
          z.object({
            namespace: z.string(),
            name: z.string(),
            labels: z.record(z.string(), z.string()),
            ip: z.string(),
            ports: z.array(z.looseObject({})),
          }),
        ),
        policies: z.array(networkPolicy).nullable(),
        order: z.array(z.string()),
        expected: rows.nullable(),
      }),
    ),
  }),
);

const protocol = z.enum(['TCP', 'UDP', 'SCTP']);
const unresolved = 'The probed port is none of the pod’s: Cyclonus gives no verdict';

/**
 * Cyclonus' NetworkPolicy cases: every cell of every step, from each pod to each other, in each direction and in both. Undefined where they
 * are not on this machine.
 */
export function cyclonusAgreement(): Agreement | undefined {
  const folder = corpusFolder('network', 'cyclonus');
  if (folder === undefined) return undefined;
  const differences: Difference[] = [];
  let asked = 0;
  let left = 0;
  for (const { id, steps } of cases.parse(JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8'))))
    for (const [number, { namespaces, pods, policies, order, expected }] of steps.entries()) {
      const model = new Reachability(
        wholeInventory([
          ...Object.entries(namespaces).map(([name, labels]) => ({
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name, labels },
          })),
          ...pods.map(({ name, namespace, labels, ip, ports }) => ({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name, namespace, labels },
            spec: { containers: [{ name: 'c', ports }] },
            status: { podIP: ip },
          })),
          ...(policies ?? []),
        ]),
      );
      const classOf = new Map(model.endpoints.map((endpoint) => [endpoint.name, model.classes.classOf(endpoint)]));
      const classAt = (pod: number) => classOf.get(`Pod/${order[pod]}`) ?? -1;
      for (const [port, tables] of Object.entries(expected ?? {})) {
        const [name, value] = port.split('/');
        const place = placeOf(protocol.parse(name), Number(value));
        for (const [from, line] of tables.combined.entries())
          for (let to = 0; to < line.length; to++) {
            if (from === to) continue;
            const theirs = {
              egress: tables.egress[from]?.[to],
              ingress: tables.ingress[from]?.[to],
              combined: line[to],
            };
            if (theirs.ingress === 'N') {
              left++;
              continue;
            }
            const verdict = model.verdict(classAt(from), classAt(to), place);
            const ours = {
              egress: verdict.egress.outcome,
              ingress: verdict.ingress.outcome,
              combined: verdict.outcome,
            };
            for (const table of ['egress', 'ingress', 'combined'] as const) {
              asked++;
              const wanted = theirs[table] === '.' ? 'allowed' : 'denied';
              if (ours[table] !== wanted)
                differences.push({
                  row: `${id} step ${number + 1}, ${table}, ${order[from]} to ${order[to]} ${port}`,
                  expected: wanted,
                  got: ours[table],
                });
            }
          }
      }
    }
  return {
    name: 'cyclonus',
    asked,
    agreed: asked - differences.length,
    differences,
    ...(left > 0 && { notAsked: new Map([[unresolved, left]]) }),
  };
}
