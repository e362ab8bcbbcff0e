import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, messageOf } from '../test/cluster/api.ts';
import { type Load, namespaceName, workloadName } from './cluster-load.ts';

/** A change that somebody makes, again and again, each time to another object. */
export interface ChangeCase {
  readonly what: string;
  readonly make: (api: Api, turn: number) => Promise<void>;
}

/** Milliseconds between two changes: each is to be a batch of its own. */
const pace = 60;

/** What happens in clusters all day, from what concerns one workload only to what concerns a whole namespace. */
export function changeCases({ namespaces }: Load): readonly ChangeCase[] {
  // Of a hundred workloads the last eighty are Deployments.
  const deployment = (turn: number) => {
    const index = Math.floor(turn / 80) * 100 + 20 + (turn % 80);
    return `/apis/apps/v1/namespaces/${namespaceName(index % namespaces)}/deployments/${workloadName(index)}`;
  };
  const mainContainer = (fields: object) => ({
    spec: { template: { spec: { containers: [{ name: 'main', ...fields }] } } },
  });
  const namespaceOf = (turn: number) => namespaceName(turn % namespaces);
  const networking = '/apis/networking.k8s.io/v1';
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  return [
    {
      what: 'a container runs as root',
      make: (api, turn) =>
        patch(api, deployment(turn), mainContainer({ securityContext: { runAsNonRoot: false, runAsUser: 0 } })),
    },
    {
      what: 'a workload gets another image',
      make: (api, turn) =>
        patch(api, deployment(turn), mainContainer({ image: `registry.example.com/main:2.${turn}.0` })),
    },
    {
      what: 'a Service becomes a load balancer',
      make: (api, turn) => {
        const path = deployment(turn).replace('/apis/apps/v1', '/api/v1').replace('/deployments/', '/services/');
        return patch(api, path, { spec: { type: 'LoadBalancer' } });
      },
    },
    {
      what: 'a NetworkPolicy comes',
      make: (api, turn) =>
        create(api, `${networking}/namespaces/${namespaceOf(turn)}/networkpolicies`, {
          metadata: { name: `closed-${turn}` },
          spec: { podSelector: { matchLabels: { app: workloadName(turn) } }, policyTypes: ['Ingress', 'Egress'] },
        }),
    },
    {
      what: 'a Role gets rights on Secrets',
      make: (api, turn) =>
        patch(api, `${rbac}/namespaces/${namespaceOf(turn)}/roles/role-${turn % 5}`, {
          rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', `watch-${turn}`] }],
        }),
    },
    {
      what: 'a namespace gets a Pod Security level',
      make: (api, turn) =>
        patch(api, `/api/v1/namespaces/${namespaceOf(turn)}`, {
          metadata: { labels: { 'pod-security.kubernetes.io/warn': ['baseline', 'restricted'][turn % 2] } },
        }),
    },
    {
      what: 'a ConfigMap changes',
      make: (api, turn) =>
        patch(api, `/api/v1/namespaces/${namespaceOf(turn)}/configmaps/config`, { data: { turn: String(turn) } }),
    },
  ];
}

/** Makes a change many times, each when the one before is long done. */
export async function makeChanges(api: Api, { make }: ChangeCase, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    await make(api, turn);
    await sleep(pace);
  }
}

async function patch(api: Api, path: string, body: object): Promise<void> {
  const raw = { type: 'application/strategic-merge-patch+json', text: JSON.stringify(body) };
  const answer = await api.request('PATCH', path, undefined, raw);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${messageOf(answer)}`);
}

async function create(api: Api, path: string, body: object): Promise<void> {
  await api.demand('POST', path, body);
}
