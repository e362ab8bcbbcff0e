import { type NamespacePlan, podSecurityPlan } from '../../enforcement/index.ts';
import { representedWorkloads } from '../../inventory/cluster/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import { formatVersion } from '../../kubernetes/index.ts';
import { podSecuritySchema } from '../contract/index.ts';
import { principalOf, type Route, route } from '../route.ts';
import type { Services } from '../services.ts';
import { podSecurityNamespace } from '../views/policies/pod-security.ts';
import { isVisible } from '../views/resource.ts';

/** What Pod Security could ask for in each namespace. */
export function podSecurityRoutes({ watch, texts, settings }: Services): readonly Route[] {
  const { kubernetesVersion } = settings.question;
  const plans = new WeakMap<Inventory, readonly NamespacePlan[]>();
  const planOf = (inventory: Inventory): readonly NamespacePlan[] => {
    const plan = plans.get(inventory) ?? podSecurityPlan(inventory, kubernetesVersion);
    plans.set(inventory, plan);
    return plan;
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/pod-security',
      access: 'findings:read',
      summary:
        'For every namespace its Pod Security level now, the strictest possible, what keeps it from the next, and the labels to set',
      answer: podSecuritySchema,
      handle: ({ request, language }) => {
        const { namespaces: visible } = principalOf(request);
        const workloads = representedWorkloads(watch.state);
        return {
          items: planOf(watch.inventory)
            .filter(({ name }) => isVisible(visible, name))
            .map((plan) => podSecurityNamespace(plan, workloads, texts[language], language)),
          version: `v${formatVersion(kubernetesVersion)}`,
        };
      },
    }),
  ];
}
