import type { CheckTexts } from '../text.ts';

export const images: CheckTexts = {
  'img-latest': {
    title: 'Image with a moving tag',
    why: 'What latest means changes from one start to the next: a restarted pod may run other code than its neighbours, nobody can say which, and there is nothing to roll back to.',
    action: 'Name a version, best together with its digest',
    message: {
      missing: 'Container {container} runs {value}, which has no tag and so means latest',
      moving: 'Container {container} runs {value}, whose tag moves',
    },
  },
  'img-digest': {
    title: 'Image not pinned by digest',
    why: 'Whoever can push to the registry can change what a tag means. A digest names one content for ever.',
    action: 'Add the digest: name:tag@sha256:…',
    message: 'Container {container} runs {value} without a digest',
  },
  'img-pull-policy': {
    title: 'Image not checked at every start',
    why: 'With any policy but Always a node runs what it once pulled: an old content of the tag, or a private image for a pod that has no right to it.',
    action: 'Set imagePullPolicy to Always, or pin the image by digest',
    message: 'Container {container} may run an image from the cache of its node',
  },
  'img-registry-allow': {
    title: 'Image from a registry that is not allowed',
    why: 'An image from a registry that nobody vouches for runs with all rights of the workload.',
    action: 'Use an image from an allowed registry',
    message: 'Container {container} runs {value}, which is from no allowed registry',
  },
  'img-registry-prefix-ambiguous': {
    title: 'Registry rule that allows more than it says',
    why: 'Gatekeeper compares the text from its start: registry.example.com/team also allows registry.example.com/team-of-someone-else, and example.com also example.com.evil.org.',
    action: 'End the entry with a slash',
    message: 'K8sAllowedRepos {name} allows everything that starts with {value}',
  },
  'img-registry-public': {
    title: 'Image from a public registry',
    why: 'Anyone can publish to a public registry, and it may rate-limit, delete or replace what it serves.',
    action: 'Mirror the image to a registry of your own',
    message: 'Container {container} runs {value} from a public registry',
  },
  'img-deprecated-registry': {
    title: 'Image from a frozen registry',
    why: 'A frozen registry gets no fixes any more and may be switched off; images that are no longer cached then cannot start.',
    action: 'Use the registry that took over, for example registry.k8s.io',
    message: 'Container {container} runs {value} from a frozen registry',
  },
  'img-registry-metadata': {
    title: 'Pull secret that is not allowed',
    why: "A pull secret brings a registry's password into the namespace of the workload, and images that the policy does not know.",
    action: 'Use one of the pull secrets that the policy names',
    message: '{kind} {name} pulls with {value}, which is not allowed',
  },
};
