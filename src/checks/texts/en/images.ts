import type { CheckTexts } from '../text.ts';

export const images: CheckTexts = {
  'img-latest': {
    title: 'Image tag that can change',
    why: 'What latest means can change from one start to the next: a restarted pod may run other code than its neighbors, nobody can tell which, and there is no version to roll back to.',
    action: 'Name a version, ideally together with its digest',
    message: {
      missing: 'Container {container} runs {value}, which has no tag and so means latest',
      moving: 'Container {container} runs {value}, whose tag can change',
    },
  },
  'img-digest': {
    title: 'Image not pinned by digest',
    why: 'Whoever can push to the registry can change what a tag means. A digest always names the same content.',
    action: 'Add the digest: name:tag@sha256:…',
    message: 'Container {container} runs {value} without a digest',
  },
  'img-pull-policy': {
    title: 'Image not checked at every start',
    why: 'With any policy other than Always, a node runs what it once pulled: outdated content of the tag, or a private image for a pod without the right to pull it.',
    action: 'Set imagePullPolicy to Always, or pin the image by digest',
    message: 'Container {container} may run an image cached on its node',
  },
  'img-registry-allow': {
    title: 'Image from a registry that is not allowed',
    why: 'An image from a registry that nobody vouches for runs with all the rights of the workload.',
    action: 'Use an image from an allowed registry',
    message: 'Container {container} runs {value}, which is not from an allowed registry',
  },
  'img-registry-prefix-ambiguous': {
    title: 'Registry rule that allows more than it seems',
    why: 'Images from other people’s registries get in: Gatekeeper compares prefixes only, so registry.example.com/team also allows registry.example.com/team-of-someone-else, and example.com also allows example.com.evil.org.',
    action: 'End the entry with a slash',
    message: 'K8sAllowedRepos {name} allows everything that starts with {value}',
  },
  'img-registry-public': {
    title: 'Image from a public registry',
    why: 'Anyone can publish to a public registry, and it may rate-limit, delete or replace what it serves.',
    action: 'Mirror the image to your own registry',
    message: 'Container {container} runs {value} from a public registry',
  },
  'img-deprecated-registry': {
    title: 'Image from a frozen registry',
    why: 'A frozen registry no longer gets fixes and may be switched off; images that are not cached can then no longer start.',
    action: 'Use the registry that took over, for example registry.k8s.io',
    message: 'Container {container} runs {value} from a frozen registry',
  },
  'img-registry-metadata': {
    title: 'Pull secret that is not allowed',
    why: 'A pull secret brings a registry password into the namespace of the workload, and with it images that the policy does not know.',
    action: 'Use one of the allowed pull secrets',
    message: '{kind} {name} uses the pull secret {value}, which is not allowed',
  },
};
