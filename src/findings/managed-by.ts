import type { Language } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../kubernetes/index.ts';

type Manager = 'helm' | 'argo' | 'flux' | 'flux-helm' | 'owner' | 'managed-by';

const texts: Readonly<Record<Language, Readonly<Record<Manager, (name: string) => string>>>> = {
  en: {
    helm: (name) => `Helm release ${name}`,
    argo: (name) => `Argo CD application ${name}`,
    flux: (name) => `Flux Kustomization ${name}`,
    'flux-helm': (name) => `Flux HelmRelease ${name}`,
    owner: (name) => name,
    'managed-by': (name) => name,
  },
  'zh-CN': {
    helm: (name) => `Helm 发布 ${name}`,
    argo: (name) => `Argo CD 应用 ${name}`,
    flux: (name) => `Flux Kustomization ${name}`,
    'flux-helm': (name) => `Flux HelmRelease ${name}`,
    owner: (name) => name,
    'managed-by': (name) => name,
  },
};

/**
 * What writes an object, so that a change made in the cluster would be undone: undefined where nothing says so.
 * Sources: Helm, "Labels and Annotations" and its release annotations; Argo CD, "Resource Tracking"; Flux, kustomize-controller and
 * helm-controller, "labels"; Kubernetes, "Recommended Labels" and `metadata.ownerReferences`.
 */
export function managedBy(object: InventoryObject, language: Language): string | undefined {
  const found = managerOf(object);
  return found === undefined ? undefined : texts[language][found.manager](found.name.slice(0, 253));
}

function managerOf({ object }: InventoryObject): { manager: Manager; name: string } | undefined {
  const labels = recordOf(object.metadata?.labels);
  const annotations = recordOf(object.metadata?.annotations);
  // Who applies what a renderer made comes first: the change has to be made where that one reads.
  const tracked = stringOf(annotations['argocd.argoproj.io/tracking-id'])?.split(':', 1)[0];
  const application = tracked ?? stringOf(labels['argocd.argoproj.io/instance']);
  if (application) return { manager: 'argo', name: application };
  const helmRelease = stringOf(labels['helm.toolkit.fluxcd.io/name']);
  if (helmRelease) return { manager: 'flux-helm', name: helmRelease };
  const kustomization = stringOf(labels['kustomize.toolkit.fluxcd.io/name']);
  if (kustomization) return { manager: 'flux', name: kustomization };
  const release = stringOf(annotations['meta.helm.sh/release-name']);
  if (release) return { manager: 'helm', name: release };
  const owner = listOf(object.metadata?.ownerReferences)
    .map(recordOf)
    .find(({ controller }) => controller === true);
  const [kind, name] = [stringOf(owner?.kind), stringOf(owner?.name)];
  if (kind && name) return { manager: 'owner', name: `${kind} ${name}` };
  const manager = stringOf(labels['app.kubernetes.io/managed-by']);
  return manager ? { manager: 'managed-by', name: manager } : undefined;
}
