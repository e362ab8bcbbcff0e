import { containerCheck, objectCheck, podCheck } from '../check.ts';
import { set } from '../fix.ts';

const imageDocs = 'https://kubernetes.io/docs/concepts/containers/images/';

/** True where there is no image to judge: none, one that a tool fills in later (`${IMAGE}`, `ko://`). */
const unknown =
  "container.?image.orValue('') == '' || container.image.contains('$') || container.image.startsWith('ko://')";

const pinned = "container.image.contains('@')";
/** A tag after the last slash; the port of a registry stands before it. */
const tagged = "container.image.matches(':[^/:@]+(@.*)?$')";

/**
 * What `latest` means changes from one start to the next: a pod that restarts may run other code than its neighbours, nobody can say which, and there is nothing to roll back to.
 * Fields: image of every container. Allowed: a tag that is none of `tags`, or a digest.
 */
export const imgLatest = containerCheck({
  id: 'img-latest',
  severity: 'medium',
  parameters: { tags: { default: ['latest'], description: 'Tags that count as changeable' } },
  rules: [
    {
      expression: `${unknown} || ${pinned} || ${tagged}`,
      field: 'image',
      message: 'missing',
    },
    {
      expression: `${unknown} || ${pinned} || !params.tags.exists(tag, container.image.endsWith(':' + tag))`,
      field: 'image',
      message: 'moving',
    },
  ],
  source: imageDocs,
  standards: { nsa: ['pod'], attack: ['T1204.003'], owasp: ['2022:K02'] },
});

/**
 * Whoever can push to the registry can change what a tag means; a digest names one content for ever.
 * Fields: image of every container. Allowed: one with a digest. Most clusters pin at admission or in CI: only `all` and `nsa` ask it.
 */
export const imgDigest = containerCheck({
  id: 'img-digest',
  severity: 'medium',
  profiles: [],
  expression: `${unknown} || ${pinned}`,
  field: 'image',
  source: `${imageDocs}#image-names`,
  standards: { nsa: ['pod'], attack: ['T1525'], owasp: ['2022:K02'] },
});

/**
 * With any other policy than Always a node runs what it once pulled: an old content of the tag, or a private image for a pod that has no right to it.
 * Fields: imagePullPolicy of every container. Allowed: Always, absent with no tag or `latest` (Kubernetes takes Always), any with a digest.
 */
export const imgPullPolicy = containerCheck({
  id: 'img-pull-policy',
  severity: 'low',
  profiles: [],
  expression: `${unknown} || ${pinned} || container.?imagePullPolicy.orValue(${tagged} && !container.image.endsWith(':latest') ? 'IfNotPresent' : 'Always') == 'Always'`,
  field: 'imagePullPolicy',
  source: `${imageDocs}#image-pull-policy`,
  standards: { cis: ['1.2.11'], nsa: ['pod'], attack: ['T1525'], owasp: ['2022:K02'] },
  fix: set('imagePullPolicy', 'Always'),
});

/**
 * The image with its registry, as a runtime reads it: `nginx` is docker.io/library/nginx; a first part with a dot, a colon or capitals, or
 * `localhost`, is a registry. Source: distribution/reference, normalize.go.
 */
const canonical = `(!container.image.contains('/') ? 'docker.io/library/' + container.image
  : container.image.matches('^(index[.])?docker[.]io/[^/]+$') ? 'docker.io/library/' + container.image.substring(container.image.indexOf('/') + 1)
  : container.image.startsWith('index.docker.io/') ? container.image.substring(6)
  : container.image.matches('^([^/]*[.:A-Z][^/]*|localhost)/') ? container.image
  : 'docker.io/' + container.image)`;

/** Whether the canonical image stands under a registry, or a part of one, of a list: whole parts, so that `a.com` isn't `a.com.evil.org`. */
function under(list: string): string {
  return `[${canonical}].exists(image, ${list}.exists(entry, image == entry || image.startsWith(entry.endsWith('/') ? entry : entry + '/') || image.startsWith(entry + ':') && !image.substring(size(entry)).contains('/') || image.startsWith(entry + '@')))`;
}

/**
 * An image from a registry that nobody vouches for runs with the rights of the workload.
 * Fields: image of every container. Allowed: whole registries, or paths in them, of the parameter `registries`; short names mean docker.io.
 */
