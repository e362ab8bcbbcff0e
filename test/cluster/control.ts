import { pino } from 'pino';
import { loadTexts } from '../../src/checks/index.ts';
import { definitions } from '../../src/enforcement/objects/index.ts';
import { KubernetesClient, type LeaseTimes, loadConnection } from '../../src/kubernetes/client/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { type EvidenceSources, noEvidence, PolicyControl } from '../../src/server/control/index.ts';
import { type Api, until } from './api.ts';

/** Fast enough for tests; in the proportions of the usual ones. */
export const leaseTimes: LeaseTimes = { duration: 3_000, deadline: 2_000, retry: 400 };

const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };

export interface Control {
  readonly control: PolicyControl;
  /** Method and path of whatever it wrote, its lease aside. */
  readonly writes: string[];
  stop(): Promise<void>;
}

/** Starts the controller of policies, as `breakwater server --control` does. */
export async function startControl(
  kubeconfig: string,
  options: { readonly evidence?: EvidenceSources; readonly now?: () => Date; readonly leaseTimes?: LeaseTimes } = {},
): Promise<Control> {
  const client = new KubernetesClient(await loadConnection({ env: {}, kubeconfig }));
  const writes: string[] = [];
  const request = client.request.bind(client);
  client.request = (method, path, call) => {
    if (method !== 'GET' && !path.includes('/leases')) writes.push(`${method} ${path}`);
    return request(method, path, call);
  };
  const control = new PolicyControl({
    client,
    texts,
    leaseTimes: options.leaseTimes ?? leaseTimes,
    evidence: options.evidence ?? noEvidence,
    webhook: () => false,
    log: pino({ level: process.env.SHOW_LOG === undefined ? 'silent' : 'info' }),
    now: options.now ?? (() => new Date()),
    times: { gather: 50, resync: 600_000, absent: 300 },
  });
  control.start();
  return {
    control,
    writes,
    stop: async () => {
      await control.stop();
      await client.close();
    },
  };
}

export async function installDefinitions(api: Api): Promise<void> {
  for (const definition of definitions) await api.create(definition);
  await until('our kinds to be served', 30_000, async () => {
    const kinds = ['securitypolicies', 'securityexceptions'];
    const answers = await Promise.all(kinds.map((kind) => api.request('GET', `${ours}/${kind}`)));
    return answers.every(({ status }) => status === 200);
  });
}

export async function removeDefinitions(api: Api): Promise<void> {
  for (const { metadata } of definitions)
    await api.demand('DELETE', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata?.name}`);
}

export const ours = '/apis/breakwater.dev/v1alpha1';
export const admission = '/apis/admissionregistration.k8s.io/v1';

export function securityPolicy(name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject {
  return { apiVersion: 'breakwater.dev/v1alpha1', kind: 'SecurityPolicy', metadata: { name }, spec };
}

export function securityException(name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject {
  return { apiVersion: 'breakwater.dev/v1alpha1', kind: 'SecurityException', metadata: { name }, spec };
}

/** A condition of a SecurityPolicy or SecurityException; undefined where it has none of the type. */
export async function conditionOf(api: Api, path: string, type: string) {
  const { status, metadata } = await api.demand('GET', `${ours}/${path}`);
  const { observedGeneration, conditions } = recordOf(status);
  if (observedGeneration !== recordOf(metadata).generation) return undefined;
  const found = listOf(conditions)
    .map(recordOf)
    .find((one) => one.type === type);
  return found && { status: found.status, reason: found.reason, message: found.message };
}

/** Waits until a policy is in force as it is written. */
export function inForce(api: Api, name: string): Promise<void> {
  return until(`policy ${name} to be in force`, 30_000, async () => {
    return (await conditionOf(api, `securitypolicies/${name}`, 'Ready'))?.status === 'True';
  });
}

/** Names of native objects that the controller made for a policy. */
export async function nativesOf(api: Api, policy: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const path of [
    '/api/v1/namespaces/breakwater-system/configmaps',
    `${admission}/validatingadmissionpolicies`,
    `${admission}/validatingadmissionpolicybindings`,
  ]) {
    const { items, kind } = await api.demand('GET', `${path}?labelSelector=breakwater.dev/policy=${policy}`);
    names.push(
      ...listOf(items).map((item) => `${String(kind).replace('List', '')}/${recordOf(recordOf(item).metadata).name}`),
    );
  }
  return names;
}