export const imgRegistryAllow = containerCheck({
  id: 'img-registry-allow',
  severity: 'high',
  parameters: {
    registries: {
      default: [],
      description:
        'Registries, or paths in them, that images may come from: [registry.example.com/shop, docker.io/library]',
    },
  },
  needs: ['registries'],
  expression: `${unknown} || ${under('params.registries')}`,
  field: 'image',
  source: 'https://owasp.org/www-project-kubernetes-top-ten/',
  standards: { nsa: ['pod'], attack: ['T1204.003'], owasp: ['2022:K02'] },
});

/**
 * Gatekeeper compares the text from its start: `registry.example.com/team` allows registry.example.com/team-of-someone-else, too.
 * Fields: spec.parameters.repos of K8sAllowedRepos constraints. Allowed: entries that end in "/", or name one image by its tag or digest.
 */
export const imgRegistryPrefixAmbiguous = objectCheck({
  id: 'img-registry-prefix-ambiguous',
  severity: 'medium',
  kinds: ['constraints.gatekeeper.sh/K8sAllowedRepos'],
  each: 'spec.parameters.repos',
  expression: "item.endsWith('/') || item.matches('/[^/]*[:@][^/]+$')",
  field: '',
  source: 'https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/',
  standards: { nsa: ['pod'], attack: ['T1204.003'], owasp: ['K04'] },
});

/**
 * Anyone can publish to a public registry, and it can rate-limit, delete or replace what it serves.
 * Fields: image of every container. Allowed: registries that are none of `registries`. Only where a mirror is policy: `all` and `nsa`.
 */
export const imgRegistryPublic = containerCheck({
  id: 'img-registry-public',
  severity: 'low',
  profiles: [],
  parameters: {
    registries: {
      default: [
        'docker.io',
        'ghcr.io',
        'quay.io',
        'gcr.io',
        'public.ecr.aws',
        'registry.gitlab.com',
        'mcr.microsoft.com',
        'registry.k8s.io',
      ],
      description: 'Registries that count as public',
    },
  },
  expression: `${unknown} || !${under('params.registries')}`,
  field: 'image',
  source:
    'https://www.nsa.gov/Press-Room/News-Highlights/Article/Article/2716980/nsa-cisa-release-kubernetes-hardening-guidance/',
  standards: { nsa: ['pod'], attack: ['T1204.003'], owasp: ['2022:K02'] },
});

/**
 * A frozen registry gets no fixes any more, and may be switched off.
 * Fields: image of every container. Not allowed: Kubernetes' old registries (frozen since April 2023), GitHub's old one, Bitnami's archive.
 * Sources: kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement; github.com/bitnami/charts/issues/35164.
 */
export const imgDeprecatedRegistry = containerCheck({
  id: 'img-deprecated-registry',
  severity: 'low',
  parameters: {
    registries: {
      default: [
        'k8s.gcr.io',
        'gcr.io/google_containers',
        'gcr.io/google-containers',
        'us.gcr.io/k8s-artifacts-prod',
        'eu.gcr.io/k8s-artifacts-prod',
        'asia.gcr.io/k8s-artifacts-prod',
        'docker.pkg.github.com',
        'docker.io/bitnamilegacy',
      ],
      description: 'Registries, or paths in them, that are frozen',
    },
  },
  expression: `${unknown} || !${under('params.registries')}`,
  field: 'image',
  source: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
  standards: { nsa: ['upg'], owasp: ['K07'] },
});

/**
 * A pull secret is a registry's password in the namespace of the workload; a policy may say which ones there are.
 * Fields: imagePullSecrets of every pod. Allowed: the names in `pullSecrets`. Age, size and base image need the registry.
 */
export const imgRegistryMetadata = podCheck({
  id: 'img-registry-metadata',
  severity: 'low',
  parameters: { pullSecrets: { default: [], description: 'Names of imagePullSecrets that pods may use' } },
  needs: ['pullSecrets'],
  each: 'imagePullSecrets',
  expression: "item.?name.orValue('') in params.pullSecrets",
  field: 'name',
  source: `${imageDocs}#specifying-imagepullsecrets-on-a-pod`,
  standards: { nsa: ['upg'], attack: ['T1525'], owasp: ['2022:K02'] },
});

export const images = [
  imgLatest,
  imgDigest,
  imgPullPolicy,
  imgRegistryAllow,
  imgRegistryPrefixAmbiguous,
  imgRegistryPublic,
  imgDeprecatedRegistry,
  imgRegistryMetadata,
];
